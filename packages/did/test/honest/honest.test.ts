import { type CeterisError, definePanel, type EventStudyResult } from "@ceteris/core";
import { describe, expect, it } from "vitest";
import { type EventCoefficients, eventStudy, type HonestOptions, honest } from "../../src/index.ts";
import { castle } from "../fixtures.ts";
import { lovenheimWillen, randomStudy, study } from "./studies.ts";

const panel = definePanel(castle, { unit: "sid", time: "year", treatment: { cohort: "cohort" } });
const castleStudy = (base = -1): EventStudyResult =>
  eventStudy(panel, { outcome: "l_homicide", leads: 4, lags: 3, base });

const SMOOTHNESS: HonestOptions = { type: "smoothness", m: [0, 0.01, 0.05] };

function coefficientsOf({ estimates, vcov }: EventStudyResult): EventCoefficients {
  const rows = estimates.filter((row) => !row.reference);
  const at = rows.map((row) => vcov.terms.indexOf(row.term));
  return {
    eventTimes: rows.map((row) => row.eventTime),
    estimates: rows.map((row) => row.estimate!),
    vcov: at.map((i) => at.map((j) => vcov.matrix[i]![j]!)),
    nPre: rows.filter((row) => row.eventTime < 0).length,
  };
}

describe("R HonestDiD on 9 leads and 23 lags", () => {
  const { eventTimes, beta, vcov, nPre, rows } = lovenheimWillen;
  it.each(rows)("$type, m = $m", ({ type, m, confLow, confHigh }) => {
    const [row] = honest({ eventTimes, estimates: beta, vcov, nPre }, { type, m: [m] }).bounds;
    // R simulates critical values: a million draws for smoothness, a thousand for the first stage of the other.
    const off = (expected: number) => (type === "smoothness" ? 3e-4 + 0.01 * Math.abs(expected) : 0.036);
    expect(Math.abs(row!.confLow! - confLow!)).toBeLessThan(off(confLow!));
    expect(Math.abs(row!.confHigh! - confHigh!)).toBeLessThan(off(confHigh!));
  });
});

describe("an event study", () => {
  it.each([{}, SMOOTHNESS])("is the same as its coefficients and from any base ($type)", (options) => {
    const expected = honest(coefficientsOf(castleStudy()), options);
    const got = honest(castleStudy(), options);
    expect(got.bounds).toEqual(expected.bounds);
    expect(got.original).toEqual(expected.original);
    const rebased = honest(castleStudy(0), options);
    for (const [i, row] of rebased.bounds.entries()) {
      // Re-basing rounds the covariance, and an end moves with it.
      expect(row.confLow).toBeCloseTo(expected.bounds[i]!.confLow!, 8);
      expect(row.confHigh).toBeCloseTo(expected.bounds[i]!.confHigh!, 8);
    }
    expect(rebased.estimates.find((row) => row.reference)?.eventTime).toBe(-1);
    expect(got.sample?.nUnits).toBe(50);
    expect(expected.sample).toBeNull();
  });
});

describe("the result", () => {
  it("has a row for each size in order, the options used, and nothing but JSON", () => {
    const result = honest(study(), { m: [2, 0.5, 1, 1] });
    expect(result.bounds.map((row) => row.m)).toEqual([0.5, 1, 2]);
    expect(result.spec).toMatchObject({
      type: "relative",
      target: "first",
      base: -1,
      nPre: 4,
      nPost: 4,
      level: 0.95,
    });
    expect(JSON.parse(JSON.stringify(result))).toEqual(result);
    expect(Object.isFrozen(result.bounds[0])).toBe(true);
    expect(result.estimates[4]).toMatchObject({
      term: "event:-1",
      estimate: 0,
      stdError: null,
      reference: true,
    });
  });

  it.each<HonestOptions>([
    { type: "relative", target: "first" },
    { type: "relative", target: "average" },
    { type: "relative", target: 2, level: 0.9 },
    { type: "smoothness", target: "first" },
    { type: "smoothness", target: "average", search: "exact" },
    { type: "smoothness", restrict: "positive" },
    { type: "smoothness", method: "c-lf", target: 1 },
    { type: "relative", restrict: "increasing", target: "average" },
    { type: "relative-smoothness", method: "conditional" },
  ])("breaks down where zero enters (%o)", (options) => {
    const { breakdown } = honest(study(), { ...options, m: [0] });
    expect(breakdown).toBeGreaterThan(0);
    const m = [0.5, 0.9, 0.999, 1.001].map((share) => share * breakdown!);
    const holdZero = honest(study(), { ...options, m }).bounds.map(
      ({ confLow, confHigh }) => confLow! <= 0 && confHigh! >= 0,
    );
    expect(holdZero).toEqual([false, false, false, true]);
  });

  it("has broken down at zero where the first interval holds zero", () => {
    const flat = { ...study(), estimates: study().estimates.map((v) => 0.01 * v) };
    expect(honest(flat).breakdown).toBe(0);
    expect(honest(flat, SMOOTHNESS).breakdown).toBe(0);
  });

  it("takes an event time, or weights, for the target", () => {
    const at = honest(study(), { ...SMOOTHNESS, target: 1 });
    const weights = honest(study(), { ...SMOOTHNESS, target: [0, 1, 0, 0] });
    expect(at.bounds).toEqual(weights.bounds);
    expect(at.original.estimate).toBe(study().estimates[5]);
    const all = honest(study(), { target: "average" });
    expect(all.bounds).toEqual(honest(study(), { target: [0.25, 0.25, 0.25, 0.25] }).bounds);
  });

  it("scales with the outcome", () => {
    const scaled = (by: number): EventCoefficients => ({
      ...study(),
      estimates: study().estimates.map((v) => by * v),
      vcov: study().vcov.map((row) => row.map((v) => by * by * v)),
    });
    const [one, many] = [honest(study()), honest(scaled(1e4))];
    const [smooth, rough] = [
      honest(study(), { type: "smoothness", m: [0.01] }),
      honest(scaled(1e4), { type: "smoothness", m: [100] }),
    ];
    expect(many.breakdown).toBeCloseTo(one.breakdown!, 7);
    for (const [a, b] of [
      [one, many],
      [smooth, rough],
    ] as const) {
      expect(b.bounds[0]!.confLow! / 1e4).toBeCloseTo(a.bounds[0]!.confLow!, 8);
      expect(b.bounds[0]!.confHigh! / 1e4).toBeCloseTo(a.bounds[0]!.confHigh!, 8);
    }
  });

  it.each<HonestOptions>([
    {},
    { restrict: "positive" },
    { method: "conditional" },
    { type: "relative-smoothness", restrict: "increasing" },
    SMOOTHNESS,
    { type: "smoothness", restrict: "decreasing" },
    { type: "smoothness", method: "c-lf" },
  ])("is found with a single lag, and with many leads and lags, for any target (%o)", (options) => {
    for (const [data, target] of [
      [randomStudy(2, 4, 1), "first"],
      [randomStudy(3, 6, 7), [0, 1, -1, 0, 0.5, 0, 2]],
      [randomStudy(5, 2, 9), "average"],
    ] as const) {
      const { bounds } = honest(data, { ...options, target, m: [0.7] });
      const { confLow, confHigh } = bounds[0]!;
      expect(confLow! < confHigh!).toBe(true);
    }
  });

  it("chooses the method by restriction, and says which", () => {
    const method = (options: HonestOptions) => {
      const { method: chosen, restrict, spec } = honest(randomStudy(2, 4, 1), { ...options, m: [0.1] });
      expect(spec).toMatchObject({ method: chosen, restrict });
      return chosen;
    };
    expect(method({})).toBe("c-lf");
    expect(method({ type: "relative-smoothness", restrict: "negative" })).toBe("c-lf");
    expect(method({ type: "smoothness" })).toBe("flci");
    expect(method({ type: "smoothness", restrict: "negative" })).toBe("c-f");
  });

  it("is empty, with a warning, where the estimates refute the restriction", () => {
    // The last step before treatment points down, so that trends which rise have to bend at once.
    const { bounds, breakdown, warnings } = honest(study(), {
      type: "smoothness",
      restrict: "increasing",
      method: "c-lf",
      target: "average",
      m: [0, 0.005, 0.05],
    });
    expect(bounds.map((row) => row.confLow === null)).toEqual([true, true, false]);
    expect(breakdown).toBeGreaterThan(0.005);
    expect(warnings).toEqual([
      {
        code: "TRENDS_REFUTED",
        message:
          "No value of the target is left with violations of 0, 0.005: the estimates before and after treatment do not fit a difference in trends of this kind. Allow larger violations, or drop the restriction on their sign or direction.",
        details: { sizes: [0, 0.005] },
      },
    ]);
  });

  it("copes with a covariance of less than full rank", () => {
    const full = randomStudy(4, 3, 2);
    const loading = [1, 2, -1, 0.5, 1];
    const vcov = loading.map((a) => loading.map((b) => a * b));
    for (const options of [{ m: [1] }, { ...SMOOTHNESS, m: [1] }]) {
      const { confLow, confHigh } = honest({ ...full, vcov }, options).bounds[0]!;
      expect(Number.isFinite(confLow) && Number.isFinite(confHigh) && confLow! < confHigh!).toBe(true);
    }
  });
});

describe("refuses", () => {
  const s = study();
  const cases: readonly (readonly [string, () => unknown, string, RegExp])[] = [
    [
      "no lead",
      () => honest({ ...s, nPre: 0 }),
      "TOO_FEW_ROWS",
      /^event study: no coefficient before the base period\. The analysis needs/,
    ],
    ["no lag", () => honest({ ...s, nPre: 8 }), "TOO_FEW_ROWS", /no coefficient after the base period/],
    [
      "gaps",
      () => honest({ ...s, eventTimes: [-6, -4, -3, -2, 0, 1, 2, 3] }),
      "OPTION_INVALID",
      /^event times: -6, -4, .* with 4 before the base are not equally spaced around it/,
    ],
    [
      "too few times",
      () => honest({ ...s, eventTimes: [1] }),
      "OPTION_INVALID",
      /^event times: 1 for 8 estimates\. Give one/,
    ],
    [
      "a covariance of another size",
      () => honest({ ...s, vcov: s.vcov.slice(1) }),
      "OPTION_INVALID",
      /^covariance: it has 7 rows and 8 columns for 8 estimates/,
    ],
    [
      "no variance",
      () => honest({ ...s, vcov: s.vcov.map((r, i) => (i === 1 ? r.map(() => 0) : r)) }),
      "OPTION_INVALID",
      /^covariance: the variance in row 2 is 0\./,
    ],
    [
      "no symmetry",
      () => honest({ ...s, vcov: s.vcov.map((r, i) => r.map((v, j) => (i < j ? v / 2 : v))) }),
      "OPTION_INVALID",
      /it is not symmetric: rows 2 and 1 hold/,
    ],
    [
      "a correlation beyond 1",
      () => honest({ ...s, vcov: s.vcov.map((r, i) => r.map((v, j) => (i === j ? v : 3 * v))) }),
      "OPTION_INVALID",
      /the correlation of estimates 1 and 2 is beyond 1/,
    ],
    [
      "what is not finite",
      () => honest({ ...s, estimates: s.estimates.map(() => Number.NaN) }),
      "NOT_FINITE",
      /is not a finite number\. Give numbers only\.$/,
    ],
    [
      "an unknown type",
      () => honest(s, { type: "linear" as never }),
      "OPTION_INVALID",
      /^type: “linear” is not a kind of restriction\. Give relative, smoothness or relative-smoothness\.$/,
    ],
    [
      "an unknown restriction",
      () => honest(s, { restrict: "flat" as never }),
      "OPTION_INVALID",
      /^restrict: “flat” is not a sign or a direction\. Give positive, negative, increasing or decreasing\.$/,
    ],
    [
      "an unknown method",
      () => honest(s, { method: "C-LF" as never }),
      "OPTION_INVALID",
      /^method: “C-LF” is not a way to make intervals\. Give flci, conditional, c-lf or c-f\.$/,
    ],
    [
      "fixed-length intervals under relative magnitudes",
      () => honest(s, { method: "c-f" }),
      "OPTION_UNSUPPORTED",
      /^method: fixed-length intervals \(c-f\) do not exist for relative, whose bound the leads decide\. Use c-lf or conditional\.$/,
    ],
    [
      "fixed-length intervals with a restriction",
      () => honest(s, { type: "smoothness", restrict: "positive", method: "flci" }),
      "OPTION_UNSUPPORTED",
      /^method: flci cannot use that the difference in trends is positive\. Use c-f, c-lf or conditional, or leave restrict out\.$/,
    ],
    [
      "changes of slope from a single lead",
      () => honest(randomStudy(1, 1, 3), { type: "relative-smoothness" }),
      "TOO_FEW_ROWS",
      /^type: one estimate before the base shows no change of slope\. Give two or more, or use relative or smoothness\.$/,
    ],
    [
      "an unknown search",
      () => honest(s, { search: "best" as never }),
      "OPTION_INVALID",
      /^search: “best” is not a way to search/,
    ],
    ["a level of 95", () => honest(s, { level: 95 }), "OPTION_INVALID", /^level: 95 is not between 0 and 1/],
    [
      "negative sizes",
      () => honest(s, { m: [1, -1] }),
      "OPTION_INVALID",
      /^m: “-1, 1” is not a list of sizes\. Give numbers that are not negative/,
    ],
    ["no sizes", () => honest(s, { m: [] }), "OPTION_INVALID", /^m: /],
    [
      "an event time that is a lead",
      () => honest(s, { target: -2 }),
      "OPTION_INVALID",
      /^target: there is no event time -2 after the base\. Give first, average or one of 0, 1, 2, 3\.$/,
    ],
    [
      "weights for other lags",
      () => honest(s, { target: [1] }),
      "OPTION_INVALID",
      /^target: 1 weights \(1\) for 4 event times after the base/,
    ],
    ["weights of nothing", () => honest(s, { target: [0, 0, 0, 0] }), "OPTION_INVALID", /not all zero/],
    [
      "an unknown target",
      () => honest(s, { target: "last" as never }),
      "OPTION_INVALID",
      /^target: “last” is not a target/,
    ],
  ];
  it.each(cases)("%s", (_, call, code, message) => {
    let error: CeterisError | undefined;
    try {
      call();
    } catch (caught) {
      error = caught as CeterisError;
    }
    expect(error?.code).toBe(code);
    expect(error?.message).toMatch(message);
  });

  it("an event study without leads, or with effects that are not identified", () => {
    const full = castleStudy();
    const late = { ...full, estimates: full.estimates.filter((row) => row.eventTime >= 0) };
    expect(() => honest(late)).toThrow("event study: no period before treatment");
    const lost = {
      ...full,
      estimates: full.estimates.map((row) => (row.eventTime === 2 ? { ...row, estimate: null } : row)),
    };
    expect(() => honest(lost)).toThrow("event study: the effects at 2 are not identified. Join them");
  });
});
