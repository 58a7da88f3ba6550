import {
  definePanel,
  fromColumns,
  type Panel,
  panelNumbers,
  selectRows,
  toTableOrder,
  withPanelColumn,
} from "@ceteris/core";
import { describe, expect, it } from "vitest";
import {
  averageEffect,
  bacon,
  eventStudy,
  type ReviewOptions,
  reviewDesign,
  twfe,
  twfeWeights,
} from "../../src/index.ts";
import { castle } from "../fixtures.ts";
import { makeSmallPanel } from "../small-panel.ts";

interface Design {
  readonly units?: number;
  /** Province of a unit. */
  readonly province?: (u: number) => number | string;
  /** First treated period of a unit, 0 = never. */
  readonly start?: (u: number) => number;
  /** Added to the outcome. */
  readonly effect?: (u: number, t: number) => number;
}

/** Periods 2001 to 2006; by default 60 units in 30 provinces of two, every other unit treated from 2004 on. */
function design({
  units = 60,
  province = (u) => Math.floor(u / 2),
  start = (u) => (u % 2 ? 2004 : 0),
  effect = () => 0,
}: Design = {}): Panel {
  const rows = Array.from({ length: units * 6 }, (_, i) => ({ u: Math.floor(i / 6), t: 2001 + (i % 6) }));
  const noise = makeSmallPanel(99, units, 6, true);
  const table = fromColumns({
    city: rows.map(({ u }) => `c${u}`),
    year: rows.map(({ t }) => t),
    province: rows.map(({ u }) => `p${province(u)}`),
    first: rows.map(({ u }) => start(u)),
    ever: rows.map(({ u }) => (start(u) > 0 ? 1 : 0)),
    income: noise.x,
    y: rows.map(({ u, t }, i) => noise.x[i]! + 0.01 * noise.w[i]! + effect(u, t)),
  });
  return definePanel(table, { unit: "city", time: "year", treatment: { cohort: "first" } });
}

const codes = (panel: Panel, options?: ReviewOptions) => reviewDesign(panel, options).map((w) => w.code);
const only = (code: string, panel: Panel, options?: ReviewOptions) =>
  reviewDesign(panel, options).filter((w) => w.code === code);
const eastTreated: Design = { start: (u) => (u < 24 ? 2004 : 0) };

describe("reviewDesign", () => {
  it("finds nothing where nothing is wrong", () => {
    const panel = design({ effect: (u, t) => (u % 2 && t >= 2004 ? 1 : 0) });
    expect(reviewDesign(panel, { eventStudy: eventStudy(panel, { outcome: "y" }) })).toEqual([]);
  });

  it("LOW_PRETREND_POWER: an effect no larger than what a drift missed half of the time would leave", () => {
    const panel = design({ effect: (u, t) => (u % 2 && t >= 2004 ? 0.15 : 0) });
    const study = eventStudy(panel, { outcome: "y" });
    const [found] = only("LOW_PRETREND_POWER", panel, { eventStudy: study });
    const { slope, bias, biasAfterPassing, average } = found!.details as Record<string, number>;
    expect(found!.details).toMatchObject({ base: -1, nLeads: 2, level: 0.95, power: 0.5 });
    expect(average).toBe(averageEffect(study).estimate);
    // Event times 0, 1 and 2 lie 1, 2 and 3 periods from the base.
    expect(bias).toBeCloseTo(2 * slope!, 12);
    expect(bias).toBeGreaterThan(Math.abs(average!));
    expect(biasAfterPassing).toBeGreaterThan(bias!);
    expect(found!.message).toMatch(
      /^A look at whether any of 2 leads differs from zero would miss a straight drift of [\d.]+ per period half of the time, and that drift would leave a bias of [\d.]+ in the mean effect after treatment, no smaller than its estimate \([\d.−]+\)\. /,
    );
    const large = design({ effect: (u, t) => (u % 2 && t >= 2004 ? 1 : 0) });
    expect(only("LOW_PRETREND_POWER", large, { eventStudy: eventStudy(large, { outcome: "y" }) })).toEqual(
      [],
    );
    expect(only("LOW_PRETREND_POWER", panel)).toEqual([]);
    // A treated base does not matter: the question is asked from −1.
    const [rebased] = only("LOW_PRETREND_POWER", panel, {
      eventStudy: eventStudy(panel, { outcome: "y", base: 0 }),
    });
    expect(rebased!.details!.slope).toBeCloseTo(slope!, 8);
  });

  it("TREATMENT_ABOVE_CLUSTER: provinces treated as a whole, errors clustered by city", () => {
    const panel = design(eastTreated);
    const [found] = only("TREATMENT_ABOVE_CLUSTER", panel);
    expect(found!.message).toBe(
      "Treatment varies only between levels of “province”: 24 treated units lie in 12 of 30 levels, each treated as a whole, while standard errors are clustered by city. Errors shared within a level then count as independent evidence, and standard errors are too small: cluster by province (with few treated levels also the wild cluster bootstrap, or a placebo that permutes “province”). See Abadie, Athey, Imbens and Wooldridge (2023).",
    );
    expect(found!.details).toEqual({
      column: "province",
      nLevels: 30,
      nTreatedLevels: 12,
      nUnits: 60,
      nTreatedUnits: 24,
      nTreatedUnitsSharing: 24,
      // 12 of 30 provinces, over 24 of 60 cities.
      chance: expect.closeTo(2.3991e-9, 13),
      covariance: "cluster",
      clusteredBy: ["city"],
    });
    expect(codes(panel, { covariance: { type: "hc1" } })).toEqual(["TREATMENT_ABOVE_CLUSTER"]);
  });

  it("TREATMENT_ABOVE_CLUSTER keeps silent when errors are clustered there or above, or cities were chosen", () => {
    const panel = design(eastTreated);
    expect(codes(panel, { covariance: { type: "cluster", by: ["province"] } })).toEqual([]);
    expect(codes(panel, { covariance: { type: "cluster", by: ["province", "year"] } })).toEqual([
      "FEW_CLUSTERS",
    ]);
    expect(codes(panel, { covariance: { type: "cr2", by: ["ever"] } })).toEqual([
      "FEW_CLUSTERS",
      "FEW_TREATED_CLUSTERS",
    ]);
    expect(codes(design())).toEqual([]);
    expect(codes(design({ ...eastTreated, province: (u) => u }))).toEqual([]);
  });

  it("FEW_CLUSTERS and FEW_TREATED_CLUSTERS", () => {
    const panel = design({ units: 24, province: (u) => u, start: (u) => (u < 4 ? 2004 : 0) });
    expect(reviewDesign(panel).map((w) => w.message)).toEqual([
      "Standard errors are clustered by “city”, which has 24 clusters; below about 30 they tend to be too small. Use CR2 with Satterthwaite degrees of freedom, the wild cluster bootstrap, or a placebo that permutes “city”. See Cameron, Gelbach and Miller (2008).",
      "Only 4 of 24 clusters of “city” have treated units; with fewer than about 10 clustered standard errors can be far too small whatever the number of clusters. Use CR2 with Satterthwaite degrees of freedom, or a placebo that permutes “city”; the wild cluster bootstrap may fail here. See MacKinnon and Webb (2018).",
    ]);
    expect(only("FEW_TREATED_CLUSTERS", panel)[0]!.details).toEqual({
      cluster: "city",
      nClusters: 24,
      nTreated: 4,
      nUntreated: 20,
      threshold: 10,
      assigned: true,
    });
    const few = design({ start: (u) => (u < 57 ? 2004 : 0), province: (u) => u });
    expect(reviewDesign(few)[0]!.message).toMatch(/^Only 3 of 60 clusters of “city” have untreated units;/);
    expect(codes(panel, { covariance: { type: "iid" } })).toEqual([]);
  });

  it("BASE_NOT_LAST_PRE: says what another base would change", () => {
    const jump = design({ effect: (u, t) => (u % 2 && t >= 2004 ? 1.5 : 0) });
    const study = eventStudy(jump, { outcome: "y", base: 0 });
    const [found] = only("BASE_NOT_LAST_PRE", jump, { eventStudy: study });
    const right = eventStudy(jump, { outcome: "y" });
    const shift = right.estimates.find((row) => row.eventTime === 0)!.estimate!;
    expect(found!.message).toBe(
      `The base of the event study is event time 0, a period that is treated already: every coefficient is measured against an effect. Measured from −1 instead, every coefficient moves by ${Number(shift.toPrecision(3))}, and 0 of 2 leads differ from zero at 5% rather than 3 of 3 (jointly p = ${Number(right.pretrend!.pValue.toPrecision(2))}). Take −1, the last period before treatment, as base.`,
    );
    expect(found!.details).toMatchObject({ base: 0, significantLeads: 3, significantLeadsRebased: 0 });
    const [planned] = only("BASE_NOT_LAST_PRE", jump, { base: 0 });
    expect(planned!.message).toBe(
      "The base of the event study is event time 0, a period that is treated already: every coefficient is measured against an effect. Take −1, the last period before treatment, as base.",
    );
    expect(only("BASE_NOT_LAST_PRE", jump, { base: -1 })).toEqual([]);
    expect(only("BASE_NOT_LAST_PRE", jump, { eventStudy: right })).toEqual([]);
    const early = only("BASE_NOT_LAST_PRE", jump, {
      eventStudy: eventStudy(jump, { outcome: "y", base: -3 }),
    });
    expect(early[0]!.message).toMatch(
      /^The base of the event study is event time −3, 3 periods before treatment: leads and lags are measured from there\./,
    );
  });

  it("SIGNIFICANT_LEADS: names them, and keeps silent on parallel trends", () => {
    const drift = design({ effect: (u, t) => (u % 2 ? 0.8 * (t - 2003) : 0) });
    const study = eventStudy(drift, { outcome: "y" });
    const [found] = only("SIGNIFICANT_LEADS", drift, { eventStudy: study });
    expect(found!.message).toMatch(
      /^With event time −1 as base, 2 of 2 leads differ from zero at 5%: event time −3 \(−1\.\d+, p = [^)]+\), −2 \(−\d\.\d+, p = [^)]+\); the joint test of all leads gives p = .+\. Treated and untreated units were moving apart before treatment/,
    );
    expect(found!.details).toMatchObject({
      base: -1,
      nLeads: 2,
      leads: [{ eventTime: -3 }, { eventTime: -2 }],
    });
    const joint = {
      ...study,
      estimates: study.estimates.map((row) => ({ ...row, pValue: row.pValue && 0.06 })),
    };
    expect(only("SIGNIFICANT_LEADS", drift, { eventStudy: joint })[0]!.message).toMatch(
      /^With event time −1 as base, no single lead differs from zero at 5%; the joint test/,
    );
    const single = { ...study, pretrend: { ...study.pretrend!, pValue: 0.2 } };
    expect(only("SIGNIFICANT_LEADS", drift, { eventStudy: single })[0]!.message).toMatch(
      /gives p = 0\.2\. Some of several leads can differ by chance, but treated and untreated units may also have been moving apart before treatment: look at/,
    );
    expect(codes(drift)).toEqual([]);
  });

  it("STAGGERED_TWFE and NEGATIVE_WEIGHTS", () => {
    const panel = definePanel(castle, { unit: "sid", time: "year", treatment: { cohort: "cohort" } });
    expect(codes(panel)).toEqual(["STAGGERED_TWFE"]);
    expect(reviewDesign(panel)[0]!.message).toMatch(
      /^Treatment starts at 5 different times \(2006: 1, 2007: 13, 2008: 4, 2009: 2, 2010: 1; never: 29\)\. Two-way fixed effects then also use units treated earlier as controls for later ones, comparisons that carry 2\.4% of the weight, and where effects grow or differ/,
    );
    const { forbiddenWeight } = bacon(panel, { outcome: "l_homicide" });
    expect(reviewDesign(panel)[0]!.details!.forbiddenWeight).toBeCloseTo(forbiddenWeight!, 14);
    const gap = definePanel(
      selectRows(
        castle,
        Int32Array.from({ length: castle.nRows - 1 }, (_, i) => i),
      ),
      { unit: "sid", time: "year", treatment: { cohort: "cohort" } },
    );
    expect(reviewDesign(gap)[0]!.details).not.toHaveProperty("forbiddenWeight");
    expect(reviewDesign(gap)[0]!.message).toMatch(/controls for later ones, and where/);
    const all = design({ start: (u) => (u % 2 ? 2002 : 2006) });
    expect(codes(all)).toEqual(["STAGGERED_TWFE", "NEGATIVE_WEIGHTS"]);
    const weights = twfeWeights(all).weights.map((row) => row.weight);
    const sum = weights.filter((w) => w < 0).reduce((a, b) => a + b, 0);
    expect(only("NEGATIVE_WEIGHTS", all)[0]!.details).toEqual({
      nTreatedRows: 180,
      nNegative: 30,
      sumNegative: sum,
    });
  });

  it("weighs effects so that they add up to the two-way estimate", () => {
    const start = (u: number) => [2002, 2004, 2006, 0][u % 4]!;
    const effect = (u: number, t: number) => (start(u) > 0 && t >= start(u) ? Math.sin(7 * u + t) : 0);
    const panel = design({ start, effect });
    const plain = design({ start });
    const weights = twfeWeights(panel).weights.map((row) => row.weight);
    const [{ status }] = [panel.treatment!];
    const effects = Array.from(status, (_, i) =>
      effect(
        Number(panel.unit.labels[panel.unit.codes[i]!]!.slice(1)),
        panel.time.values[panel.time.codes[i]!]!,
      ),
    ).filter((_, i) => status[i] === 1);
    expect(weights.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
    const difference =
      twfe(panel, { outcome: "y" }).estimates[0]!.estimate! -
      twfe(plain, { outcome: "y" }).estimates[0]!.estimate!;
    expect(weights.reduce((sum, w, i) => sum + w * effects[i]!, 0)).toBeCloseTo(difference, 11);
  });

  it("ALWAYS_TREATED and TREATMENT_SWITCHES_OFF", () => {
    const always = design({ start: (u) => (u === 3 || u === 5 ? 2001 : u % 2 ? 2004 : 0) });
    expect(only("ALWAYS_TREATED", always)[0]).toEqual({
      code: "ALWAYS_TREATED",
      message:
        "Treated in every period seen: 2 of 60 units (c3, c5). Such units show no change when treatment starts and serve as controls that are themselves treated: leave them out, or add earlier periods.",
      details: { units: ["c3", "c5"], count: 2, nUnits: 60 },
    });
    const raw = makeSmallPanel(5, 40, 5, true);
    const d = raw.t.map((t, i) => (raw.id[i]! % 2 && t === 2003 ? 1 : 0));
    const off = definePanel(fromColumns({ ...raw, d }), { unit: "id", time: "t", treatment: { treat: "d" } });
    expect(codes(off)).toEqual(["TREATMENT_SWITCHES_OFF"]);
  });

  it("CONTROL_AFFECTED: names the controls that treatment moves", () => {
    const panel = design();
    const { status } = panel.treatment!;
    const income = panelNumbers(panel, "income");
    const moved = income.map((v, i) => 0.1 * v + 2 * status[i]!);
    const table = withPanelColumn(panel, "moved", { type: "number", values: toTableOrder(panel, moved) });
    const fixed = panel.unit.codes.map((u) => u % 7);
    const all = withPanelColumn(table, "fixed", {
      type: "number",
      values: toTableOrder(panel, Float64Array.from(fixed)),
    });
    const found = reviewDesign(all, { controls: ["income", "moved", "fixed"] });
    expect(found.map((w) => [w.code, w.details!.control])).toEqual([["CONTROL_AFFECTED", "moved"]]);
    expect(found[0]!.message).toMatch(
      /^The control “moved” changes with treatment: its own difference-in-differences is \d\.\d+ \(p = .+\)\. A control that treatment moves/,
    );
    expect(() => reviewDesign(all, { controls: ["incom"] })).toThrow("Did you mean “income”?");
  });
});
