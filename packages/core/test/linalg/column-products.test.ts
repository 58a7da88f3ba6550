import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addColumns, columnDots, combineColumns, crossProducts } from "../../src/index.ts";

/** Columns of more rows than a block holds, of whole numbers, so that sums are exact in any order. */
const problem = fc
  .record({
    k: fc.integer({ min: 1, max: 10 }),
    n: fc.constantFrom(0, 1, 5, 1023, 1024, 1025, 2500),
    seed: fc.nat(),
  })
  .map(({ k, n, seed }) => {
    let state = seed;
    const column = () =>
      Float64Array.from({ length: n }, () => {
        state = (state * 48271 + 11) % 2147483647;
        return (state % 19) - 9;
      });
    return {
      columns: Array.from({ length: k }, column),
      v: column(),
      coefficients: Float64Array.from({ length: k }, (_, j) => ((seed + j) % 7) - 3),
    };
  });

describe("products of columns", () => {
  it("are the sums over rows that their names say", () => {
    fc.assert(
      fc.property(problem, ({ columns, v, coefficients }) => {
        const over = (value: (i: number) => number) => v.reduce((sum, _, i) => sum + value(i), 0);
        const gram = columns.flatMap((a) => columns.map((b) => over((i) => v[i]! * a[i]! * b[i]!)));
        expect(Array.from(crossProducts(columns, v), (x) => x + 0)).toEqual(gram);
        expect(Array.from(columnDots(columns, v), (x) => x + 0)).toEqual(
          columns.map((z) => over((i) => v[i]! * z[i]!)),
        );
        const rows = Array.from(v, (_, i) =>
          columns.reduce((sum, z, j) => sum + coefficients[j]! * z[i]!, 0),
        );
        expect(Array.from(combineColumns(columns, coefficients, v.length), (x) => x + 0)).toEqual(rows);
        const added = Float64Array.from(v);
        addColumns(added, columns, coefficients);
        expect(Array.from(added)).toEqual(rows.map((row, i) => row + v[i]!));
      }),
      { numRuns: 60 },
    );
  });
});
