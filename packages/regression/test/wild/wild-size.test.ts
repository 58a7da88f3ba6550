import { crossFactors, randomStream, studentT } from "@ceteris/core";
import { describe, expect, it } from "vitest";
import {
  cluster,
  leastSquares,
  type WildDrawsOptions,
  type WildType,
  wildDraws,
  wildPValue,
} from "../../src/index.ts";
import { factor } from "./designs.ts";

/** A panel without effect: clusters of some sizes, the first of them treated in the second half of 4 periods. */
function draw(seed: number, sizes: readonly number[], treated: number, shared: number) {
  const stream = randomStream(seed);
  const rows = sizes.flatMap((size, g) =>
    Array.from({ length: size * 4 }, (_, i) => ({ g, unit: `${g}-${Math.floor(i / 4)}`, t: i % 4 })),
  );
  const shocks = sizes.map(() => Array.from({ length: 4 }, () => shared * stream.normal()));
  const fit = leastSquares({
    outcome: { name: "y", values: Float64Array.from(rows, ({ g, t }) => shocks[g]![t]! + stream.normal()) },
    regressors: [
      {
        name: "did",
        values: Float64Array.from(rows, ({ g, t }) => (g < treated && t > 1 ? 1 : 0)),
        role: "treatment",
      },
    ],
    fixedEffects: [
      factor(
        "unit",
        rows.map((r) => r.unit),
      ),
      factor(
        "time",
        rows.map((r) => r.t),
      ),
    ],
  });
  const by = factor(
    "g",
    rows.map((r) => r.g),
  );
  return { fit, by, row: crossFactors([fit.fixedEffects[0]!, fit.fixedEffects[1]!]) };
}

/** Shares of samples in which each test rejects at 10%. */
function rejections(samples: number, test: (seed: number) => Readonly<Record<string, number>>) {
  const counts: Record<string, number> = {};
  for (let seed = 1; seed <= samples; seed++) {
    for (const [name, p] of Object.entries(test(seed))) {
      counts[name] = (counts[name] ?? 0) + (p <= 0.1 ? 1 / samples : 0);
    }
  }
  return counts;
}

function tTest({ fit, by }: ReturnType<typeof draw>): number {
  const { matrix, dof } = cluster({ by: [by] }).estimate(fit);
  return 2 * studentT.sf(Math.abs(fit.coefficients[0]!) / Math.sqrt(matrix[0]!), dof[0]!);
}

describe("without an effect, tests at 10%", () => {
  // With p = 0.1 and 200 samples two standard errors of a share are 0.042; the seeds are fixed.
  it("by rows reject about as often with two treated clusters of 14, where those by cluster do not", () => {
    const share = rejections(200, (seed) => {
      const sample = draw(seed, new Array(14).fill(2), 2, 0);
      const { fit, by, row } = sample;
      const p = (more: Partial<WildDrawsOptions>) =>
        wildPValue(wildDraws(fit, { term: "did", by, draws: 99, seed, ...more }), 0);
      return {
        t: tTest(sample),
        restricted: p({}),
        unrestricted: p({ imposeNull: false }),
        rows: p({ by: row, errors: [by] }),
      };
    });
    // MacKinnon and Webb (2018): the restricted bootstrap rejects too rarely, the unrestricted far too often.
    expect(share.t).toBeGreaterThan(0.2);
    expect(share.unrestricted).toBeGreaterThan(0.16);
    expect(share.restricted).toBeLessThan(0.08);
    // Three standard errors: by rows with as few rows as these it still rejects too often, 16%, half as often as t.
    expect(Math.abs(share.rows! - 0.1)).toBeLessThan(0.063);
  });

  it("with jackknife scores reject about as often with clusters of very different size", () => {
    const share = rejections(200, (seed) => {
      const sample = draw(seed, [16, 8, 8, 4, 4, 2, 2, 2, 1, 1, 1, 1, 1, 1], 4, 1);
      const p = (type: WildType) =>
        wildPValue(wildDraws(sample.fit, { term: "did", by: sample.by, draws: 99, seed, type }), 0);
      return { t: tTest(sample), classic: p("classic"), score: p("score"), both: p("both") };
    });
    expect(share.t).toBeGreaterThan(0.14);
    expect(share.score).toBeLessThanOrEqual(share.classic!);
    expect(Math.abs(share.score! - 0.1)).toBeLessThan(0.045);
    expect(Math.abs(share.both! - 0.1)).toBeLessThan(0.045);
  });
});
