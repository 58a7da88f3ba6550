import fc from "fast-check";
import { expect, test } from "vitest";
import { kernelMatch } from "../../src/matching/methods/kernel-match.ts";
import { kernelShape } from "../../src/matching/methods/kernels.ts";
import { localLinearMatch } from "../../src/matching/methods/local-linear-match.ts";
import { totalAffinity } from "../../src/matching/methods/match.ts";

const scores = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 3, maxLength: 40 });

test("the weights are those of a kernel-weighted regression's constant", () => {
  fc.assert(
    fc.property(scores, scores, fc.constantFrom("tricube" as const, "gaussian" as const), (t, c, kernel) => {
      const bandwidth = 0.3;
      const match = localLinearMatch(Float64Array.from(t), Float64Array.from(c), { kernel, bandwidth });
      const shape = kernelShape(kernel);
      const outcome = c.map((_, j) => Math.sin(5 * j));
      t.forEach((p, i) => {
        const total = totalAffinity(match, i);
        let fitted = 0;
        for (let k = match.start[i]!; k < match.stop[i]!; k++) {
          const j = match.partners[k]!;
          fitted += (match.affinity!(i, j) / total) * outcome[j]!;
        }
        // Normal equations of y = a + b d, by Cramer's rule on centred distances.
        const g = c.map((q) => shape((p - q) / bandwidth));
        const sum = (f: (j: number) => number) => g.reduce((s, w, j) => s + w * f(j), 0);
        const s0 = sum(() => 1);
        const mean = sum((j) => c[j]! - p) / s0;
        const spread = sum((j) => (c[j]! - p - mean) ** 2);
        // Where distances hardly differ the slope has no digits; the fallback has its own test.
        fc.pre(s0 === 0 || spread > 1e-4 * s0);
        if (s0 === 0) return;
        const slope = sum((j) => (c[j]! - p - mean) * outcome[j]!) / spread;
        const wanted = sum((j) => outcome[j]!) / s0 - slope * mean;
        expect(fitted).toBeCloseTo(wanted, 8);
      });
    }),
    { numRuns: 100 },
  );
});

test("partners of one score are weighted by the kernel", () => {
  const treated = Float64Array.of(0.5);
  const controls = Float64Array.of(0.52, 0.52, 0.9);
  const options = { kernel: "epanechnikov", bandwidth: 0.1 } as const;
  const plain = kernelMatch(treated, controls, options);
  const linear = localLinearMatch(treated, controls, options);
  expect([...linear.partners]).toEqual([...plain.partners]);
  for (const j of [0, 1]) expect(linear.affinity!(0, j)).toBe(plain.affinity!(0, j));
});
