import { describe, expect, test } from "vitest";
import { balanceOverall } from "../../src/balance/balance-overall.ts";
import { balanceRows, summariseBias } from "../../src/balance/balance-rows.ts";

// Twelve rows: four treated, of whom the last has no match, and eight controls. Partners: 2 with 1 and 3,
// 4 with 3 and 5, 6 with 7. Every figure below is worked out by hand; rounding only.
const ROUNDING = 14;
const treated = Float64Array.of(1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0);
const weights = Float64Array.of(1, 1, 1, 0, 0.5, 0, 1, 0, 0.5, 0, 1, 0);
const x = { name: "x", values: Float64Array.of(2, 4, 6, 8, 1, 2, 3, 4, 5, 6, 7, 8) };
const z = { name: "z", values: Float64Array.of(1, 1, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0) };

/** Two-sided p of t with an even number of degrees of freedom, by its finite sum. */
function evenP(t: number, dof: number): number {
  const cos2 = dof / (dof + t * t);
  let term = 1;
  let sum = 1;
  for (let k = 1; k < dof / 2; k++) {
    term *= (cos2 * (2 * k - 1)) / (2 * k);
    sum += term;
  }
  return 1 - Math.sqrt(1 - cos2) * sum;
}

describe("pstest by hand on twelve rows", () => {
  const [before, after] = balanceRows([x], treated, weights);
  const scale = Math.sqrt((20 / 3 + 6) / 2);

  test("before matching", () => {
    expect(before).toMatchObject({ covariate: "x", sample: "before", meanTreated: 5, meanControl: 4.5 });
    expect(before!.biasPct).toBeCloseTo(50 / scale, ROUNDING - 2);
    expect(before!.reductionPct).toBeNull();
    expect(before!.t).toBeCloseTo(0.5 / Math.sqrt(2.325), ROUNDING);
    expect(before!.pValue).toBeCloseTo(evenP(0.5 / Math.sqrt(2.325), 10), 12);
    expect(before!.varianceRatio).toBeCloseTo(10 / 9, ROUNDING);
  });

  test("after matching: weighted means over the unmatched variances", () => {
    expect(after!.meanTreated).toBeCloseTo(4, ROUNDING);
    expect(after!.meanControl).toBeCloseTo(13 / 3, ROUNDING);
    expect(after!.biasPct).toBeCloseTo(-100 / 3 / scale, ROUNDING - 2);
    expect(after!.reductionPct).toBeCloseTo(100 / 3, ROUNDING - 2);
    expect(after!.t).toBeCloseTo(-1 / Math.sqrt(34), ROUNDING);
    expect(after!.pValue).toBeCloseTo(evenP(1 / Math.sqrt(34), 4), 12);
    expect(after!.varianceRatio).toBeCloseTo(6 / 11, ROUNDING);
  });

  test("a 0/1 covariate has no variance ratio", () => {
    const rows = balanceRows([z], treated, weights);
    expect(rows.map((r) => r.varianceRatio)).toEqual([null, null]);
    expect(rows.map((r) => r.meanTreated)).toEqual([0.5, 2 / 3]);
  });

  test("a variance ratio is flagged outside the middle 95% of F, by the number of treated", () => {
    // As pstest prints for 89 treated: 0.66 to 1.52; for the 185 of the NSW: 0.75 to 1.34.
    for (const [n, low, high] of [
      [89, 0.66, 1.52],
      [185, 0.75, 1.34],
    ] as const) {
      const d = Float64Array.from({ length: 2 * n }, (_, i) => (i < n ? 1 : 0));
      const flag = (ratio: number) => {
        // Two points of ratio² times the spread of those of the controls.
        const values = d.map((group, i) => (i % 2 === 0 ? 1 : -1) * (group === 1 ? Math.sqrt(ratio) : 1));
        if (n % 2 === 1) for (const i of [n - 1, 2 * n - 1]) values[i] = 0;
        return balanceRows([{ name: "v", values }], d, new Float64Array(2 * n).fill(1))[0]!.varianceFlag;
      };
      expect([low - 0.006, low + 0.006, high - 0.006, high + 0.006].map(flag)).toEqual([
        true,
        false,
        false,
        true,
      ]);
    }
    const [first] = balanceRows([z], treated, weights);
    expect(first!.varianceFlag).toBeNull();
  });

  test("mean and median of the absolute biases", () => {
    const rows = [3, -1, 8, -2].map((biasPct) => ({ ...before!, biasPct }));
    expect(summariseBias(rows)).toEqual({ mean: 3.5, median: 2.5 });
    expect(summariseBias(rows.slice(1))).toEqual({ mean: 11 / 3, median: 2 });
    expect(summariseBias([])).toEqual({ mean: null, median: null });
  });

  test("figures that do not exist are null", () => {
    const constant = { name: "c", values: new Float64Array(12).fill(3) };
    for (const row of balanceRows([constant], treated, weights)) {
      expect(row).toMatchObject({ biasPct: null, t: null, pValue: null, varianceRatio: null });
    }
  });
});

// One 0/1 covariate saturates the model, so that the likelihood is that of the 2 × 2 table.
describe("balance of all covariates, from a 2 × 2 table", () => {
  const logLik = (cells: readonly (readonly [treated: number, controls: number])[]) =>
    cells.reduce((sum, [t, c]) => sum + t * Math.log(t / (t + c)) + c * Math.log(c / (t + c)), 0);
  const check = (
    w: Float64Array | null,
    cells: readonly (readonly [number, number])[],
    b: number,
    r: number,
  ) => {
    for (const link of ["logit", "probit"] as const) {
      const { balance, warnings } = balanceOverall([z], treated, w, [], link);
      const [t, c] = [cells[0]![0] + cells[1]![0], cells[0]![1] + cells[1]![1]];
      const full = logLik(cells);
      const none = logLik([[t, c]]);
      expect(warnings).toEqual([]);
      expect(balance.lrChi2).toBeCloseTo(2 * (full - none), 11);
      expect(balance.pseudoR2).toBeCloseTo(1 - full / none, 12);
      expect(balance.rubinB).toBeCloseTo(b, 10);
      expect(balance.rubinR).toBeCloseTo(r, 10);
    }
  };

  test("before", () => {
    // z = 1: two of four treated, two of eight controls; variances 1/3 and (8 · 1/4 · 3/4)/7 = 3/14.
    const scale = Math.sqrt((1 / 3 + 3 / 14) / 2);
    check(
      null,
      [
        [2, 2],
        [2, 6],
      ],
      25 / scale,
      1 / 3 / (3 / 14),
    );
  });

  test("after, with match weights", () => {
    // z = 1: two of three treated, weight 0.5 of 3 of the controls; variances 1/3 and 5/24.
    const scale = Math.sqrt((1 / 3 + 5 / 24) / 2);
    check(
      weights,
      [
        [2, 0.5],
        [1, 2.5],
      ],
      50 / scale,
      1 / 3 / (5 / 24),
    );
  });

  test("separated groups are reported, not invented", () => {
    const apart = { name: "apart", values: treated };
    const { balance, warnings } = balanceOverall([apart], treated, null, [], "logit");
    expect(balance).toMatchObject({ pseudoR2: null, lrChi2: null, pValue: null, rubinB: null, rubinR: null });
    expect(warnings.map((w) => w.code)).toEqual(["BALANCE_REFIT"]);
    expect(warnings[0]!.message).toMatch(
      /^The pseudo-R², likelihood ratio, Rubin's B and R before matching are not identified: balance before matching \(logit\): “apart” separates/,
    );
  });
});
