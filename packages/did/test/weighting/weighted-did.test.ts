import { definePanel, fromColumns, type Panel, panelNumbers, randomStream } from "@ceteris/core";
import { describe, expect, test } from "vitest";
import {
  eventStudy,
  pairsBootstrap,
  twfe,
  twoByTwo,
  weighPanel,
  weightedDid,
  weightedEffect,
} from "../../src/index.ts";
import { capWeights } from "../../src/weighting/cap-weights.ts";
import { CASTLE_CONTROLS, castlePanel } from "../matching/castle.ts";
import { nsw, reference, weightsDiffer } from "./nsw.ts";

type Columns = Record<string, (number | null)[]>;

/** Forty units, six periods, twelve treated from 2004; treatment and trend both go with x. */
function columns(units = 40): Columns {
  const random = randomStream(11);
  const out: Columns = { id: [], year: [], y: [], x: [], z: [], g: [], pop: [], region: [] };
  for (let u = 0; u < units; u++) {
    const x = random.uniform() * 2;
    const z = random.uniform() < 0.4 ? 1 : 0;
    const treated = random.uniform() < 0.15 + 0.25 * x;
    const pop = 1 + random.uniform();
    for (let year = 2001; year <= 2006; year++) {
      const post = treated && year >= 2004 ? 1 : 0;
      out.id!.push(u);
      out.year!.push(year);
      out.x!.push(x + 0.05 * (year - 2001) * random.uniform());
      out.z!.push(z);
      out.g!.push(treated ? 2004 : 0);
      out.pop!.push(pop);
      out.region!.push(u % 8);
      out.y!.push((u % 5) + 0.3 * (year - 2001) * x + post + random.uniform());
    }
  }
  return out;
}

function panelOf(some: Columns = columns()): Panel {
  return definePanel(fromColumns(some), { unit: "id", time: "year", treatment: { cohort: "g" } });
}

const options = { outcome: "y", weightOn: ["x", "z"] } as const;

describe("weightedDid", () => {
  const panel = panelOf();
  const result = weightedDid(panel, options);

  test("is the two-by-two of weighted mean changes", () => {
    const robust = Object.fromEntries(result.doublyRobust.map((row) => [row.term, row.estimate!]));
    const { estimate } = result.estimates[0]!;
    // Exact balance makes the regression part of the improved doubly robust estimator cancel.
    expect(estimate).toBeCloseTo(robust["dr-improved"]!, 9);
    const ipw = weightedDid(panel, { ...options, method: "ipw" });
    expect(ipw.estimates[0]!.estimate).toBeCloseTo(robust.ipw!, 9);
    expect(ipw.doublyRobust).toEqual(result.doublyRobust);
    const effects = [...Object.values(robust), estimate!];
    for (const effect of effects) expect(Math.abs(effect - 1)).toBeLessThan(0.5);
    expect(result.variants[0]!.estimate! - estimate!).toBeGreaterThan(0.2);
  });

  test("without weights it is twfe, and the standard errors of the two-by-two are those of the influence", () => {
    expect(result.variants[0]).toMatchObject({
      ...twfe(panel, { outcome: "y" }).estimates[0]!,
      sample: "unweighted",
      nObs: 240,
    });
    const { units } = weighPanel(panel, options);
    const y = panelNumbers(panel, "y");
    const mean = (from: number) =>
      Float64Array.from(
        units.units,
        (unit) => (y[6 * unit + from]! + y[6 * unit + from + 1]! + y[6 * unit + from + 2]!) / 3,
      );
    const { att, influence } = twoByTwo({ y1: mean(3), y0: mean(0), d: units.treated, x: units.covariates });
    const row = result.doublyRobust.find(({ term }) => term === "dr")!;
    expect(row.estimate).toBeCloseTo(att, 12);
    expect(row.stdError).toBeCloseTo(
      Math.sqrt(influence.reduce((s, v) => s + v * v, 0)) / influence.length,
      12,
    );
    const clustered = weightedDid(panel, { ...options, covariance: { type: "cluster", by: ["region"] } });
    const sums = new Float64Array(8);
    influence.forEach((v, u) => {
      sums[u % 8]! += v;
    });
    expect(clustered.doublyRobust[0]!.stdError).toBeCloseTo(Math.hypot(...sums) / influence.length, 12);
    expect(clustered.spec.doublyRobust).toEqual({ nUnits: 40, cluster: "region" });
  });

  test("balance after entropy balancing is exact in the baseline period, and shown for every period", () => {
    for (const row of result.balance.filter((r) => r.sample === "after")) {
      expect(Math.abs(row.biasPct!)).toBeLessThan(1e-7);
    }
    expect(result.spec).toMatchObject({
      method: "entropy",
      estimand: "att",
      design: "baseline",
      baseline: "2003",
    });
    expect(result.byPeriod).toHaveLength(12);
    const x = result.byPeriod.filter((r) => r.covariate === "x");
    expect(x.map((r) => r.treated)).toEqual([false, false, false, true, true, true]);
    expect(Math.abs(x[2]!.biasAfter!)).toBeLessThan(1e-7);
    expect(x[2]!.biasBefore).toBeCloseTo(result.balance[0]!.biasPct!, 9);
    expect(x[2]!.ksBefore).toBeCloseTo(result.distribution[0]!.ks!, 12);
    expect(Math.abs(x[5]!.biasAfter!)).toBeGreaterThan(1e-7);
  });

  test("the spread of weights", () => {
    const [treated, controls] = result.weights.groups;
    expect(treated).toMatchObject({ group: "treated", cv: 0, min: 1, max: 1, nTrimmed: 0 });
    expect(treated!.effectiveSize).toBeCloseTo(treated!.nUnits, 12);
    expect(controls!.sum).toBeCloseTo(treated!.nUnits, 9);
    expect(controls!.effectiveSize).toBeLessThan(controls!.nUnits);
    const [heaviest] = result.weights.largest;
    expect(heaviest!.group).toBe("controls");
    expect(heaviest!.share).toBeCloseTo(controls!.largestShare, 14);
    expect(heaviest!.weight).toBeCloseTo(controls!.max, 14);
  });

  test("weights feed the event study", () => {
    const { eventStudy: path } = weightedDid(panel, { ...options, eventStudy: {} });
    const { panel: weighed, column } = weighPanel(panel, options);
    const own = eventStudy(weighed, { outcome: "y", weights: column });
    expect(path!.estimates).toEqual(own.estimates);
    expect(result.eventStudy).toBeNull();
  });

  test("does not depend on the order of rows or the names of units", () => {
    const some = columns();
    const order = some.id!.map((_, i) => i).sort((a, b) => ((a * 7919) % 240) - ((b * 7919) % 240));
    const shuffled = Object.fromEntries(
      Object.entries(some).map(([name, values]) => [name, order.map((i) => values[i]!)]),
    );
    expect(weightedDid(panelOf(shuffled), options).estimates).toEqual(result.estimates);
    const renamed = { ...some, id: some.id!.map((id) => 1000 - id!) };
    const again = weightedDid(panelOf(renamed), options);
    expect(again.estimates[0]!.estimate).toBeCloseTo(result.estimates[0]!.estimate!, 9);
  });

  test("is frozen JSON without NaN", () => {
    expect(JSON.parse(JSON.stringify(result))).toEqual(result);
    expect(Object.isFrozen(result.weights.groups)).toBe(true);
  });

  test("analytic weights are base weights: the weighted means, with them, are equal", () => {
    const own = weightedDid(panel, { ...options, weights: "pop" });
    for (const row of own.balance.filter((r) => r.sample === "after")) {
      expect(Math.abs(row.biasPct!)).toBeLessThan(1e-7);
    }
    const { panel: weighed, column } = weighPanel(panel, { ...options, weights: "pop" });
    const w = panelNumbers(weighed, column);
    const x = panelNumbers(weighed, "x");
    const at = [...w.keys()].filter((i) => weighed.time.labels[weighed.time.codes[i]!] === "2003");
    const g = panelNumbers(weighed, "g");
    const mean = (treated: boolean) => {
      const rows = at.filter((i) => g[i]! > 0 === treated);
      return rows.reduce((s, i) => s + w[i]! * x[i]!, 0) / rows.reduce((s, i) => s + w[i]!, 0);
    };
    expect(mean(true)).toBeCloseTo(mean(false), 9);
  });

  test("means before treatment", () => {
    const own = weighPanel(panel, { ...options, design: "pre-means" });
    const x = panelNumbers(panel, "x");
    expect(own.units.covariates[0]!.values[3]).toBeCloseTo((x[18]! + x[19]! + x[20]!) / 3, 12);
    expect(own.spec.baseline).toBeNull();
  });

  test("everybody, the overlap population, cbps, moments", () => {
    for (const more of [
      { estimand: "ate" },
      { method: "cbps", estimand: "ate" },
      { method: "cbps", estimand: "overlap" },
      { moments: 2 },
    ] as const) {
      const { balance, weights } = weightedDid(panel, { ...options, ...more });
      for (const row of balance.filter((r) => r.sample === "after")) {
        expect(Math.abs(row.biasPct!)).toBeLessThan(1e-6);
      }
      const [treated, controls] = weights.groups;
      expect(controls!.sum).toBeCloseTo(treated!.sum, 6);
    }
  });

  test("a bootstrap goes through the weights", () => {
    const ipw = { ...options, method: "ipw" } as const;
    const statistic = (drawn: Panel) => ({ estimates: weightedEffect(drawn, ipw) });
    const boot = pairsBootstrap(panel, statistic, { draws: 40, seed: 2 });
    const { estimate, stdError } = weightedDid(panel, ipw).estimates[0]!;
    expect(boot.estimates[0]!.estimate).toBeCloseTo(estimate!, 12);
    expect(boot.estimates[0]!.stdError! / stdError!).toBeGreaterThan(0.4);
    expect(boot.estimates[0]!.stdError! / stdError!).toBeLessThan(2.5);
  });
});

describe("extreme weights", () => {
  test("cut at a quantile, as WeightIt trims them", () => {
    const treated = nsw("d");
    const { weights, capped } = capWeights(
      Float64Array.from(reference.ipwAtt),
      new Float64Array(treated.length).fill(1),
      treated,
      { cap: 0.95, estimand: "att" },
    );
    // The group is scaled back to its sum, so that weights agree up to a factor.
    expect(weightsDiffer(weights, "ipw-att-trim")).toBeLessThan(1e-9);
    expect(capped.reduce((a, b) => a + b)).toBe(45);
  });

  test("in the result", () => {
    const panel = panelOf();
    const cut = weightedDid(panel, { ...options, method: "ipw", cap: 0.9 });
    const all = weightedDid(panel, { ...options, method: "ipw" });
    const [, controls] = cut.weights.groups;
    expect(controls!.nTrimmed).toBeGreaterThan(0);
    expect(controls!.max / controls!.sum).toBeLessThan(
      all.weights.groups[1]!.max / all.weights.groups[1]!.sum,
    );
    expect(controls!.effectiveSize).toBeGreaterThan(all.weights.groups[1]!.effectiveSize);
    expect(controls!.sum).toBeCloseTo(all.weights.groups[1]!.sum, 9);
  });

  test("units with extreme scores are left out, and the score fitted again", () => {
    const panel = panelOf();
    const own = weightedDid(panel, { ...options, method: "ipw", trim: 0.25 });
    expect(own.weights.discarded).toBeGreaterThan(0);
    expect(own.sample.nUnits).toBe(40 - own.weights.discarded);
    expect(own.variants.map((v) => v.nObs)).toEqual([6 * own.sample.nUnits, 6 * own.sample.nUnits]);
    expect(own.warnings.map((w) => w.code)).toContain("WEIGHTS_DISCARDED");
    expect(own.warnings.find((w) => w.code === "WEIGHTS_DISCARDED")!.message).toBe(
      `${own.weights.discarded} units with a score below 0.250 or above 0.750 were left out: the effect is that of the units that remain.`,
    );
    expect(weightedDid(panel, { ...options, method: "ipw", trim: "crump" }).spec.trim).toBe("crump");
  });
});

describe("warnings", () => {
  const codes = (w: { warnings: readonly { code: string }[] }) => w.warnings.map(({ code }) => code);
  const message = (w: { warnings: readonly { code: string; message: string }[] }, code: string) =>
    w.warnings.find((one) => one.code === code)?.message;

  test("units without covariates", () => {
    const some = columns();
    some.x![2] = null;
    some.x![8] = null;
    const own = weightedDid(panelOf(some), options);
    expect(own.weights.withoutCovariates).toBe(2);
    expect(own.sample.nUnits).toBe(38);
    expect(message(own, "WEIGHTS_WITHOUT_COVARIATES")).toBe(
      "2 units have no complete covariates in year 2003 (0, 1), so they have no weight and were left out. Fill the cells, choose another baseline period, or take means before treatment (pre-means).",
    );
    expect(codes(weightedDid(panelOf(some), { ...options, design: "pre-means" }))).not.toContain(
      "WEIGHTS_WITHOUT_COVARIATES",
    );
  });

  test("a baseline that is treated", () => {
    const own = weightedDid(panelOf(), { ...options, baseline: 2005 });
    const treated = own.sample.nTreatedUnits;
    expect(message(own, "WEIGHTS_POST_TREATMENT")).toBe(
      `The covariates of ${treated} units come from the baseline 2005 in which they are treated already. If treatment moves these covariates (x, z), balancing them removes part of the effect. Choose a baseline before treatment.`,
    );
  });

  test("concentrated weights and imbalance that is left", () => {
    const own = weightedDid(castlePanel(), {
      outcome: "l_homicide",
      weightOn: CASTLE_CONTROLS,
      method: "ipw",
    });
    expect(message(own, "WEIGHTS_CONCENTRATED")).toBe(
      "The 29 controls weigh as much as 2.3 of equal weight; the heaviest alone has 65.4% of the weight (4, 50, 34 and 7 more). The estimate rests on these units. Cut the weights (cap), leave out covariates, or choose the overlap estimand.",
    );
    expect(message(own, "IMBALANCE_LEFT")).toBe(
      "After weighting, means still differ by more than 10% of a standard deviation: unemployrt 27.2%, poverty -26.6%, l_income 38.6%, l_prisoner 17.3%. Entropy balancing or cbps make them equal; or enrich the score.",
    );
    expect(message(own, "DOUBLY_ROBUST_SKIPPED")).toBe(
      "The doubly robust two-by-two estimates compare the periods before and after one common start, and here treated units start at different times, or stop again; they were left out.",
    );
    expect(own.doublyRobust).toEqual([]);
  });

  test("units that lack the outcome in some period are left out of the two-by-two only", () => {
    const some = columns();
    some.y![5] = null;
    const own = weightedDid(panelOf(some), options);
    expect(message(own, "DOUBLY_ROBUST_UNBALANCED")).toBe(
      "1 of 40 units lack the outcome in some year and were left out of the doubly robust two-by-two estimates, which compare means over all periods.",
    );
    expect(own.spec.doublyRobust).toEqual({ nUnits: 39, cluster: "id" });
    expect(own.sample.nObs).toBe(239);
  });

  test("a two-by-two that does not exist is a row of nulls", () => {
    const some = columns();
    // The same as x among the controls, but not among the treated.
    some.twin = some.x!.map((x, i) => (some.g![i]! > 0 ? x! + ((some.id![i]! % 3) - 1) / 2 : x!));
    const own = weightedDid(panelOf(some), { ...options, method: "ipw", weightOn: ["x", "twin"] });
    expect(own.doublyRobust.map((row) => row.estimate === null)).toEqual([true, true, false, true]);
    expect(message(own, "DOUBLY_ROBUST_NOT_IDENTIFIED")).toMatch(
      /^The two-by-two estimate “dr” does not exist: outcome regression of the controls: the \d+ controls do not identify/,
    );
  });
});

describe("options that cannot be", () => {
  const panel = panelOf();
  test.each([
    [
      { weightOn: undefined },
      "weightOn: there is nothing to balance. Name covariates, or give controls, which are the default.",
    ],
    [{ weightOn: ["x", "x"] }, "weightOn: x is named more than once. Name each covariate once."],
    [{ method: "magic" as "ipw" }, "method: “magic” is not known. Give one of entropy, cbps, ipw."],
    [
      { estimand: "overlap" },
      "estimand: entropy balancing needs a population whose means are known, and the overlap population is made by a score. Leave “estimand” out, or choose another method or design.",
    ],
    [
      { link: "probit" },
      "link: entropy has no link to choose. Leave “link” out, or choose another method or design.",
    ],
    [
      { method: "ipw", moments: 2 },
      "moments: ipw balances no moments. Leave “moments” out, or choose another method or design.",
    ],
    [
      { trim: 0.1 },
      "trim: entropy has no score to trim by. Leave “trim” out, or choose another method or design.",
    ],
    [
      { design: "pre-means", baseline: 2003 },
      "baseline: the pre-means design has no baseline period. Leave “baseline” out, or choose another method or design.",
    ],
    [
      { baseline: 1999 },
      "baseline: “1999” is not a period of the data. Give one of 2001, 2002, 2003, 2004, 2005, 2006.",
    ],
    [
      { method: "ipw", trim: 0.5 },
      "trim: 0.5 is not between 0 and 0.5. Give a number between them, such as 0.1.",
    ],
    [{ cap: 0.2 }, "cap: 0.2 is not between 0.5 and 1. Give a number between them, such as 0.99."],
    [
      { standardDeviation: "mean" as "all" },
      "standardDeviation: “mean” is not known. Give one of treated, controls, pooled, all.",
    ],
  ] as const)("%o", (more, text) => {
    expect(() => weightedDid(panel, { ...options, ...more })).toThrow(text);
  });

  test("one group only, and infinite covariates", () => {
    const some = columns();
    const gone = some.g!.map((g, i) => (g === 0 ? null : some.x![i]!));
    expect(() => weightedDid(panelOf({ ...some, x: gone }), options)).toThrow(
      "table: every unit with complete covariates in year 2003 is treated at some time, so there is nobody to weight. Weighting compares units that are ever treated with units that never are: check the treatment, the missing values and the baseline period.",
    );
    const other = some.g!.map((g, i) => (g! > 0 ? null : some.x![i]!));
    expect(() => weightedDid(panelOf({ ...some, x: other }), { ...options, design: "pre-means" })).toThrow(
      "no unit with complete covariates before treatment is ever treated",
    );
    const infinite = some.x!.map((x, i) => (i === 2 ? Number.POSITIVE_INFINITY : x));
    expect(() => weightedDid(panelOf({ ...some, x: infinite }), options)).toThrow(
      "table, column “x”: the covariate of 1 unit is infinite. Correct these cells, or leave them empty to mark them missing.",
    );
  });

  test("a score of 1 to the last digit gives no weight", () => {
    const some = columns();
    // A control that hardly counts, so far out that the score of the others is certain of it.
    const control = some.id![some.g!.indexOf(0)]!;
    some.x = some.x!.map((x, i) => (some.id![i] === control ? 4000 : x));
    some.pop = some.pop!.map((w, i) => (some.id![i] === control ? 1e-12 : w));
    expect(() => weightedDid(panelOf(some), { ...options, method: "ipw", weights: "pop" })).toThrow(
      "inverse probability weights: the score of 1 unit is 0 or 1 to the last digit, so that the weight is infinite. Trim by the score (trim), choose the overlap estimand, or leave covariates out.",
    );
  });
});
