import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  cholesky,
  choleskySolve,
  invertPositive,
  mapEigenvalues,
  multiply,
  nearestPositiveSemidefinite,
  pivotedCholesky,
  quadraticForm,
  sandwich,
  solvePositive,
  submatrix,
  symmetricEigen,
} from "../../src/index.ts";

/** A′A for a random A with more rows than columns, plus its size. */
const gram = fc.integer({ min: 1, max: 6 }).chain((k) =>
  fc
    .array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 3 * k * k, maxLength: 3 * k * k })
    .map((a) => {
      const out = new Float64Array(k * k);
      for (let r = 0; r < 3 * k; r++)
        for (let i = 0; i < k; i++)
          for (let j = 0; j < k; j++) out[i * k + j]! += a[r * k + i]! * a[r * k + j]!;
      for (let i = 0; i < k; i++) out[i * k + i]! += 0.5;
      return { k, matrix: out };
    }),
);

const largest = (values: ArrayLike<number>) => Math.max(0, ...Array.from(values, Math.abs));
const identity = (k: number) => Float64Array.from({ length: k * k }, (_, at) => (at % (k + 1) === 0 ? 1 : 0));
const difference = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  largest(Array.from(a, (v, i) => v - b[i]!));

describe("cholesky", () => {
  it("factors, solves and inverts", () => {
    fc.assert(
      fc.property(gram, ({ k, matrix }) => {
        const b = Float64Array.from({ length: k }, (_, i) => i - 1.5);
        const x = solvePositive(matrix, k, b)!;
        // The condition number of these matrices is below 1e4.
        expect(difference(multiply(matrix, x, k, k, 1), b)).toBeLessThan(1e-10);
        const inverse = invertPositive(matrix, k)!;
        expect(difference(multiply(matrix, inverse, k, k, k), identity(k))).toBeLessThan(1e-10);
        for (let i = 0; i < k; i++)
          for (let j = 0; j < i; j++) expect(inverse[i * k + j]).toBe(inverse[j * k + i]);
      }),
      { seed: 1, numRuns: 100 },
    );
  });

  it("matches a factor known by hand", () => {
    const factor = cholesky([4, 2, 2, 5], 2)!;
    expect([...factor]).toEqual([2, 0, 1, 2]);
    expect([...choleskySolve(factor, 2, [8, 9])]).toEqual([1.375, 1.25]);
  });

  it("gives null where the matrix is not positive definite or not finite", () => {
    expect(cholesky([1, 2, 2, 1], 2)).toBeNull();
    expect(cholesky([Number.NaN], 1)).toBeNull();
    expect(solvePositive([0], 1, [1])).toBeNull();
    expect(invertPositive([1, 1, 1, 1], 2)).toBeNull();
    expect(cholesky([], 0)).toEqual(new Float64Array(0));
  });
});

describe("pivotedCholesky", () => {
  it("finds the rank whatever the scale of the columns, and the dependent ones", () => {
    // Columns 1, 1e6·(1, 2, 3), their sum, and one of its own.
    const a = [
      1,
      1e6,
      1e6 + 1,
      1,
      1,
      2e6,
      2e6 + 1,
      0,
      1,
      3e6,
      3e6 + 1,
      1,
      1,
      5e6,
      5e6 + 1,
      0,
      1,
      4e6,
      4e6 + 1,
      0,
    ];
    const matrix = new Float64Array(16);
    for (let r = 0; r < 5; r++)
      for (let i = 0; i < 4; i++)
        for (let j = 0; j < 4; j++) matrix[i * 4 + j]! += a[r * 4 + i]! * a[r * 4 + j]!;
    const found = pivotedCholesky(matrix, 4);
    expect(found.rank).toBe(3);
    expect(found.dependent).toHaveLength(1);
    expect([...found.pivots, ...found.dependent].sort()).toEqual([0, 1, 2, 3]);
    expect(found.dependent[0]).not.toBe(3);
    expect(found.dependent[0]).not.toBe(0);
  });

  it("knows full rank, zero and the empty matrix", () => {
    expect(pivotedCholesky(identity(3), 3)).toEqual({ rank: 3, pivots: [0, 1, 2], dependent: [] });
    expect(pivotedCholesky([0, 0, 0, 0], 2)).toEqual({ rank: 0, pivots: [], dependent: [0, 1] });
    expect(pivotedCholesky([], 0).rank).toBe(0);
  });
});

describe("symmetricEigen and nearestPositiveSemidefinite", () => {
  it("decomposes and puts together again", () => {
    fc.assert(
      fc.property(gram, ({ k, matrix }) => {
        const eigen = symmetricEigen(matrix, k);
        for (let i = 1; i < k; i++) expect(eigen.values[i]!).toBeGreaterThanOrEqual(eigen.values[i - 1]!);
        const again = mapEigenvalues(eigen, (v) => v);
        expect(difference(again, matrix)).toBeLessThan(1e-12 * Math.max(1, largest(matrix)));
      }),
      { seed: 2, numRuns: 60 },
    );
    expect(symmetricEigen([], 0).values).toHaveLength(0);
  });

  it("solves A v = λ v with orthonormal v, for the Hilbert matrix of order 5", () => {
    const k = 5;
    const a = Float64Array.from({ length: k * k }, (_, at) => 1 / (1 + Math.floor(at / k) + (at % k)));
    const { values, vectors } = symmetricEigen(a, k);
    const column = (m: number) => Float64Array.from({ length: k }, (_, i) => vectors[i * k + m]!);
    values.forEach((lambda, m) => {
      const v = column(m);
      const scaled = v.map((x) => lambda * x);
      expect(difference(multiply(a, v, k, k, 1), scaled)).toBeLessThan(1e-14);
      values.forEach((_, o) => {
        const [dot] = multiply(v, column(o), 1, k, 1);
        expect(Math.abs(dot! - (o === m ? 1 : 0))).toBeLessThan(1e-14);
      });
    });
    expect(values[0]).toBeCloseTo(3.287928772171863e-6, 14);
  });

  it("repairs an indefinite matrix: [[1, 2], [2, 1]] becomes 1.5 everywhere", () => {
    const { matrix, repaired } = nearestPositiveSemidefinite(Float64Array.of(1, 2, 2, 1), 2);
    expect(repaired).toBe(true);
    expect(difference(matrix, [1.5, 1.5, 1.5, 1.5])).toBeLessThan(1e-14);
  });

  it("leaves a semidefinite matrix as it is, byte for byte", () => {
    const given = Float64Array.of(1, 1, 1, 1);
    expect(nearestPositiveSemidefinite(given, 2)).toEqual({ matrix: given, repaired: false });
  });
});

describe("products", () => {
  it("multiplies, sandwiches, selects and takes quadratic forms", () => {
    expect([...multiply([1, 2, 3, 4, 5, 6], [1, 0, 0, 1, 1, 1], 2, 3, 2)]).toEqual([4, 5, 10, 11]);
    expect([...sandwich([2, 0, 0, 3], [1, 4, 4, 5], 2)]).toEqual([4, 24, 24, 45]);
    expect([...submatrix([1, 2, 3, 4, 5, 6, 7, 8, 9], 3, [2, 0])]).toEqual([9, 7, 3, 1]);
    expect(quadraticForm([1, 2, 3, 4], 2, [1, -1])).toBe(0);
  });

  it("leaves its arguments alone", () => {
    const matrix = Float64Array.of(1, 2, 2, 1);
    nearestPositiveSemidefinite(matrix, 2);
    pivotedCholesky(matrix, 2);
    symmetricEigen(matrix, 2);
    cholesky(matrix, 2);
    expect([...matrix]).toEqual([1, 2, 2, 1]);
  });
});
