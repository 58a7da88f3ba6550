import { definePanel, derive, fromColumns, type Panel, randomStream } from "@ceteris/core";
import { describe, expect, test } from "vitest";
import { panelMatch, psmDesigns, psmDid, twfe } from "../../src/index.ts";

const UNITS = 160;
const PERIODS = 6;
const EFFECT = 1;

/**
 * Units differ in a trait that all of them gain in over time and that makes the outcome grow faster; the
 * treated, from the fourth period on, have more of it. A treated row then looks like a control's of a
 * later period, and matching over periods pairs units whose outcomes grow at different rates.
 */
function draw(seed: number): Panel {
  const stream = derive(randomStream(20260101), seed);
  const columns = {
    unit: [] as number[],
    time: [] as number[],
    on: [] as number[],
    x: [] as number[],
    y: [] as number[],
  };
  for (let u = 0; u < UNITS; u++) {
    const treated = u < UNITS / 4;
    const trait = stream.normal() + (treated ? 0.8 : 0);
    const level = stream.normal();
    for (let t = 0; t < PERIODS; t++) {
      const on = treated && t >= 3 ? 1 : 0;
      columns.unit.push(u);
      columns.time.push(t);
      columns.on.push(on);
      columns.x.push(trait + 0.4 * t + 0.05 * stream.normal());
      columns.y.push(level + 0.3 * t * trait + EFFECT * on + 0.2 * stream.normal());
    }
  }
  return definePanel(fromColumns(columns), { unit: "unit", time: "time", treatment: { treat: "on" } });
}

const DRAWS = 40;
const panels = Array.from({ length: DRAWS }, (_, seed) => draw(seed));
const base = { outcome: "y", matchOn: ["x"], match: "radius", caliper: 0.02, didSample: "weighted" } as const;

function bias(estimate: (panel: Panel) => number | null) {
  const off = panels.map((panel) => estimate(panel)! - EFFECT);
  const mean = off.reduce((a, b) => a + b, 0) / DRAWS;
  const variance = off.reduce((a, b) => a + (b - mean) ** 2, 0) / (DRAWS - 1);
  return { mean, error: Math.sqrt(variance / DRAWS) };
}

describe("matching under trends that a covariate explains, 40 draws", () => {
  test("without a match the estimate is biased by 0.3 × 3 periods × 0.8", () => {
    const { mean, error } = bias((panel) => twfe(panel, { outcome: "y" }).estimates[0]!.estimate);
    expect(Math.abs(mean - 0.72)).toBeLessThan(4 * error);
  });

  test.each(["baseline", "pre-means"] as const)("the %s design is unbiased", (design) => {
    const { mean, error } = bias((panel) => psmDid(panel, { ...base, design }).estimates[0]!.estimate);
    // A caliper of 0.02 leaves differences of at most 0.1 in the trait, of either sign.
    expect(Math.abs(mean)).toBeLessThan(4 * error);
    expect(error).toBeLessThan(0.05);
  });

  test("pooled matching is biased, because it matches over periods", () => {
    const { mean, error } = bias(
      (panel) => psmDid(panel, { ...base, design: "pooled" }).estimates[0]!.estimate,
    );
    expect(mean).toBeGreaterThan(10 * error);
    expect(mean).toBeGreaterThan(0.1);
  });

  test("matching on the path of the trait is nearly unbiased", () => {
    const options = { outcome: "y", matchOn: ["x"], history: 3, after: 2, ratio: 3 };
    const { mean } = bias((panel) => panelMatch(panel, options).average.estimate);
    // Effects are measured from period 2: without a match the bias would be 0.3 × 2 × 0.8 = 0.48.
    expect(Math.abs(mean)).toBeLessThan(0.1);
  });
});

describe("designs side by side", () => {
  const { rows, warnings } = psmDesigns(panels[0]!, base);
  const row = (design: string) => rows.find((r) => r.design === design)!;

  test("one row for each design, each the estimate of its own function", () => {
    expect(rows.map((r) => r.design)).toEqual([
      "unmatched",
      "pooled",
      "by-period",
      "baseline",
      "pre-means",
      "paths",
    ]);
    for (const design of ["pooled", "by-period", "baseline", "pre-means"] as const) {
      const alone = psmDid(panels[0]!, { ...base, design });
      expect(row(design)).toMatchObject(alone.estimates[0]!);
      expect(row(design).nObs).toBe(alone.sample.nObs);
      expect(row(design).meanBias).toBe(alone.balanceOverall.after.meanBias);
      expect(row(design).effectiveControls).toBe(alone.audit.effectiveControls);
    }
    expect(row("unmatched").estimate).toBe(twfe(panels[0]!, { outcome: "y" }).estimates[0]!.estimate);
    expect(row("unmatched").matchedToOtherPeriod).toBeNull();
    const paths = panelMatch(panels[0]!, { outcome: "y", history: 3, after: 2 });
    expect(row("paths")).toMatchObject({ ...paths.average, term: "did" });
  });

  test("the audit tells pooled matching from the others", () => {
    expect(row("pooled").matchedToOtherPeriod).toBeGreaterThan(0.5);
    expect(row("pooled").matchedToSelf).toBe(0);
    expect(row("baseline").matchedToOtherPeriod).toBe(0);
    expect(warnings.map((w) => w.code)).not.toContain("DESIGN_NOT_IDENTIFIED");
  });

  test("a design that cannot be estimated is a row of nulls with a warning", () => {
    const none = psmDesigns(panels[0]!, { ...base, caliper: 1e-12 });
    for (const design of ["by-period", "baseline", "pre-means"]) {
      expect(none.rows.find((r) => r.design === design)).toMatchObject({ estimate: null, nObs: null });
    }
    expect(
      none.warnings.find((w) => w.code === "DESIGN_NOT_IDENTIFIED" && w.details!.design === "baseline")!
        .message,
    ).toBe(
      "The baseline design cannot be estimated: matching: no treated row has a control within the caliper of 1e-12. Widen the reach, or match on fewer covariates: treated and controls may be too different to compare.",
    );
    expect(() => psmDesigns(panels[0]!, { ...base, caliper: -1 })).toThrow(
      "caliper: -1 is not a positive number",
    );
  });
});
