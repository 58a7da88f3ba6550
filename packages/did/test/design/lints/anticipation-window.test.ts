import { describe, expect, it } from "vitest";
import { averageEffect, eventStudy, reviewDesign } from "../../../src/index.ts";
import { type Cell, seededPanel } from "./seeded-panel.ts";

/** The effect begins at the given event time; treatment at 4 of 0 to 5. */
function remarks(effect: (event: number) => number, base = -1, leads?: number) {
  const y = ({ u, t, x }: Cell) => x + (u % 2 ? effect(t - 4) : 0);
  const panel = seededPanel({ y }, { start: (u) => (u % 2 ? 4 : 0) });
  const study = eventStudy(panel, { outcome: "y", base, leads });
  expect(averageEffect(study).estimate).not.toBeNull();
  return {
    study,
    found: reviewDesign(panel, { eventStudy: study }).filter(({ code }) => code === "ANTICIPATION_WINDOW"),
  };
}

describe("ANTICIPATION_WINDOW", () => {
  it("fires where the effect begins one period before treatment, whatever the base", () => {
    const { study, found } = remarks((event) => (event >= -1 ? 1 : 0));
    const leads = study.estimates.filter((row) => row.eventTime < -1).map((row) => row.estimate!);
    expect(found[0]!.details!.nLeads).toBe(3);
    expect(found[0]!.details!.step).toBeCloseTo(-(leads[0]! + leads[1]! + leads[2]!) / 3, 12);
    expect(found[0]!.details!.pValue).toBeLessThan(1e-6);
    expect(found[0]!.message).toMatch(
      /^The last period before treatment \(event time −1\) differs from the mean of the 3 before it by [\d.]+ \(p = [^)]+\), while these do not differ from each other \(p = 0\.\d+\): the effect seems to begin before treatment does/,
    );
    const [other] = remarks((event) => (event >= -1 ? 1 : 0), 0).found;
    expect(other!.details!.step).toBeCloseTo(found[0]!.details!.step as number, 10);
    expect(other!.details!.pValue).toBeCloseTo(found[0]!.details!.pValue as number, 10);
  });

  it("keeps silent on parallel trends, on drifts, and where one lead alone cannot tell", () => {
    expect(remarks((event) => (event >= 0 ? 1 : 0)).found).toEqual([]);
    expect(remarks((event) => 0.8 * event).found).toEqual([]);
    expect(remarks((event) => (event >= -1 ? 1 : 0), -1, 2).found).toEqual([]);
  });
});
