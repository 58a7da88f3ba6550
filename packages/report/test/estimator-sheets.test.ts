import { describe, expect, it, test } from "vitest";
import {
  attAggregateSheet,
  estimatorCohortsSheet,
  estimatorComparisonSheet,
  estimatorPathsSheet,
  eventStudySheet,
  plotEstimators,
  sheetToText,
} from "../src/index.ts";
import { aggregatedEffects, dynamicEffects } from "./att-gt-result.ts";
import { estimatorComparison } from "./estimator-comparison.ts";
import { eventStudy } from "./factories.ts";

describe("several estimators", () => {
  it("an estimator a line, with what it compares; one that refuses the data is empty", () => {
    expect(sheetToText(estimatorComparisonSheet(estimatorComparison("simple")))).toMatchInlineSnapshot(`
      "Estimators of the effect compared
      ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
      Estimator               Coefficient  Std. error  p value       95% CI       Observations  Compared with               Controls
      ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
      Two-way fixed effects    0.0610**      0.0300     0.042   [0.0019, 0.1201]         1,542  all rows, treated ones too    Yes
      Callaway and Sant'Anna   0.0800***     0.0200    <0.001   [0.0406, 0.1194]           400  never treated                  No
      Imputation               0.0800***     0.0200    <0.001   [0.0406, 0.1194]           400  untreated rows                 No
      Synthetic DID                —           —          —            —
      ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
      Notes: Each estimate is the mean effect over treated rows, but that of two-way fixed effects, which weighs them unequally and some possibly negatively.
      Estimators: Callaway and Sant'Anna (2021), imputation (Borusyak, Jaravel and Spiess 2024); Two-way fixed effects: standard errors clustered by city (257 clusters), small-sample correction as in fixest; Callaway and Sant'Anna, Imputation: standard errors clustered by city (100 clusters); * p < 0.1, ** p < 0.05, *** p < 0.01.
      "
    `);
    expect(
      sheetToText(estimatorComparisonSheet(estimatorComparison("simple"), { lang: "zh" })),
    ).toMatchInlineSnapshot(`
      "不同估计方法的结果比较
      ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
      估计方法               系数     标准误   p值      95%置信区间     观测值  对照                控制变量
      ──────────────────────────────────────────────────────────────────────────────────────────────────────
      双向固定效应         0.0610**   0.0300   0.042  [0.0019, 0.1201]    1542  全部观测，含已处理     是
      Callaway和Sant'Anna  0.0800***  0.0200  <0.001  [0.0406, 0.1194]     400  从未处理               否
      插补估计             0.0800***  0.0200  <0.001  [0.0406, 0.1194]     400  未处理观测             否
      合成双重差分             —        —       —            —
      ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
      注：除双向固定效应外，各行均为受处理观测的平均效应；双向固定效应对各观测的效应赋予不等甚至为负的权重。
      估计方法：Callaway和Sant'Anna（2021），插补估计（Borusyak、Jaravel和Spiess，2024）；双向固定效应：采用city层面聚类稳健标准误（聚类数257），小样本修正同fixest；Callaway和Sant'Anna、插补估计：采用city层面聚类稳健标准误（聚类数100）；*、**、***分别表示在10%、5%、1%水平上显著。
      "
    `);
  });

  it("paths side by side, errors in brackets", () => {
    expect(sheetToText(estimatorPathsSheet(estimatorComparison("dynamic")))).toMatchInlineSnapshot(`
      "Event studies by several estimators
      ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
      Event time                    Two-way fixed effects  Callaway and Sant'Anna  Imputation
      ───────────────────────────────────────────────────────────────────────────────────────
      −2                                 −0.0019                  0.0100            0.0100
                                         (0.0021)                (0.0200)          (0.0200)
      −1                                  0                       0                 0
                                            base                    base              base
      0                                   0.0052***               0.0750***         0.0750***
                                         (0.0016)                (0.0200)          (0.0200)
      1                                   0.0054***
                                         (0.0011)
      2                                   0.0093***
                                         (0.0027)
      3                                   0.0150***
                                         (0.0038)
      ───────────────────────────────────────────────────────────────────────────────────────
      Joint test of leads, F/χ²           6.103                   0.250             0.250
      Joint test of leads, p value        0.003                   0.617             0.617
      Observations                          1,542                   400               400
      ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
      Notes: Estimators: Callaway and Sant'Anna (2021), imputation (Borusyak, Jaravel and Spiess 2024); standard errors in brackets; Two-way fixed effects: standard errors clustered by city (257 clusters), small-sample correction as in fixest; Callaway and Sant'Anna, Imputation: standard errors clustered by city (100 clusters); * p < 0.1, ** p < 0.05, *** p < 0.01.
      The joint test has the null that every lead is zero; its statistic is F(2, 256) or χ²(1).
      "
    `);
  });

  it("cohorts side by side, the overall effect last; what has none by cohort has no column", () => {
    const sheet = estimatorCohortsSheet(estimatorComparison("cohort"), { lang: "zh" });
    expect(sheetToText(sheet)).toMatchInlineSnapshot(`
      "不同估计方法的各队列效应
      ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
      队列    Callaway和Sant'Anna   插补估计
      ───────────────────────────────────────
      2018         0.0900***        0.0900***
                  (0.0200)         (0.0200)
      2019         0.0700***        0.0700***
                  (0.0200)         (0.0200)
      ───────────────────────────────────────
      总体         0.0800***        0.0800***
                  (0.0200)         (0.0200)
      观测值          400             400
      ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
      注：估计方法：Callaway和Sant'Anna（2021），插补估计（Borusyak、Jaravel和Spiess，2024）；括号内为标准误；采用city层面聚类稳健标准误（聚类数100）；*、**、***分别表示在10%、5%、1%水平上显著。
      "
    `);
  });

  it("are drawn by cohort in series, or one below the other", () => {
    const drawn = (aggregate: "simple" | "cohort") =>
      (plotEstimators(estimatorComparison(aggregate)).data as { values: { name: string; series: string }[] })
        .values;
    expect(drawn("simple").map(({ name }) => name)).toEqual([
      "Two-way fixed effects",
      "Callaway and Sant'Anna",
      "Imputation",
    ]);
    expect(drawn("cohort").map(({ name, series }) => [name, series])).toEqual([
      ["2018", "Callaway and Sant'Anna"],
      ["2019", "Callaway and Sant'Anna"],
      ["2018", "Imputation"],
      ["2019", "Imputation"],
      ["Overall", "Callaway and Sant'Anna"],
      ["Overall", "Imputation"],
    ]);
  });
});

describe("a note says how one estimator went about it", () => {
  const note = (spec: object, lang: "en" | "zh" = "en") => {
    const { control: _, ...own } = dynamicEffects().spec;
    return attAggregateSheet({ ...dynamicEffects(), spec: { ...own, ...spec } }, { lang }).notes;
  };

  it.each([
    ["sunab", /^Interaction-weighted estimates of Sun and Abraham \(2021\), .* against units never treated;/],
    [
      "imputation",
      /^Imputation estimates of Borusyak, Jaravel and Spiess \(2024\), from a model of untreated rows;/,
    ],
    ["two-stage", /^Two-stage estimates of Gardner \(2022\),/],
    ["sdid", /^Synthetic difference-in-differences of Arkhangelsky et al\. \(2021\);/],
    ["panel-match", /^Units matched on paths before treatment, as in Imai, Kim and Wang \(2023\), /],
  ])("%s", (estimator, text) => {
    expect(note({ estimator })[0]).toMatch(text);
    expect(note({ estimator })[1]).toBe("Overall is the mean effect over all treated rows.");
    expect(note({ estimator }, "zh")[1]).toBe("总体为全部受处理观测的平均效应。");
  });

  it("stacked, by its window", () => {
    const spec = { estimator: "stacked", before: 3, after: 2 };
    expect(note(spec)[0]).toMatch(
      /^Stacked regressions with the weights of Wing, Freedman and Hollingsworth \(2024\), event times −3 to 2;/,
    );
    expect(note(spec)[1]).toBe("Overall is the mean over event times from 0 on.");
    const comparison = estimatorComparison("simple");
    const estimators = comparison.estimators.map((row) =>
      row.estimator === "imputation"
        ? { ...row, estimator: "stacked", result: { ...row.result!, spec } }
        : row,
    );
    expect(estimatorComparisonSheet({ ...comparison, estimators }).notes[1]).toBe(
      "That of stacked regressions is the mean over event times from 0 on within −3 to 2, of cohorts seen throughout.",
    );
    expect(estimatorComparisonSheet({ ...comparison, estimators }, { lang: "zh" }).notes[1]).toMatch(/−3至2/);
  });

  it("etwfe, by its controls", () => {
    expect(note({ estimator: "etwfe", control: "not-yet" })[0]).toMatch(/against units not yet treated;/);
    expect(note({ estimator: "etwfe", control: "never" }, "zh")[0]).toMatch(/以从未处理的个体为对照；/);
  });

  it("of group-time effects what the overall effect is a mean of", () => {
    const own = { estimator: "att-gt", control: "never" };
    expect(note(own)[1]).toBe("Overall is the mean over event times from 0 on.");
    expect(note({ ...own, overall: "treated-rows" })[1]).toBe(
      "Overall is the mean effect over all treated rows.",
    );
    const twoWay = { ...aggregatedEffects("simple"), spec: { estimator: "twfe" } };
    expect(attAggregateSheet(twoWay).notes).toHaveLength(1);
  });

  it("of resampled errors where they come from", () => {
    const spec = { estimator: "sdid", covariance: undefined };
    const told = (more: object) => note({ ...spec, ...more })[0];
    expect(told({ variance: "placebo", draws: 200 })).toContain(
      "standard errors from 200 placebo assignments",
    );
    expect(told({ variance: "jackknife" })).toContain("standard errors from the jackknife over units");
    expect(told({ variance: "none" })).not.toContain("standard errors");
  });
});

test("bins of some of several event studies are told; leads of an imputation are none", () => {
  const binned = { ...eventStudy(-1), spec: { ...eventStudy(-1).spec, leads: 2, lags: 3 } };
  const series = [
    { label: "A", result: binned },
    { label: "B", result: eventStudy(-1) },
  ];
  expect(eventStudySheet(series, { bracket: "t" }).notes).toContain("A: event times ≤ −2, ≥ 3 are bins.");
  expect(eventStudySheet(series, { lang: "zh" }).notes).toContain("A的≤ −2、≥ 3为合并项。");
  const alike = [series[0]!, { label: "B", result: binned }];
  expect(eventStudySheet(alike).notes.join(" ")).not.toContain("bins");
  const first = (spec: object) =>
    eventStudySheet({ ...binned, spec: { ...binned.spec, ...spec } }).rows.flatMap((row) =>
      row.kind === "body" ? [row.cells[0]!.text] : [],
    )[0];
  expect(first({})).toBe("≤ −2");
  expect(first({ estimator: "imputation" })).toBe("−2");
});
