import { definePanel, type Estimate } from "@ceteris/core";
import { describe, expect, it } from "vitest";
import {
  averageEffect,
  combineEffects,
  eventStudy,
  linearPretrend,
  rebaseEventStudy,
} from "../../src/index.ts";
import { close, fixest, messy } from "../fixtures.ts";

const panel = definePanel(messy, { unit: "city", time: "year", treatment: { cohort: "cohort" } });
const study = eventStudy(panel, {
  outcome: "y",
  controls: ["x1"],
  weights: "w",
  covariance: { type: "cluster", by: ["province"] },
});
const figures = fixest as unknown as Record<string, Pick<Estimate, "estimate" | "stdError">>;

describe("averageEffect", () => {
  it("is the mean after treatment, with the standard error of fixest's covariance", () => {
    const got = averageEffect(study);
    expect([got.term, got.dof]).toEqual(["average", 11]);
    close(got.estimate, figures.messyAverage!.estimate, 1e-6);
    close(got.stdError, figures.messyAverage!.stdError, 1e-6);
  });

  it("of one event time is that effect", () => {
    const row = study.estimates.find((r) => r.eventTime === 2)!;
    const { term, ...rest } = averageEffect(study, { from: 2, to: 2 });
    expect(term).toBe("average");
    for (const [key, value] of Object.entries(rest)) close(value, row[key as "estimate"], 1e-12);
  });

  it("refuses a stretch without effects", () => {
    expect(() => averageEffect(study, { from: 50 })).toThrow(
      "event times: 50 has no effect in this event study. Choose among -8, -7, -6, -5, -4, -3, -2, -1, 0,",
    );
  });
});

describe("linearPretrend", () => {
  it("is the slope of the leads", () => {
    const got = linearPretrend(study)!;
    close(got.estimate, figures.messySlope!.estimate, 1e-6);
    close(got.stdError, figures.messySlope!.stdError, 1e-6);
  });

  it("does not depend on the base", () => {
    const other = linearPretrend(rebaseEventStudy(study, 1))!;
    const first = linearPretrend(study)!;
    close(other.estimate, first.estimate, 1e-10);
    close(other.stdError, first.stdError, 1e-9);
  });

  it("needs two periods before treatment", () => {
    expect(
      linearPretrend({ ...study, estimates: study.estimates.filter((row) => row.eventTime >= -1) }),
    ).toBeNull();
  });
});

describe("combineEffects", () => {
  it("of a difference equals rebasing", () => {
    const rebased = rebaseEventStudy(study, 0).estimates.find((row) => row.eventTime === 2)!;
    const got = combineEffects(study, "2 less 0", [
      { eventTime: 2, weight: 1 },
      { eventTime: 0, weight: -1 },
    ]);
    expect(got.term).toBe("2 less 0");
    close(got.estimate, rebased.estimate, 1e-12);
    close(got.stdError, rebased.stdError, 1e-10);
    close(got.pValue, rebased.pValue, 1e-10);
  });
});
