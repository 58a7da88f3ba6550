import { readFileSync } from "node:fs";
import {
  type BootstrapIntervals,
  CeterisError,
  definePanel,
  driveWork,
  finishWork,
  fromColumns,
  type Panel,
  panelNumbers,
  randomStream,
  withPanelColumn,
} from "@ceteris/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type BootstrapOptions,
  bootstrapPlan,
  jointEstimates,
  type PanelStatistic,
  pairsBootstrap,
  pairsBootstrapWork,
  twfe,
} from "../../src/index.ts";
import { resolveBootstrap } from "../../src/resampling/bootstrap-options.ts";
import { resampler } from "../../src/resampling/resampler.ts";
import { tryStatistic } from "../../src/resampling/statistic.ts";
import { summariseBootstrap } from "../../src/resampling/summarise-bootstrap.ts";
import { castle, close } from "../fixtures.ts";
import { makeSmallPanel, smallPanel } from "../small-panel.ts";

interface Reference {
  readonly terms: readonly string[];
  readonly estimates: readonly number[];
  /** Positions of the states drawn, one list for each draw. */
  readonly indices: readonly (readonly number[])[];
  readonly draws: readonly (readonly number[])[];
  readonly stdErrors: readonly number[];
  readonly bias: readonly number[];
  readonly intervals: readonly Readonly<Record<keyof BootstrapIntervals, readonly number[]>>[];
  readonly left: readonly (readonly number[])[];
}

/** Figures of R boot and fixest, written by fixtures/resampling.R. */
const reference: Reference = JSON.parse(
  readFileSync(new URL("fixtures/resampling.json", import.meta.url), "utf8"),
);

const castlePanel = definePanel(castle, { unit: "sid", time: "year", treatment: { treat: "post" } });
const castleModel = { outcome: "l_homicide", controls: ["poverty"] };
const slopes: PanelStatistic = (panel) => twfe(panel, castleModel);

/** Each unit's own mean, averaged: the mean of clusters that the closed forms are about. */
const mean = (panel: Panel) => {
  const y = panelNumbers(panel, "y");
  return { estimates: [{ term: "mean", estimate: y.reduce((sum, v) => sum + v, 0) / y.length }] };
};

function units(y: readonly number[], more: Record<string, (number | string)[]> = {}): Panel {
  const table = fromColumns({ id: y.map((_, i) => i), t: y.map(() => 1), y: [...y], ...more });
  return definePanel(table, { unit: "id", time: "t" });
}

describe("given the indices of R boot", () => {
  const clusters = resampler(castlePanel, {});
  const counts = reference.indices.map((drawn) => {
    const times = new Int32Array(clusters.nClusters);
    for (const c of drawn) times[c]!++;
    return times;
  });
  const draws = counts.map((times) => tryStatistic(slopes, clusters.take(times), reference.terms));
  const summary = summariseBootstrap({
    terms: reference.terms,
    actual: twfe(castlePanel, castleModel).estimates.map((row) => row.estimate),
    draws,
    leftOut: reference.left.map((values) => ({ values, failures: [] })),
    clusters: { column: "sid", n: clusters.nClusters },
    options: resolveBootstrap("sid", { draws: 199, level: 0.9, interval: "bca" }),
  });

  it("gives the draws of a fixest regression with every copy a state of its own", () => {
    // fixest iterates its fixed effects, to 1e-11 here.
    draws.forEach(({ values }, k) => {
      for (const t of [0, 1]) close(values[t]!, reference.draws[k]![t]!, 1e-8);
    });
  });

  it("gives boot's standard errors, bias and intervals", () => {
    summary.estimates.forEach((row, t) => {
      close(row.estimate, reference.estimates[t]!, 1e-8);
      close(row.stdError, reference.stdErrors[t]!, 1e-8);
      close(row.bias, reference.bias[t]!, 1e-6);
      for (const type of ["normal", "percentile", "basic", "bca"] as const) {
        const { confLow, confHigh } = row.intervals[type]!;
        close(confLow, reference.intervals[t]![type][0]!, 1e-7);
        close(confHigh, reference.intervals[t]![type][1]!, 1e-7);
      }
      expect([row.confLow, row.confHigh]).toEqual([row.intervals.bca!.confLow, row.intervals.bca!.confHigh]);
    });
  });
});

describe("the bootstrap of a mean", () => {
  const y = Float64Array.from({ length: 40 }, (_, i) => Math.sin(7 * i) + (i % 3));
  const m = y.reduce((a, b) => a + b, 0) / 40;
  const variance = y.reduce((a, b) => a + (b - m) ** 2, 0) / 40 / 40;

  it("has the closed-form variance, and as much bias as chance allows", () => {
    const { estimates, nDraws } = pairsBootstrap(units([...y]), mean, { draws: 5000, seed: 3 });
    const [row] = estimates;
    // The standard error of a standard deviation of B draws is about sd/√(2B): four of them.
    close(row!.stdError, Math.sqrt(variance), 4 / Math.sqrt(2 * nDraws));
    expect(Math.abs(row!.bias!)).toBeLessThan(4 * Math.sqrt(variance / nDraws));
  });

  it("within strata has the variance of a stratified mean", () => {
    const group = Array.from(y, (_, i) => ["a", "b", "c"][i % 3]!);
    const panel = units([...y], { group });
    const { estimates } = pairsBootstrap(panel, mean, { draws: 5000, strata: "group" });
    const within = [0, 1, 2].map((s) => {
      const own = y.filter((_, i) => i % 3 === s);
      const centre = own.reduce((a, b) => a + b, 0) / own.length;
      return own.reduce((a, b) => a + (b - centre) ** 2, 0);
    });
    // A stratum of n contributes n draws of variance Σ(y − ȳ)²/n each to the sum.
    const stratified = within.reduce((a, b) => a + b, 0) / 40 ** 2;
    close(estimates[0]!.stdError, Math.sqrt(stratified), 4 / Math.sqrt(10_000));
  });

  it("gives p-values that agree with its intervals", () => {
    const panel = units([...y]);
    fc.assert(
      fc.property(fc.double({ min: -2.5, max: 0.5, noNaN: true }), (shift) => {
        const moved = withPanelColumn(panel, "y", { type: "number", values: y.map((v) => v + shift) });
        for (const interval of ["percentile", "basic", "normal", "bca"] as const) {
          const { estimates } = pairsBootstrap(moved, mean, { draws: 399, interval, level: 0.9 });
          const { pValue, confLow, confHigh } = estimates[0]!;
          const outside = confLow! > 0 || confHigh! < 0;
          // Ends between two draws: p can be a step of 2/(draws + 1) off.
          if (Math.abs(pValue! - 0.1) > 0.006) expect(outside).toBe(pValue! < 0.1);
        }
      }),
      { numRuns: 8 },
    );
  });
});

describe("resampling clusters", () => {
  const province = Array.from({ length: 30 }, (_, i) => `p${i % 6}`);
  const y = Array.from({ length: 30 }, (_, i) => Math.cos(i) + 5 * (i % 6));
  const panel = units(y, { province });

  it("draws them whole, and every copy is a cluster of its own", () => {
    const clusters = resampler(panel, { by: "province" });
    const drawn = clusters.take(Int32Array.of(2, 0, 0, 1, 0, 3));
    expect(drawn.nRows).toBe(30);
    const numbers = panelNumbers(drawn, "province");
    expect(new Set(numbers).size).toBe(6);
    expect([...panelNumbers(drawn, "y").subarray(0, 5)]).toEqual([0, 6, 12, 18, 24].map((i) => y[i]));
    expect(drawn.unit.labels.slice(0, 7)).toEqual(["0", "6", "12", "18", "24", "0 (2)", "6 (2)"]);
  });

  it("gives the variance between clusters", () => {
    const { estimates, clusters } = pairsBootstrap(panel, mean, { by: "province", draws: 2000 });
    expect(clusters).toEqual({ column: "province", n: 6 });
    const means = [0, 1, 2, 3, 4, 5].map((p) => y.filter((_, i) => i % 6 === p).reduce((a, b) => a + b) / 5);
    const centre = means.reduce((a, b) => a + b) / 6;
    const want = Math.sqrt(means.reduce((a, b) => a + (b - centre) ** 2, 0)) / 6;
    close(estimates[0]!.stdError, want, 4 / Math.sqrt(4000));
  });

  it("copies give regressions with weights: duplicated units count twice", () => {
    fc.assert(
      fc.property(smallPanel(), fc.integer({ min: 0, max: 1e6 }), (data, seed) => {
        const table = fromColumns(data as unknown as Record<string, number[]>);
        const whole = definePanel(table, { unit: "id", time: "t", treatment: { cohort: "g" } });
        const stream = randomStream(seed);
        const counts = Int32Array.from({ length: whole.unit.nLevels }, () => 1 + stream.integer(3));
        const weights = Float64Array.from(whole.unit.codes, (u) => counts[u]!);
        const weighted = withPanelColumn(whole, "n", { type: "number", values: weights });
        const drawn = resampler(whole, {}).take(counts);
        const options = { outcome: "y", controls: ["x"] };
        const [a, b] = [twfe(drawn, options), twfe(weighted, { ...options, weights: "n" })];
        a.estimates.forEach((row, i) => {
          close(row.estimate, b.estimates[i]!.estimate, 1e-9, 1e-11);
        });
      }),
      { numRuns: 60 },
    );
  });
});

describe("determinism", () => {
  const data = makeSmallPanel(5, 12, 5, false);
  const statistic: PanelStatistic = (p) => twfe(p, { outcome: "y", controls: ["x"] });
  const panelOf = (order: readonly number[]) => {
    const columns = Object.entries(data).map(([name, values]) => [name, order.map((i) => values[i]!)]);
    const table = fromColumns(Object.fromEntries(columns));
    return definePanel(table, { unit: "id", time: "t", treatment: { cohort: "g" } });
  };
  const order = data.id.map((_, i) => i);
  const options: BootstrapOptions = { draws: 60, interval: "bca" };
  const plain = pairsBootstrap(panelOf(order), statistic, options);

  it("does not depend on the order of rows, nor on that of the draws", () => {
    expect(pairsBootstrap(panelOf([...order].reverse()), statistic, options)).toEqual(plain);
    const plan = bootstrapPlan(panelOf(order), statistic, options);
    const backwards = Array.from({ length: plan.nPortions }, (_, i) => plan.take(plan.nPortions - 1 - i));
    expect(plan.summarise(backwards.reverse())).toEqual(plain);
  });

  it("depends on the seed, and a longer bootstrap begins with the shorter", () => {
    const other = pairsBootstrap(panelOf(order), statistic, { ...options, seed: 2 });
    expect(other.values).not.toEqual(plain.values);
    const longer = pairsBootstrap(panelOf(order), statistic, { ...options, draws: 80 });
    expect(longer.values.did!.slice(0, 60)).toEqual(plain.values.did);
  });

  it("told to stop, returns the draws done and says so", async () => {
    const work = pairsBootstrapWork(panelOf(order), statistic, { draws: 60 });
    for (let k = 0; k < 10; k++)
      expect(work.next(false)).toMatchObject({ value: { done: k + 1, total: 60 } });
    const step = work.next(true);
    expect(step.done).toBe(true);
    const result = step.value as typeof plain;
    expect([result.nDraws, result.spec.draws]).toEqual([10, 60]);
    expect(result.values.did).toEqual(plain.values.did!.slice(0, 10));
    expect(result.warnings.map((w) => w.message)).toContain(
      "The bootstrap was interrupted after 10 of 60 draws; the figures are those of the draws done. Run it again for all of them.",
    );
    const early = pairsBootstrapWork(panelOf(order), statistic, { draws: 60 });
    early.next(false);
    expect(() => early.next(true)).toThrow(
      "bootstrap: it was interrupted before there were two draws. Run it again.",
    );
    expect(await driveWork(pairsBootstrapWork(panelOf(order), statistic, options))).toEqual(plain);
    expect(finishWork(pairsBootstrapWork(panelOf(order), statistic, options))).toEqual(plain);
  });

  it("gives results that are plain JSON", () => {
    expect(JSON.parse(JSON.stringify(plain))).toEqual(plain);
  });
});

describe("what draws do not give", () => {
  // Two of seven units are treated: some draws have none of them, or nobody else.
  const y = Array.from({ length: 14 }, (_, i) => Math.sin(3 * i));
  const table = fromColumns({
    id: y.map((_, i) => i >> 1),
    t: y.map((_, i) => i % 2),
    y,
    g: y.map((_, i) => (i < 4 ? 1 : 0)),
    half: y.map((_, i) => (i >> 1 === 5 ? i % 2 : 0)),
  });
  const panel = definePanel(table, { unit: "id", time: "t", treatment: { group: "g", start: 1 } });
  const statistic = (p: Panel) => twfe(p, { outcome: "y", controls: ["half"] });

  it("is counted with its reason", () => {
    const { failures, estimates, values, warnings, nDraws } = pairsBootstrap(panel, statistic, {
      draws: 200,
    });
    const none = failures.find((f) => f.code === "NO_TREATED")!;
    // (5/7)^7 of the draws have no treated unit; four standard errors of a share of 200.
    const share = (5 / 7) ** 7;
    expect(Math.abs(none.count / 200 - share)).toBeLessThan(4 * Math.sqrt((share * (1 - share)) / 200));
    const lost = failures.find((f) => f.code === "NOT_IDENTIFIED")!;
    expect(lost.message).toBe("half");
    const byTerm = (term: string) => estimates.find((row) => row.term === term)!;
    const refused = failures.filter((f) => f !== lost).reduce((sum, f) => sum + f.count, 0);
    expect(byTerm("did").nDraws).toBe(nDraws - refused);
    expect(byTerm("half").nDraws).toBe(nDraws - refused - lost.count);
    expect(values.did!.filter((v) => v === null)).toHaveLength(refused);
    expect(values.did![none.firstDraw]).toBeNull();
    const texts = warnings.filter((w) => w.code === "BOOTSTRAP_DRAWS_FAILED").map((w) => w.message);
    expect(texts).toContain(
      `${none.count} of 200 draws gave no estimate (NO_TREATED; the first, draw ${none.firstDraw + 1}: ${none.message}). Errors and intervals are of the other draws alone, and too narrow if the draws that failed are the extreme ones. Drawing within strata, such as the treated group, keeps each draw alike in its make-up.`,
    );
    expect(texts).toContain(
      `${lost.count} of 200 draws gave no estimate (“half” was not identified in them). Errors and intervals are of the other draws alone, and too narrow if the draws that failed are the extreme ones. Drawing within strata, such as the treated group, keeps each draw alike in its make-up.`,
    );
  });

  it("within strata there is always someone treated, and someone not", () => {
    const { failures } = pairsBootstrap(panel, statistic, { draws: 200, strata: "g" });
    expect(failures.map((f) => f.code)).toEqual(["NOT_IDENTIFIED"]);
  });

  it("ends of intervals need draws beyond them", () => {
    const { estimates, warnings } = pairsBootstrap(units([1, 2, 4, 7, 1]), mean, { draws: 30 });
    expect(estimates[0]).toMatchObject({ confLow: null, confHigh: null });
    expect(estimates[0]!.intervals.normal.confLow).toBeLessThan(3);
    expect(warnings.map((w) => w.message)).toEqual([
      "The percentile interval at 95% lacks an end for mean: it would lie beyond the most extreme of 30 draws. Take more draws.",
    ]);
    const bca = pairsBootstrap(units([1, 2, 4, 7, 1]), mean, { draws: 30, interval: "bca" });
    expect(bca.warnings[0]!.message).toBe(
      "The bca interval at 95% lacks an end for mean: it would lie beyond the most extreme of 30 draws, or an estimate without one of the clusters is missing. Take more draws, or another interval.",
    );
  });

  it("of a part leaves the others their draws", () => {
    const joint: PanelStatistic = (p) =>
      jointEstimates([
        () => statistic(p).estimates.filter((row) => row.term === "did"),
        () => mean(p).estimates,
      ]);
    const { estimates, failures, nDraws, values } = pairsBootstrap(panel, joint, { draws: 200 });
    const alone = pairsBootstrap(panel, statistic, { draws: 200 });
    const refused = failures.reduce((sum, f) => sum + f.count, 0);
    expect(refused).toBeGreaterThan(10);
    expect(estimates.map((row) => row.nDraws)).toEqual([nDraws - refused, nDraws]);
    expect(failures).toEqual(alone.failures.filter((f) => f.code !== "NOT_IDENTIFIED"));
    expect(values.did).toEqual(alone.values.did);
    const never: PanelStatistic = (p) => jointEstimates([() => mean(p).estimates, () => refuse()]);
    const refuse = () => {
      throw new CeterisError({ code: "NO_TREATED", where: "here", what: "nobody", mend: "Look" });
    };
    expect(() => pairsBootstrap(panel, never)).toThrow("here: nobody. Look.");
  });

  it("leaves a defect of the statistic as it is", () => {
    let calls = 0;
    const broken: PanelStatistic = (p) => {
      if (calls++ > 0) throw new TypeError("oops");
      return mean(p);
    };
    expect(() => pairsBootstrap(units([1, 2]), broken)).toThrow(TypeError);
  });
});

describe("refusals", () => {
  const panel = units([1, 2, 3, 4], { p: ["a", "a", "b", "b"], q: ["c", "d", "d", "d"], one: [1, 1, 1, 1] });
  const two = definePanel(
    fromColumns({ id: [1, 1, 2, 2], t: [1, 2, 1, 2], p: ["a", "b", "a", "a"], m: [1, 1, null, 1] }),
    { unit: "id", time: "t" },
  );
  const cases: [Panel, BootstrapOptions, string][] = [
    [panel, { draws: 1 }, "draws: 1 is not a whole number from 2 on. Give a number such as 999."],
    [panel, { level: 95 }, "level: 95 is not between 0 and 1. Give a confidence level such as 0.95."],
    [
      panel,
      { interval: "t" as "bca" },
      "interval: “t” is not known. Give one of percentile, basic, normal, bca.",
    ],
    [
      panel,
      { seed: 0.5 },
      "seed: 0.5 is not a whole number between −2^53 and 2^53. Give a whole number, for example 1.",
    ],
    [
      panel,
      { by: "one" },
      "column “one”: there is only one cluster to draw from. Resample by a column with more levels, for example the unit.",
    ],
    [
      panel,
      { by: "p", strata: "q" },
      "strata: p a lies in two strata of “q” (c and d). Clusters are drawn whole within strata: name a column that does not change within a cluster.",
    ],
    [
      two,
      { by: "p" },
      "by: “p” changes within 1. Units are drawn whole: name a column that has one value for each unit.",
    ],
    [
      two,
      { strata: "m" },
      "strata: “m” is empty in rows of 2. Units are drawn whole: name a column that has one value for each unit.",
    ],
  ];
  it.each(cases)("%#", (from, options, message) => {
    const any: PanelStatistic = () => ({ estimate: 1 });
    expect(() => pairsBootstrap(from, any, options)).toThrow(message);
    expect(() => pairsBootstrap(from, any, options)).toThrow(CeterisError);
  });

  it("of a statistic without rows, or with two of one term", () => {
    expect(() => pairsBootstrap(panel, () => ({ estimates: [] }))).toThrow(
      "statistic: it returns no rows. Return { estimates } with one row { term, estimate } for each number to resample.",
    );
    const row = { term: "a", estimate: 1 };
    expect(() => pairsBootstrap(panel, () => ({ estimates: [row, row] }))).toThrow(
      "statistic: it returns two rows of the term “a”. Return { estimates } with one row { term, estimate } for each number to resample.",
    );
  });
});

describe("coverage", () => {
  it("of 95% percentile and BCa intervals of a skewed mean is near 95%", () => {
    const stream = randomStream(11);
    const runs = 100;
    const hits = { percentile: 0, bca: 0, normal: 0 };
    for (let r = 0; r < runs; r++) {
      const y = Array.from({ length: 30 }, () => Math.exp(0.5 * stream.normal()));
      const { estimates } = pairsBootstrap(units(y), mean, { draws: 199, interval: "bca", seed: r });
      const truth = Math.exp(0.125);
      for (const type of ["percentile", "bca", "normal"] as const) {
        const { confLow, confHigh } = estimates[0]!.intervals[type]!;
        if ((confLow ?? Number.NEGATIVE_INFINITY) <= truth && truth <= (confHigh ?? Number.POSITIVE_INFINITY))
          hits[type]++;
      }
    }
    // With 30 skewed values true coverage is some 92%; four binomial standard errors of 2.7% below.
    for (const count of Object.values(hits)) expect(count / runs).toBeGreaterThan(0.81);
  });
});
