import { expect, test } from "vitest";
import { attAggregateSheet, attGtSheet, plotAttAggregate, plotAttGt, sheetToText } from "../src/index.ts";
import { aggregatedEffects, attGtResult, dynamicEffects } from "./att-gt-result.ts";

test("a period a line under its cohort, with the joint test below", () => {
  expect(sheetToText(attGtSheet(attGtResult()))).toMatchInlineSnapshot(`
    "Group-time average effects
    ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
    Cohort                        Time  Event time  Coefficient  Std. error  z value  p value       95% CI
    ────────────────────────────────────────────────────────────────────────────────────────────────────────────
    2018                          2017          −1   0.0100        0.0200      0.50    0.350   [−0.0292, 0.0492]
                                  2018           0   0.0800***     0.0200      4.00   <0.001   [0.0408, 0.1192]
                                  2019           1   0.1000***     0.0200      5.00   <0.001   [0.0608, 0.1392]
    2019                          2017          −2  −0.0200        0.0200     −1.00    0.350   [−0.0592, 0.0192]
                                  2018          −1       —           —          —        —             —
                                  2019           0   0.0700***     0.0200      3.50   <0.001   [0.0308, 0.1092]
    ────────────────────────────────────────────────────────────────────────────────────────────────────────────
    Joint test of leads, χ²(2)                       1.250
    Joint test of leads, p value                     0.535
    Observations                                        400
    ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
    Notes: Estimates of Callaway and Sant'Anna (2021), with units never treated as controls; effects before treatment measured from the period before each; standard errors clustered by city (100 clusters); * p < 0.1, ** p < 0.05, *** p < 0.01.
    "
  `);
});

test("in Chinese, with all that can be said of how", () => {
  const spec = {
    controls: ["x"],
    method: "ipw",
    control: "not-yet",
    base: "universal",
    anticipation: 1,
    bootstrap: 999,
  };
  const sheet = attGtSheet(attGtResult(spec, 2.61), { lang: "zh", digits: 3, notes: ["另注。"] });
  expect(sheet.notes).toMatchInlineSnapshot(`
    [
      "采用Callaway和Sant'Anna（2021）的方法（逆概率加权），以尚未处理的个体为对照；受处理前的效应以受处理前最后一期为基期；允许预期效应提前1期；标准误由999次乘子自助法抽样得到；置信区间同时覆盖各行（临界值2.61）；采用city层面聚类稳健标准误（聚类数100）；*、**、***分别表示在10%、5%、1%水平上显著。",
      "另注。",
    ]
  `);
  expect(attGtSheet(attGtResult(spec, 2.61)).notes).toMatchInlineSnapshot(`
    [
      "Estimates of Callaway and Sant'Anna (2021), inverse probability weighting, with units not yet treated as controls; effects before treatment measured from the last period before it; anticipation of 1; standard errors from 999 draws of the multiplier bootstrap; intervals hold all rows at once (critical value 2.61); standard errors clustered by city (100 clusters); * p < 0.1, ** p < 0.05, *** p < 0.01.",
    ]
  `);
});

test("means, with the overall effect below", () => {
  expect(sheetToText(attAggregateSheet(dynamicEffects(), { lang: "zh" }))).toMatchInlineSnapshot(`
    "各相对时点的平均处理效应
    ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
    相对时点                 系数     标准误  z值    p值       95%置信区间
    ─────────────────────────────────────────────────────────────────────────
    −2                     0.0100     0.0200  0.50   0.350  [−0.0292, 0.0492]
    −1                     0                  基期
    0                      0.0750***  0.0200  3.75  <0.001  [0.0358, 0.1142]
    ─────────────────────────────────────────────────────────────────────────
    总体                   0.0750***  0.0200  3.75  <0.001  [0.0358, 0.1142]
    平行趋势检验（χ²(1)）  0.250
    平行趋势检验（p值）    0.617
    观测值                    400
    ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
    注：采用Callaway和Sant'Anna（2021）的方法，以从未处理的个体为对照；受处理前的效应以受处理前最后一期为基期；采用city层面聚类稳健标准误（聚类数100）；*、**、***分别表示在10%、5%、1%水平上显著。
    总体为相对时点0及以后各行的均值。
    "
  `);
  expect(sheetToText(attAggregateSheet(aggregatedEffects("group")))).toMatchInlineSnapshot(`
    "Average effects by cohort
    ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
    Cohort        Coefficient  Std. error  z value  p value       95% CI
    ─────────────────────────────────────────────────────────────────────────
    2018           0.0900***     0.0200     4.50    <0.001   [0.0508, 0.1292]
    2019           0.0700***     0.0200     3.50    <0.001   [0.0308, 0.1092]
    ─────────────────────────────────────────────────────────────────────────
    Overall        0.0800***     0.0200     4.00    <0.001   [0.0408, 0.1192]
    Observations      400
    ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
    Notes: Estimates of Callaway and Sant'Anna (2021), with units never treated as controls; standard errors clustered by city (100 clusters); * p < 0.1, ** p < 0.05, *** p < 0.01.
    Overall weighs cohorts by their size.
    "
  `);
  for (const [type, note] of [
    ["simple", "The mean of all effects under treatment, weighted by the size of cohorts."],
    ["calendar", "Overall is the mean over periods."],
  ] as const) {
    expect(attAggregateSheet(aggregatedEffects(type)).notes).toContain(note);
  }
  const names = attAggregateSheet(aggregatedEffects("simple")).rows.flatMap((row) =>
    row.kind === "body" ? [row.cells[0]!.text] : [],
  );
  expect(names).toEqual(["ATT", "Observations"]);
});

test("a panel for each cohort, its start marked once", () => {
  const spec = plotAttGt(attGtResult()) as unknown as {
    data: { values: { panel: string; x: number; start: number | null }[] };
    columns: number;
  };
  expect(spec.columns).toBe(1);
  expect(spec.data.values.map(({ panel, x, start }) => [panel, x, start])).toEqual([
    ["First treated in 2018", 0, 0.5],
    ["First treated in 2018", 1, null],
    ["First treated in 2018", 2, null],
    ["First treated in 2019", 0, 1.5],
    ["First treated in 2019", 1, null],
    ["First treated in 2019", 2, null],
  ]);
});

test("means by cohort one below the other, the overall effect last", () => {
  const { values } = plotAttAggregate(aggregatedEffects("group")).data as {
    values: { name: string; x: number }[];
  };
  expect(values.map(({ name, x }) => [name, x])).toEqual([
    ["2018", 0.09],
    ["2019", 0.07],
    ["Overall", 0.08],
  ]);
  expect((plotAttAggregate(aggregatedEffects("simple")).data as { values: object[] }).values).toHaveLength(1);
});
