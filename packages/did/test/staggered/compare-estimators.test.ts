import {
  type CeterisError,
  definePanel,
  type EstimatorComparison,
  type EventStudyResult,
} from "@ceteris/core";
import { describe, expect, it } from "vitest";
import {
  aggregateEffects,
  attGt,
  type CompareEstimatorsOptions,
  compareEstimators,
  EFFECT_ESTIMATORS,
  type EffectEstimator,
  eventStudy,
  staggered,
  twfe,
} from "../../src/index.ts";
import { panelOf, staggeredRows } from "../att-gt/panels.ts";
import { castle, close } from "../fixtures.ts";

const outcome = "y";
const uneven = panelOf(staggeredRows(7, [0, 0, 2003, 2004], 40, 6));

function refused(run: () => unknown): CeterisError {
  try {
    run();
  } catch (error) {
    return error as CeterisError;
  }
  throw new Error("not refused");
}

describe("every estimator", () => {
  // With two periods and one start each of them is the difference of differences.
  it.each(EFFECT_ESTIMATORS)("%s is the 2×2 of means where there is nothing else", (name) => {
    const rows = staggeredRows(3, [0, 2002, 0], 30, 2);
    const mean = (treated: boolean, time: number) => {
      const values = rows.y.filter((_, i) => rows.g[i]! > 0 === treated && rows.t[i] === time);
      return values.reduce((a, b) => a + b, 0) / values.length;
    };
    const [change, trend] = [true, false].map((group) => mean(group, 2002) - mean(group, 2001));
    close(staggered(panelOf(rows), name, { outcome }).overall.estimate, change! - trend!, 1e-10);
  });

  it.each(EFFECT_ESTIMATORS)("%s has one effect over all treated rows, however they are shown", (name) => {
    const simple = staggered(uneven, name, { outcome });
    const dynamic = staggered(uneven, name, { outcome, aggregate: "dynamic" });
    expect(simple.estimates.map(({ term }) => term)).toEqual(["att"]);
    expect(simple.overall.estimate).toBe(simple.estimates[0]!.estimate);
    close(dynamic.overall.estimate, simple.overall.estimate, 1e-10);
    close(dynamic.overall.stdError, simple.overall.stdError, 1e-8);
    expect(dynamic.kind).toBe("event-study");
    const times = (dynamic as EventStudyResult).estimates.map((row) => row.eventTime);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    // Stacked regressions keep to a window that all cohorts have.
    expect(times).toEqual(expect.arrayContaining(name === "stacked" ? [0, 1, 2] : [0, 1, 2, 3]));
    for (const { spec } of [simple, dynamic]) expect(spec).toMatchObject({ estimator: name, outcome });
  });

  it.each(EFFECT_ESTIMATORS.filter((name) => name !== "twfe"))("%s has effects by cohort", (name) => {
    const { estimates, overall } = staggered(uneven, name, { outcome, aggregate: "cohort" });
    expect(estimates.map(({ term }) => term)).toEqual(["cohort:2003", "cohort:2004"]);
    close(overall.estimate, staggered(uneven, name, { outcome }).overall.estimate, 1e-10);
  });
});

describe("two-way fixed effects and group-time effects among them", () => {
  it("are those of twfe and eventStudy", () => {
    const path = staggered(uneven, "twfe", { outcome, aggregate: "dynamic", leads: 2, lags: 2 });
    const alone = eventStudy(uneven, { outcome, leads: 2, lags: 2 });
    expect({ ...path, spec: null, overall: null }).toMatchObject({ ...alone, spec: null });
    expect(path.overall).toEqual({ ...twfe(uneven, { outcome }).estimates[0], term: "overall" });
    const simple = staggered(uneven, "twfe", { outcome, controls: ["x"] });
    expect(simple.vcov.terms).toEqual(["att", "x"]);
  });

  it("are measured from a universal base, with the mean over all treated rows beside", () => {
    const effects = attGt(uneven, { outcome, base: "universal", control: "not-yet" });
    const path = staggered(uneven, "att-gt", { outcome, aggregate: "dynamic", control: "not-yet" });
    expect(path.estimates).toEqual(aggregateEffects(effects, { type: "dynamic" }).estimates);
    expect(path.overall).toEqual({ ...aggregateEffects(effects).overall, term: "overall" });
    const varying = staggered(uneven, "att-gt", { outcome, aggregate: "dynamic", base: "varying" });
    expect(varying.spec).toMatchObject({ base: "varying", overall: "treated-rows" });
  });

  it("two-way fixed effects have no effects by cohort", () => {
    const error = refused(() => staggered(uneven, "twfe", { outcome, aggregate: "cohort" }));
    expect(error.code).toBe("OPTION_UNSUPPORTED");
    expect(error.message).toBe(
      "aggregate: two-way fixed effects have one effect for all cohorts. Give simple or dynamic, or another estimator.",
    );
  });
});

describe("compareEstimators", () => {
  const compare = (options: Partial<CompareEstimatorsOptions>): EstimatorComparison =>
    compareEstimators(uneven, { outcome, estimators: ["twfe", "att-gt"], ...options });

  it("holds what each gives alone, in the order asked for, each once", () => {
    const settings = { "att-gt": { control: "not-yet" }, sunab: { base: -2 } } as const;
    const estimators = ["sunab", "att-gt", "sunab", "twfe"] as const;
    const comparison = compare({ estimators, settings, aggregate: "dynamic", controls: ["x"] });
    expect(comparison.estimators.map(({ estimator }) => estimator)).toEqual(["sunab", "att-gt", "twfe"]);
    const shared = { outcome, controls: ["x"], aggregate: "dynamic" } as const;
    const alone = staggered(uneven, "sunab", { ...shared, base: -2 });
    expect(comparison.estimators[0]!.result).toEqual(alone);
    expect(comparison.estimators[0]!.overall).toEqual({ ...alone.overall, term: "att" });
    expect(comparison.estimators[1]!.result!.spec.control).toBe("not-yet");
    expect(comparison.spec).toEqual({
      ...{ outcome, controls: ["x"], weights: null, level: 0.95, aggregate: "dynamic" },
      estimators: ["sunab", "att-gt", "twfe"],
      settings,
    });
    expect(JSON.parse(JSON.stringify(comparison))).toEqual(comparison);
  });

  it("tells each warning once", () => {
    const panel = definePanel(castle, { unit: "sid", time: "year", treatment: { cohort: "cohort" } });
    const estimators = ["att-gt", "twfe"] as const;
    const { warnings } = compareEstimators(panel, { outcome: "l_homicide", estimators });
    expect(warnings.map(({ code }) => code)).toEqual(["SMALL_COHORTS"]);
  });

  it("has an empty row where one refuses, and says why", () => {
    const { estimators, warnings } = compare({ covariance: { type: "hc1" } });
    expect(estimators.map(({ result }) => result === null)).toEqual([false, true]);
    expect(estimators[1]!.overall).toMatchObject({ term: "att", estimate: null, stdError: null });
    expect(warnings.find(({ code }) => code === "ESTIMATOR_REFUSED")).toEqual({
      code: "ESTIMATOR_REFUSED",
      message: expect.stringMatching(
        /^The estimator att-gt refuses these data or options, and its row is empty: covariance: “hc1” is given, .*\.$/,
      ),
      details: { estimator: "att-gt", code: "OPTION_UNSUPPORTED", error: expect.any(String) },
    });
  });

  it("refuses what all of them refuse", () => {
    expect(refused(() => compare({ outcome: "z" })).code).toBe("UNKNOWN_COLUMN");
    const hc1 = { covariance: { type: "hc1" }, estimators: ["att-gt"] } as const;
    expect(refused(() => compare(hc1)).code).toBe("OPTION_UNSUPPORTED");
  });

  it("refuses a wrong option of one, a name that is not known, and none", () => {
    const settings = { sunab: { base: 1 } };
    expect(refused(() => compare({ estimators: ["twfe", "sunab"], settings })).message).toBe(
      "base: 1 is not an event time before treatment. Give a negative event time, such as -1.",
    );
    expect(refused(() => compare({ estimators: ["did2s" as EffectEstimator] })).message).toBe(
      `estimator: “did2s” is not known. Give one of ${EFFECT_ESTIMATORS.join(", ")}.`,
    );
    expect(refused(() => compare({ estimators: [] })).message).toBe(
      "estimators: none are named. Name at least one.",
    );
  });
});
