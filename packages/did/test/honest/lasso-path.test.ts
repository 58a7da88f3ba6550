import { randomStream } from "@ceteris/core";
import { expect, it } from "vitest";
import { lassoPath } from "../../src/honest/lasso-path.ts";

function problem(seed: number) {
  const stream = randomStream(seed);
  const k = 1 + stream.integer(10);
  const a = Array.from({ length: k * k }, () => stream.normal());
  const q = new Float64Array(k * k);
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < k; j++) {
      for (let m = 0; m < k; m++) q[i * k + j]! += a[i * k + m]! * a[j * k + m]!;
    }
    q[i * (k + 1)]! += 0.01;
  }
  return { q, g: Float64Array.from({ length: k }, () => stream.normal()), k };
}

it("meets the first-order conditions at every corner and between, down to no penalty", () => {
  for (let seed = 1; seed <= 150; seed++) {
    const { q, g, k } = problem(seed);
    const { lambdas, solutions } = lassoPath(q, g, k);
    expect(lambdas.at(-1)).toBe(0);
    const halves = lambdas.slice(1).map((to, i) => ({
      lambda: (lambdas[i]! + to) / 2,
      w: solutions[i]!.map((v, j) => (v + solutions[i + 1]![j]!) / 2),
    }));
    const all = [...lambdas.map((lambda, i) => ({ lambda, w: solutions[i]! })), ...halves];
    for (const { lambda, w } of all) {
      for (let i = 0; i < k; i++) {
        let gradient = g[i]!;
        for (let j = 0; j < k; j++) gradient += q[i * k + j]! * w[j]!;
        const off =
          w[i] === 0
            ? Math.max(0, Math.abs(gradient) - lambda)
            : Math.abs(gradient + lambda * Math.sign(w[i]!));
        // Rounding of solves whose condition number reaches 1e4.
        expect(off).toBeLessThan(1e-9);
      }
    }
  }
});

it("is nothing but zero without a linear term", () => {
  expect(lassoPath(Float64Array.of(2, 0, 0, 2), new Float64Array(2), 2)).toEqual({
    lambdas: [0],
    solutions: [new Float64Array(2)],
  });
});
