import { definePanel, fromColumns, type Panel, selectRows } from "@ceteris/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { errorOf } from "../../../../test/error-of.ts";
import { type PsmDidOptions, psmDid, twfe } from "../../src/index.ts";
import { CASTLE_CONTROLS, castlePanel, castleTable } from "./castle.ts";

const panel = castlePanel();
const base = { outcome: "l_homicide", controls: CASTLE_CONTROLS } as const;
const spec = { unit: "sid", time: "year", treatment: { cohort: "cohort" } } as const;

/** The castle panel with some columns changed. */
function changed(
  change: (name: string, values: Float64Array) => Float64Array,
  kept = (_: number) => true,
): Panel {
  const table = castleTable();
  const columns = [...table.columns].map(([name, c]) => [
    name,
    c.type === "number" ? change(name, c.values.slice()) : c.values,
  ]);
  const rows = Int32Array.from({ length: table.nRows }, (_, i) => i).filter(kept);
  return definePanel(selectRows(fromColumns(Object.fromEntries(columns), "castle.csv"), rows), spec);
}

const failure = (options: Partial<PsmDidOptions>, on = panel) =>
  errorOf(() => psmDid(on, { ...base, ...options }));

describe("errors", () => {
  test("CALIPER_REQUIRED", () => {
    const error = failure({ match: "radius" });
    expect(error.code).toBe("CALIPER_REQUIRED");
    expect(error.message).toBe(
      "caliper: radius matching has no radius; without one (as psmatch2 would have it) every treated row is matched with all controls. Give a caliper in units of the score, such as 0.05, or in standard deviations of the score, such as 0.25.",
    );
  });

  const invalid: readonly (readonly [Partial<PsmDidOptions>, string])[] = [
    [
      { caliper: 0.1, caliperSd: 0.2 },
      "caliper: it is given twice, in score units and in standard deviations.",
    ],
    [{ match: "kernel", caliper: 0.1 }, "caliper: a kernel reaches as far as its bandwidth."],
    [{ match: "radius", caliper: 0.1, ratio: 2 }, "ratio: radius matching takes all controls within reach."],
    [{ match: "kernel", replace: false }, "replace: kernel matching shares controls among treated rows."],
    [{ kernel: "gaussian" }, "kernel: nearest matching has no kernel."],
    [{ bandwidth: 0.1 }, "bandwidth: nearest matching has no bandwidth."],
    [{ design: "pooled", baseline: 2004 }, "baseline: the pooled design has no baseline period."],
    [{ baseline: 1999 }, "baseline: “1999” is not a period of the data. Give one of 2000, 2001,"],
    [{ caliper: 0 }, "caliper: 0 is not a positive number. Give a number above 0."],
    [{ caliperSd: Number.NaN }, "caliperSd: NaN is not a positive number."],
    [{ match: "kernel", bandwidth: -1 }, "bandwidth: -1 is not a positive number."],
    [{ ratio: 1.5 }, "ratio: 1.5 is not a whole number of partners. Give 1, 2, 3, …."],
    [{ controls: [] }, "matchOn: there is nothing to match on. Name covariates, or give controls"],
    [{ matchOn: ["poverty", "poverty"] }, "matchOn: poverty is named more than once."],
    [
      { match: "closest" as "nearest" },
      "match: “closest” is not known. Give one of radius, nearest, kernel, local-linear, mahalanobis, cem.",
    ],
    [{ design: "all" as "pooled" }, "design: “all” is not known."],
    [{ link: "cloglog" as "logit" }, "link: “cloglog” is not known."],
    [{ match: "kernel", kernel: "cosine" as "gaussian" }, "kernel: “cosine” is not known."],
    [{ didSample: "all" as "matched" }, "didSample: “all” is not known."],
    [{ match: "cem", caliper: 0.1 }, "caliper: coarsened exact matching does not use the score."],
    [{ match: "cem", ratio: 2 }, "ratio: cem matching takes all controls of a cell."],
    [{ coarsen: { poverty: 3 } }, "coarsen: nearest matching coarsens nothing."],
    [{ match: "cem", coarsen: { gdp: 3 } }, "coarsen: “gdp” is not matched on. Name one of unemployrt,"],
    [
      { match: "cem", coarsen: { poverty: 2.5 } },
      "coarsen: “poverty” cannot have 2.5 bins. Give 1, 2, 3, …, or a list of cut points.",
    ],
    [
      { match: "cem", coarsen: { poverty: [12, 10] } },
      "coarsen: the cut points 12, 10 of “poverty” do not rise. Give them in rising order.",
    ],
    [{ trim: 0.5 }, "trim: 0.5 is not between 0 and 0.5. Give a number between them, such as 0.1."],
    [{ trimThin: 5 }, "trimThin: 5 is not between 0 and 1. Give a number between them, such as 0.05."],
    [{ exact: ["state", "state"] }, "exact: state is named more than once."],
    [{ design: "pre-means", baseline: 2004 }, "baseline: the pre-means design has no baseline period."],
  ];
  for (const [options, message] of invalid) {
    test(`OPTION_INVALID ${JSON.stringify(options)}`, () => {
      const error = failure(options);
      expect(error.code).toBe("OPTION_INVALID");
      expect(error.message).toContain(message);
    });
  }

  test("NOTHING_MATCHED", () => {
    const error = failure({ match: "radius", caliper: 1e-12 });
    expect(error.code).toBe("NOTHING_MATCHED");
    expect(error.message).toBe(
      "matching: no treated row has a control within the caliper of 1e-12. Widen the reach, or match on fewer covariates: treated and controls may be too different to compare.",
    );
    expect(failure({ caliperSd: 1e-12 }).what).toContain("the caliper of 1e-12 standard deviations");
    expect(failure({ match: "kernel", bandwidth: 1e-12 }).what).toContain("the kernel's bandwidth");
    expect(failure({ match: "cem", coarsen: { poverty: 5000, l_income: 5000 } }).what).toContain(
      "its cell of the coarsened covariates",
    );
    expect(failure({ exact: ["sid"], caliper: 1 }).what).toBe(
      "no treated row has a control within the caliper of 1 and its cell of sid",
    );
    expect(failure({ trim: 0.499 }).what).toContain("the scores left by trimming");
  });

  test("NO_UNTREATED without never-treated units, NO_TREATED without a complete treated row", () => {
    const all = changed((name, v) => (name === "cohort" ? v.map((c) => (c === 0 ? 2010 : c)) : v));
    expect(failure({}, all).message).toBe(
      "castle.csv: every complete row in year 2005 belongs to a unit that is treated at some time, so there is nobody to match with. Matching compares units that are ever treated with units that never are: check the treatment, the missing values and the baseline period.",
    );
    expect(failure({}, all).code).toBe("NO_UNTREATED");
    const table = castleTable();
    const column = table.columns.get("cohort")!.values as Float64Array;
    const gone = changed((name, v) =>
      name === "poverty" ? v.map((x, i) => (column[i]! > 0 ? Number.NaN : x)) : v,
    );
    const error = failure({ controls: [], matchOn: ["poverty"] }, gone);
    expect(error.code).toBe("NO_TREATED");
    expect(error.what).toBe("no complete row in year 2005 belongs to a unit that is ever treated");
  });

  test("SEPARATION says whose score, and of which period", () => {
    const table = castleTable();
    const column = table.columns.get("cohort")!.values as Float64Array;
    const year = table.columns.get("year")!.values as Float64Array;
    const telling = changed((name, v) =>
      name === "poverty" ? v.map((x, i) => (year[i] === 2003 ? (column[i]! > 0 ? 20 : 10) : x)) : v,
    );
    const error = failure({ design: "by-period" }, telling);
    expect(error.code).toBe("SEPARATION");
    expect(error.message).toMatch(/^propensity score \(logit, year 2003\): “poverty” separates/);
  });

  test("columns are checked", () => {
    expect(failure({ matchOn: ["povetry"] }).message).toContain("Did you mean “poverty”?");
    expect(failure({ matchOn: ["state"] }).code).toBe("NOT_NUMERIC");
  });
});

describe("rows", () => {
  test("missing rows are dropped and counted; a baseline match needs only the baseline's covariates", () => {
    const holes = changed((name, v) => {
      if (name === "l_homicide") v[3] = Number.NaN;
      if (name === "poverty") v[20] = Number.NaN;
      return v;
    });
    const pooled = psmDid(holes, { ...base, design: "pooled", match: "radius", caliper: 0.05 });
    expect(pooled.matching.nTreated + pooled.matching.nControls).toBe(548);
    expect(pooled.sample.dropped.missing).toBe(2);
    expect(pooled.warnings.map((w) => w.code)).toContain("MISSING_DROPPED");
    const elsewhere = psmDid(holes, { ...base, controls: [], matchOn: ["unemployrt", "poverty"] });
    expect(elsewhere.sample.dropped.missing).toBe(1);
    expect(elsewhere.matching.nTreated + elsewhere.matching.nControls).toBe(50);
  });

  test("a unit without its baseline row is left out", () => {
    const short = changed(
      (_, v) => v,
      (i) => !(i === 5 || i === 16),
    );
    const result = psmDid(short, base);
    expect(result.matching.nTreated).toBe(19);
    expect(result.variants.find((v) => v.sample === "support")!.nObs).toBe(550 - 22);
  });

  test("a period without one of the groups is skipped with a warning", () => {
    const column = castleTable().columns.get("cohort")!.values as Float64Array;
    const year = castleTable().columns.get("year")!.values as Float64Array;
    const part = changed(
      (_, v) => v,
      (i) => year[i] !== 2002 || column[i]! > 0,
    );
    const result = psmDid(part, { ...base, design: "by-period" });
    const warning = result.warnings.find((w) => w.code === "PSM_PERIOD_SKIPPED")!;
    expect(warning.message).toContain("In year 2002 only one of the two groups has complete rows");
    expect(new Set(result.propensity.map((p) => p.time)).size).toBe(10);
  });

  test("the default baseline is the last period before the first treatment", () => {
    expect(psmDid(panel, base).spec.baseline).toBe("2005");
    expect(psmDid(panel, { ...base, baseline: 2003 }).spec.baseline).toBe("2003");
  });
});

describe("warnings", () => {
  const codes = (options: Partial<PsmDidOptions>) =>
    psmDid(panel, { ...base, ...options }).warnings.map((w) => w.code);

  test("pooled matching across periods and on treated rows", () => {
    const result = psmDid(panel, { ...base, design: "pooled", match: "radius", caliper: 0.05 });
    const text = (code: string) => result.warnings.find((w) => w.code === code)?.message;
    expect(text("PSM_MATCHED_OTHER_PERIODS")).toBe(
      "91.1% of the matches pair a row with a row of another year: what differs between periods then looks like a difference between groups. Match within periods (by-period), or match units on a baseline period.",
    );
    expect(text("MATCH_ON_POST_TREATMENT")).toContain("covariates of 74 rows that are already treated");
    expect(text("PSM_DISCARDED_NOBODY")).toBeUndefined();
  });

  test("a baseline after treatment began", () => {
    expect(codes({})).not.toContain("MATCH_ON_POST_TREATMENT");
    const late = psmDid(panel, { ...base, baseline: 2008 });
    expect(late.warnings.find((w) => w.code === "MATCH_ON_POST_TREATMENT")!.message).toContain(
      "covariates of 18 rows of the baseline year 2008 that are already treated",
    );
    expect(late.warnings.find((w) => w.code === "MATCH_ON_POST_TREATMENT")!.message).toContain(
      "removes part of the effect. Take a baseline before anybody's treatment.",
    );
  });

  test("a match that discards nobody", () => {
    const result = psmDid(panel, { ...base, match: "radius", caliper: 1 });
    expect(result.warnings.find((w) => w.code === "PSM_DISCARDED_NOBODY")!.message).toBe(
      "The match left nobody out: all 21 treated and all 29 control units have a partner, so the DID on the matched sample is the DID on the whole sample. Use a smaller caliper or bandwidth, or report the weighted sample.",
    );
    expect(result.estimates).toEqual(twfe(panel, base).estimates);
  });

  test("controls that run out without replacement", () => {
    const result = psmDid(panel, { ...base, ratio: 2, replace: false });
    const found = result.warnings.find((w) => w.code === "PSM_CONTROLS_RAN_OUT")!;
    // 29 controls for twice 21 treated: each treated gets one first or not, 13 partners are lacking.
    expect(found.message).toMatch(
      /^Without replacement there are not enough controls for 2 to each treated: 21 treated and 29 control units, so that \d+ treated units have fewer partners or none, whatever their distance\. Match with replacement, or take fewer partners\.$/,
    );
    const { short } = found.details as { short: number };
    expect(short).toBeGreaterThanOrEqual(7);
    expect(short).toBeLessThanOrEqual(13);
    for (const enough of [{ replace: false }, { ratio: 2 }, { ratio: 2, replace: false, caliper: 0.1 }]) {
      expect(codes(enough)).not.toContain("PSM_CONTROLS_RAN_OUT");
    }
  });

  test("Rubin's B and R", () => {
    const { balanceOverall, warnings } = psmDid(panel, base);
    const { rubinB, rubinR } = balanceOverall.after;
    expect(rubinB).toBeGreaterThan(25);
    expect(rubinR).toBeGreaterThan(2);
    const text = (code: string) => warnings.find((w) => w.code === code)!.message;
    expect(text("RUBIN_B")).toContain(`${rubinB!.toFixed(1)}% of a standard deviation`);
    expect(text("RUBIN_R")).toContain(`${rubinR!.toFixed(2)} times that of the controls`);
    const balanced = psmDid(panel, { ...base, matchOn: ["unemployrt"], match: "kernel", bandwidth: 0.1 });
    expect(Math.abs(balanced.balanceOverall.after.rubinB!)).toBeLessThan(25);
    expect(balanced.warnings.map((w) => w.code)).not.toContain("RUBIN_B");
  });
});

describe("properties", () => {
  const designs: readonly Partial<PsmDidOptions>[] = [
    { match: "nearest", ratio: 2, replace: false },
    { design: "pooled", match: "radius", caliper: 0.05 },
    { design: "by-period", match: "kernel", common: true },
    { design: "pooled", match: "mahalanobis", caliperSd: 0.5 },
    { match: "cem", coarsen: { poverty: 2, l_income: 2, unemployrt: 2, l_prisoner: 1 }, trim: "crump" },
    { design: "pre-means", match: "local-linear", bandwidth: 0.3, trimThin: 0.1 },
  ];

  test("the order of rows changes nothing, to the last bit", () => {
    const table = castleTable();
    const results = designs.map((d) => JSON.stringify(psmDid(panel, { ...base, ...d })));
    const order = fc.shuffledSubarray([...Array(table.nRows).keys()], { minLength: table.nRows });
    fc.assert(
      fc.property(order, fc.nat(designs.length - 1), (rows, k) => {
        const shuffled = definePanel(selectRows(table, Int32Array.from(rows)), spec);
        expect(JSON.stringify(psmDid(shuffled, { ...base, ...designs[k] }))).toBe(results[k]);
      }),
      { numRuns: 12 },
    );
  });

  test("other names for units and another origin of time change nothing", () => {
    const other = changed((name, v) =>
      name === "sid"
        ? v.map((s) => (s * 37) % 101)
        : name === "year" || name === "cohort"
          ? v.map((y) => (y === 0 ? 0 : y - 1990))
          : v,
    );
    for (const options of designs) {
      const a = psmDid(panel, { ...base, ...options });
      const b = psmDid(other, { ...base, ...options });
      expect(b.matching.nMatchedControls).toBe(a.matching.nMatchedControls);
      a.variants.forEach((v, i) => {
        expect(b.variants[i]!.estimate).toBeCloseTo(v.estimate!, 9);
        expect(b.variants[i]!.stdError).toBeCloseTo(v.stdError!, 9);
      });
      a.balance.forEach((row, i) => {
        expect(b.balance[i]!.biasPct).toBeCloseTo(row.biasPct!, 7);
      });
    }
  });

  test("a caliper of infinity compares with all controls alike", () => {
    for (const design of ["pooled", "baseline"] as const) {
      const result = psmDid(panel, { ...base, design, match: "radius", caliper: Number.POSITIVE_INFINITY });
      const before = result.balance.filter((r) => r.sample === "before");
      const after = result.balance.filter((r) => r.sample === "after");
      before.forEach((row, i) => {
        expect(after[i]!.meanControl).toBeCloseTo(row.meanControl!, 10);
        expect(after[i]!.biasPct).toBeCloseTo(row.biasPct!, 9);
        expect(after[i]!.reductionPct).toBeCloseTo(0, 9);
      });
      expect(result.variants[0]!.estimate).toBeCloseTo(twfe(panel, base).estimates[0]!.estimate!, 12);
    }
  });

  test("the weights of matched controls add up to the matched treated", () => {
    const weighted = psmDid(panel, { ...base, design: "pooled", match: "kernel" });
    // Σ w = 2 × matched treated is what gives the t test its degrees of freedom.
    expect(weighted.matching.onSupport + weighted.matching.offSupport).toBe(231);
    const total = weighted.overlap.reduce((sum, bin) => sum + bin.controlsAfter, 0);
    expect(total).toBeCloseTo(1, 12);
  });
});

describe("the result", () => {
  test("is frozen, JSON-safe, and can be run again from its spec", () => {
    const result = psmDid(panel, { ...base, match: "radius", caliperSd: 0.3, didSample: "weighted" });
    expect(Object.isFrozen(result)).toBe(true);
    expect(Object.isFrozen(result.balance)).toBe(true);
    const json = JSON.stringify(result);
    expect(JSON.parse(json)).toEqual(result);
    const options = Object.fromEntries(Object.entries(result.spec).filter(([, v]) => v !== null));
    expect(JSON.stringify(psmDid(panel, options as unknown as PsmDidOptions))).toBe(json);
  });

  test("gives the DID on the sample asked for", () => {
    for (const didSample of ["matched", "support", "weighted"] as const) {
      const result = psmDid(panel, { ...base, didSample });
      const variant = result.variants.find((v) => v.sample === didSample)!;
      expect(result.estimates[0]).toEqual(
        Object.fromEntries(Object.entries(variant).filter(([key]) => key !== "sample" && key !== "nObs")),
      );
      expect(result.sample.nObs).toBe(variant.nObs);
      expect(result.estimates.map((e) => e.term)).toEqual(["did", ...CASTLE_CONTROLS]);
    }
  });

  test("a constant covariate has a row of nulls in the score", () => {
    const flat = changed((name, v) => (name === "poverty" ? v.fill(3) : v));
    const result = psmDid(flat, { ...base, controls: [], matchOn: ["unemployrt", "poverty"] });
    expect(result.propensity.map((p) => [p.term, p.estimate === null])).toEqual([
      ["intercept", false],
      ["unemployrt", false],
      ["poverty", true],
    ]);
  });

  // Only unit T is treated, and only its rows of periods 2 and 3 share a score with a control: A in period 1.
  const lonely = definePanel(
    fromColumns(
      {
        unit: [..."TTTTAAAABBBBCCCC"],
        time: [1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 4],
        on: [0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
        x: [5, 1, 1, 3.3, 1, 2, 0.5, 4, 0.7, 6, 3, 2.2, 1.7, 2.6, 3.1, 0.2],
        y: [1, 3, 4, 6, 2, 2, 1, 3, 0, 1, 4, 2, 5, 4, 3, 4],
      },
      "lonely.csv",
    ),
    { unit: "unit", time: "time", treatment: { treat: "on" } },
  );
  const exact = { outcome: "y", matchOn: ["x"], design: "pooled", match: "radius", caliper: 1e-9 } as const;

  test("a variant that is not identified is null with a warning", () => {
    const result = psmDid(lonely, { ...exact, didSample: "support" });
    expect(result.matching).toMatchObject({ onSupport: 2, offSupport: 2, nMatchedControls: 1 });
    expect(result.variants.map((v) => [v.sample, v.nObs, v.estimate === null])).toEqual([
      ["matched", 3, true],
      ["support", 14, false],
      ["weighted", 3, true],
    ]);
    const messages = result.warnings.filter((w) => w.code === "VARIANT_NOT_IDENTIFIED").map((w) => w.message);
    expect(messages.length).toBe(2);
    expect(messages[0]).toMatch(
      /^The DID on the matched sample is not identified: matched sample of lonely\.csv/,
    );
  });

  test("when it is the sample asked for, the error says which sample and how large", () => {
    expect(() => psmDid(lonely, exact)).toThrow(
      /^matched sample of lonely\.csv: no row is left of .*; or let more rows match: the match left 3\.$/,
    );
  });
});
