import { describe, expect, test } from "vitest";
import { regressionSheet, type Sheet, starLevels } from "../src/index.ts";
import { decimalParts } from "../src/writers/decimal.ts";
import { estimate, estimation, LABELS } from "./factories.ts";

const did = estimate("did", 0.0083, 0.0026);
const growth = estimate("growth", 0.013, 0.016);

/** The shown row of a name. */
function row(sheet: Sheet, name: string): string[] | undefined {
  const found = sheet.rows.find((r) => r.kind === "body" && r.cells[0]!.text === name);
  return found?.kind === "body" ? found.cells.slice(1).map((c) => c.text) : undefined;
}

function bracketsUnder(sheet: Sheet, name: string): string[] {
  const at = sheet.rows.findIndex((r) => r.kind === "body" && r.cells[0]!.text === name);
  const below = sheet.rows[at + 1]!;
  return below.kind === "body" ? below.cells.slice(1).map((c) => c.text) : [];
}

describe("cells", () => {
  const columns = [{ result: estimation([did]) }, { result: estimation([did, growth]) }];
  test("coefficient, stars, t; blank where a model has no such term", () => {
    const sheet = regressionSheet(columns);
    expect(row(sheet, "DID")).toEqual(["0.008***", "0.008***"]);
    expect(bracketsUnder(sheet, "DID")).toEqual(["(3.19)", "(3.19)"]);
    expect(row(sheet, "growth")).toEqual(["", "0.013"]);
  });
  test("standard errors or intervals in brackets", () => {
    expect(bracketsUnder(regressionSheet(columns, { bracket: "stdError" }), "DID")[0]).toBe("(0.003)");
    expect(bracketsUnder(regressionSheet(columns, { bracket: "interval" }), "DID")[0]).toBe("[0.003, 0.013]");
  });
  test("p values in brackets, with the number behind them, or nothing below", () => {
    const sheet = regressionSheet(columns, { bracket: "pValue" });
    expect(bracketsUnder(sheet, "growth")).toEqual(["", "(0.417)"]);
    expect(sheet.notes[0]).toMatch(/^p values in brackets; /);
    expect(regressionSheet(columns, { bracket: "pValue", lang: "zh" }).notes[0]).toMatch(/^括号内为p值；/);
    const certain = regressionSheet([{ result: estimation([estimate("did", 1, 0.01)]) }], {
      bracket: "pValue",
    });
    expect(bracketsUnder(certain, "DID")).toEqual(["(<0.001)"]);
    expect(decimalParts(certain.columns[1]!, { text: "(<0.001)" })).toEqual({ whole: "(<0", rest: ".001)" });
    const bare = regressionSheet(columns, { bracket: null, stars: [] });
    expect(bare.rows.filter((r) => r.kind === "body" && r.continues)).toEqual([]);
    expect(bare.notes[0]).not.toContain("brackets");
  });
  test("the number behind the text is not rounded", () => {
    const first = regressionSheet(columns).rows[0]!;
    expect(first.kind === "body" && first.cells[1]!.value).toBe(0.0083);
  });
  test("terms left out become a row of controls", () => {
    const sheet = regressionSheet(columns, { terms: ["did"], lang: "zh" });
    expect(row(sheet, "growth")).toBeUndefined();
    expect(row(sheet, "控制变量")).toEqual(["否", "是"]);
  });
  test("omitted terms too", () => {
    const sheet = regressionSheet(columns, { omit: ["did"] });
    expect(row(sheet, "DID")).toBeUndefined();
    expect(row(sheet, "growth")).toEqual(["", "0.013"]);
    expect(row(sheet, "Controls")).toEqual(["Yes", "Yes"]);
  });
  test("what is not identified is a dash", () => {
    const none = { ...did, estimate: null, stdError: null, statistic: null, pValue: null };
    const sheet = regressionSheet([{ result: estimation([none]) }]);
    expect(row(sheet, "DID")).toEqual(["—"]);
    expect(bracketsUnder(sheet, "DID")).toEqual(["—"]);
  });
});

describe("rows below", () => {
  test("fixed effects of any column, yes or no in each", () => {
    const sheet = regressionSheet(
      [{ result: estimation([did]) }, { result: estimation([did], { fixedEffects: ["city", "province"] }) }],
      { labels: LABELS, lang: "zh" },
    );
    expect(row(sheet, "城市固定效应")).toEqual(["是", "是"]);
    expect(row(sheet, "年份固定效应")).toEqual(["是", "否"]);
    expect(row(sheet, "省份固定效应")).toEqual(["否", "是"]);
  });
  test("rows of one's own stand below the fixed effects", () => {
    const sheet = regressionSheet([{ result: estimation([did]) }, { result: estimation([did]) }], {
      rows: [
        { label: { en: "Region trends", zh: "地区趋势" }, values: [false, true] },
        { label: "Bandwidth", values: [null, 0.25], digits: 2 },
        { label: "Sample", values: ["all", { en: "large", zh: "大" }] },
      ],
    });
    expect(row(sheet, "Region trends")).toEqual(["No", "Yes"]);
    expect(row(sheet, "Bandwidth")).toEqual(["", "0.25"]);
    expect(row(sheet, "Sample")).toEqual(["all", "large"]);
    const names = sheet.rows.map((r) => (r.kind === "body" ? r.cells[0]!.text : ""));
    expect(names.indexOf("Region trends")).toBe(names.indexOf("year fixed effects") + 1);
  });
  // fixest 0.14.2: r2(feols(y ~ x1 | id + period, base_did), "ar2") is 0.424564478952855.
  test("the adjusted R² is that of fixest", () => {
    const { fit, sample } = estimation([did]);
    const result = {
      ...estimation([did]),
      fit: { ...fit, r2: 0.486961101717004, dofResidual: 962 },
      sample: { ...sample, nObs: 1080 },
    };
    const sheet = regressionSheet([{ result }], { statistics: ["r2Adjusted"] });
    const found = sheet.rows.find((r) => r.kind === "body" && r.cells[0]!.text === "Adjusted R²");
    expect(found?.kind === "body" && found.cells[1]!.value).toBeCloseTo(0.424564478952855, 14);
  });
  test("counts and fit, the R² named; the mean of the outcome when given and asked for", () => {
    const sheet = regressionSheet([{ result: estimation([did]), outcomeMean: 0.172 }], {
      statistics: ["nObs", "r2", "r2Within", "outcomeMean"],
    });
    expect(row(sheet, "Observations")).toEqual(["1,542"]);
    expect(row(sheet, "R²")).toEqual(["0.951"]);
    expect(row(sheet, "Within R²")).toEqual(["0.024"]);
    expect(row(sheet, "Mean of outcome")).toEqual(["0.172"]);
  });
});

describe("the note follows the results", () => {
  const note = (spec: Record<string, unknown>, nClusters: Record<string, number>, options = {}) =>
    regressionSheet([{ result: estimation([did], spec, nClusters) }], { labels: LABELS, ...options })
      .notes[0];

  test.each([
    [
      { covariance: { type: "cluster", by: ["city"] } },
      { city: 257 },
      "standard errors clustered by city (257 clusters), small-sample correction as in fixest",
      "采用城市层面聚类稳健标准误（聚类数257），小样本修正同fixest",
    ],
    [
      { covariance: { type: "cluster", by: ["city"] }, smallSample: "none" },
      { city: 1257 },
      "standard errors clustered by city (1,257 clusters), without small-sample correction",
      "采用城市层面聚类稳健标准误（聚类数1257），不作小样本修正",
    ],
    [
      { covariance: { type: "twoway", by: ["city", "year"] }, smallSample: "reghdfe" },
      { city: 257, year: 6 },
      "standard errors clustered two ways by city (257 clusters) and year (6 clusters), small-sample correction as in reghdfe",
      "采用城市、年份层面双向聚类稳健标准误（聚类数257、6），小样本修正同reghdfe",
    ],
    [
      { covariance: { type: "hc1", by: [] } },
      {},
      "heteroskedasticity-robust standard errors (HC1)",
      "采用异方差稳健标准误（HC1）",
    ],
    [
      { covariance: { type: "iid", by: [] } },
      {},
      "standard errors assume independent errors of equal variance",
      "标准误假定误差独立同方差",
    ],
    [{ covariance: { type: "new-one" } }, {}, "standard errors: NEW-ONE", "标准误：NEW-ONE"],
  ])("%o", (spec, nClusters, en, zh) => {
    const stars = "* p < 0.1, ** p < 0.05, *** p < 0.01";
    expect(note(spec, nClusters)).toBe(`t statistics in brackets; ${en}; ${stars}.`);
    const starsZh = "*、**、***分别表示在10%、5%、1%水平上显著";
    expect(note(spec, nClusters, { lang: "zh" })).toBe(`括号内为t值；${zh}；${starsZh}。`);
  });

  test("levels become stars, one for the weakest and one more for each stronger", () => {
    expect(starLevels([0.1, 0.01, 0.05])).toEqual([
      { below: 0.01, mark: "***" },
      { below: 0.05, mark: "**" },
      { below: 0.1, mark: "*" },
    ]);
    expect(starLevels([])).toEqual([]);
    expect(note({ covariance: undefined }, {}, { stars: starLevels([0.05, 0.001]) })).toBe(
      "t statistics in brackets; * p < 0.05, ** p < 0.001.",
    );
  });

  test("says nothing about what spec does not say", () => {
    expect(note({ covariance: undefined }, {}, { stars: [] })).toBe("t statistics in brackets.");
  });

  test("brackets and stars as chosen, with the level of the results", () => {
    const stars = [{ below: 0.05, mark: "*" }];
    const spec = { covariance: undefined, level: 0.9 };
    expect(note(spec, {}, { bracket: "interval", stars })).toBe(
      "90% confidence intervals in brackets; * p < 0.05.",
    );
    expect(note(spec, {}, { bracket: "interval", stars, lang: "zh" })).toBe(
      "方括号内为90%置信区间；*表示在5%水平上显著。",
    );
    expect(note(spec, {}, { bracket: "stdError", stars: [] })).toBe("standard errors in brackets.");
  });

  test("z where the normal distribution judged", () => {
    const normal = { ...did, dof: null };
    const sheet = regressionSheet([{ result: estimation([normal], { covariance: undefined }) }], {
      stars: [],
    });
    expect(sheet.notes).toEqual(["z statistics in brackets."]);
  });

  test("weights are named", () => {
    const weighted = { result: estimation([did], { covariance: undefined, weights: "population" }) };
    const plain = { result: estimation([did], { covariance: undefined }) };
    const options = { stars: [], labels: LABELS };
    expect(regressionSheet([weighted], options).notes[0]).toBe(
      "t statistics in brackets; weighted by Population (log).",
    );
    expect(regressionSheet([plain, weighted], { ...options, lang: "zh" }).notes[0]).toBe(
      "括号内为t值；第(2)列以人口规模加权。",
    );
  });

  test("columns that differ are told apart", () => {
    const by = (name: string, n: number) => ({
      result: estimation(
        [did],
        { covariance: { type: "cluster", by: [name] }, smallSample: "none" },
        { [name]: n },
      ),
    });
    const sheet = regressionSheet(
      [by("city", 9), by("city", 9), by("city", 9), by("province", 3), by("city", 9)],
      {
        stars: [],
      },
    );
    expect(sheet.notes[0]).toBe(
      "t statistics in brackets; columns (1)–(3), (5): standard errors clustered by city (9 clusters), without small-sample correction; column (4): standard errors clustered by province (3 clusters), without small-sample correction.",
    );
  });
});
