import { expect, test } from "vitest";
import {
  balanceOverallSheet,
  balanceSheet,
  comparisonSheet,
  descriptiveSheet,
  designsSheet,
  estimatesSheet,
  eventStudySheet,
  lostTreatedSheet,
  makeSheet,
  matchingSheet,
  placeboSheet,
  STARS,
  sheetToText,
  starsOf,
  variantsSheet,
  warningsSheet,
  weightsSheet,
} from "../src/index.ts";
import {
  balance,
  estimate,
  estimation,
  eventStudy,
  index,
  LABELS,
  placebo,
  psmDid,
  summary,
} from "./factories.ts";

test("event study: one result in full, the base named, calendar years on request", () => {
  const timeLabels = { "-2": "2016", "-1": "2017", "0": "2018", "1": "2019", "2": "2020", "3": "2021" };
  expect(sheetToText(eventStudySheet(eventStudy(), { timeLabels, labels: LABELS }))).toMatchInlineSnapshot(`
    "Event study
    ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
    Year                           Estimate   Std. error  t value  p value        95% CI
    ──────────────────────────────────────────────────────────────────────────────────────────
    2016                          −0.0071***    0.0021     −3.46   <0.001   [−0.0111, −0.0031]
    2017                          −0.0052***    0.0017     −2.99    0.003   [−0.0086, −0.0018]
    2018                           0                       base
    2019                           0.0002       0.0011      0.18    0.856   [−0.0020, 0.0024]
    2020                           0.0041       0.0027      1.50    0.133   [−0.0013, 0.0095]
    2021                           0.0098**     0.0038      2.57    0.010    [0.0023, 0.0173]
    ──────────────────────────────────────────────────────────────────────────────────────────
    Joint test of leads, F         6.103
    Joint test of leads, p value   0.003
    Observations                    1,542
    ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
    Notes: standard errors clustered by city (257 clusters), small-sample correction as in fixest; * p < 0.1, ** p < 0.05, *** p < 0.01.
    The joint test has the null that every lead is zero; its statistic is F(2, 256).
    "
  `);
});

test("event study: z where inference is normal, as after a matched-set or an influence-function estimate", () => {
  const study = eventStudy();
  const normal = { ...study, estimates: study.estimates.map((row) => ({ ...row, dof: null })) };
  const headers = (lang: "en" | "zh") => eventStudySheet(normal, { lang }).columns.map((c) => c.header);
  expect(headers("en")).toContain("z value");
  expect(headers("zh")).toContain("z值");
  expect(headers("en")).not.toContain("t value");
});

test("event study: two bases side by side, in Chinese", () => {
  const series = [
    { label: { en: "Base 2018", zh: "以2018年为基期" }, result: eventStudy(0) },
    { label: { en: "Base 2017", zh: "以2017年为基期" }, result: eventStudy(-1) },
  ];
  expect(sheetToText(eventStudySheet(series, { lang: "zh", labels: LABELS }))).toMatchInlineSnapshot(`
    "平行趋势检验
    ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
                          以2018年为基期     以2017年为基期
                         ─────────────────  ─────────────────
    相对时点              估计系数    t值    估计系数    t值
    ─────────────────────────────────────────────────────────
    −2                   −0.0071***  −3.46  −0.0019     −0.93
    −1                   −0.0052***  −2.99   0          基期
    0                     0          基期    0.0052***   3.25
    1                     0.0002      0.18   0.0054***   4.91
    2                     0.0041      1.50   0.0093***   3.41
    3                     0.0098**    2.57   0.0150***   3.94
    ─────────────────────────────────────────────────────────
    平行趋势检验（F）     6.103              6.103
    平行趋势检验（p值）   0.003              0.003
    观测值                  1542               1542
    ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
    注：采用城市层面聚类稳健标准误（聚类数257），小样本修正同fixest；*、**、***分别表示在10%、5%、1%水平上显著。
    平行趋势检验的原假设为各期先导项系数同时为零，统计量服从F(2, 256)分布。
    "
  `);
});

test("event study: bins carry their sign", () => {
  const result = { ...eventStudy(), spec: { ...eventStudy().spec, leads: 2, lags: 3 } };
  const names = eventStudySheet(result).rows.flatMap((r) => (r.kind === "body" ? [r.cells[0]!.text] : []));
  expect(names.slice(0, 6)).toEqual(["≤ −2", "−1", "0", "1", "2", "≥ 3"]);
});

test("estimates of any result", () => {
  const result = estimation([estimate("did", 0.0083, 0.0026), estimate("growth", -0.5, 0.016)]);
  expect(sheetToText(estimatesSheet(result))).toMatchInlineSnapshot(`
    "Estimates
    ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
    Term    Coefficient  Std. error  t value  p value        95% CI
    ─────────────────────────────────────────────────────────────────────
    DID      0.0083***     0.0026      3.19    0.001    [0.0032, 0.0134]
    growth  −0.5000***     0.0160    −31.25   <0.001   [−0.5315, −0.4685]
    ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
    Notes: standard errors clustered by city (257 clusters), small-sample correction as in fixest; * p < 0.1, ** p < 0.05, *** p < 0.01.
    "
  `);
});

test("descriptive statistics: fewer decimals for large numbers", () => {
  const sheet = descriptiveSheet([
    summary("index", 0.172, 0.08, 0.065, 0.663),
    summary("wage", 85231, 2011, 41200, 185000),
  ]);
  const means = sheet.rows.map((r) => (r.kind === "body" ? r.cells[2]!.text : ""));
  expect(means).toEqual(["0.172", "85231.0"]);
  expect(sheet.columns.map((c) => c.header)).toEqual([
    "Variable",
    "Observations",
    "Mean",
    "Std. dev.",
    "Min",
    "Max",
  ]);
});

test("weights: dimensions shown once, the total below", () => {
  const sheet = weightsSheet(index(), { lang: "zh" });
  const first = sheet.rows.map((r) => (r.kind === "body" ? r.cells[0] : null));
  expect(first[0]).toEqual({ text: "改善公共服务", repeated: false });
  expect(first[1]).toEqual({ text: "改善公共服务", repeated: true });
  const total = sheet.rows.at(-1)!;
  expect(total.kind === "body" && total.cells.at(-1)!.text).toBe("100.00");
});

test("weights without hierarchy or entropy have fewer columns", () => {
  const weights = [
    {
      indicator: "a",
      label: "a",
      dimension: null,
      group: null,
      direction: "negative" as const,
      entropy: null,
      divergence: null,
      weight: 1,
    },
  ];
  expect(weightsSheet({ weights }).columns.map((c) => c.key)).toEqual(["indicator", "direction", "weight"]);
});

test("placebo: how p is counted follows the result", () => {
  expect(sheetToText(placeboSheet(placebo(), { lang: "zh" }))).toMatchInlineSnapshot(`
    "安慰剂检验
    ━━━━━━━━━━━━━━━━━━━━━━━━━━━━
    统计量                  数值
    ────────────────────────────
    实际估计系数          0.0090
    标准误                0.0025
    安慰剂抽样次数           500
    抽样系数均值          0.0000
    抽样系数标准差        0.0025
    抽样系数2.5%分位数   −0.0049
    抽样系数5%分位数     −0.0041
    抽样系数50%分位数     0.0001
    抽样系数95%分位数     0.0041
    抽样系数97.5%分位数   0.0049
    双侧p值                0.002
    右侧p值                0.002
    左侧p值                1.000
    ━━━━━━━━━━━━━━━━━━━━━━━━━━━━
    注：每次抽样不放回地随机选取与实际处理组数量相同的个体。p =（1＋至少与实际估计同样极端的抽样数）/（1＋抽样总数）。随机种子为1。
    "
  `);
});

test.each([
  [
    { pValueRule: "extreme / all" },
    "Every possible assignment was used. p is the exact share of assignments at least as extreme.",
  ],
  [
    { pValueRule: "(1 + extreme) / (1 + draws)" },
    "Every possible assignment was used. p = (1 + draws at least as extreme) / (1 + draws).",
  ],
])("placebo: all assignments enumerated, %o", (spec, note) => {
  const result = {
    ...placebo(),
    enumerated: true,
    spec: { mode: "cluster", assign: "province", seed: 1, ...spec },
  };
  expect(placeboSheet(result, { labels: LABELS }).notes[0]).toBe(
    `Each draw permutes treatment over the levels of Province. ${note}`,
  );
});

test("balance before and after, and the overall measures with their flags", () => {
  expect(
    sheetToText(balanceSheet(balance().slice(0, 4), { labels: LABELS, lang: "zh" })),
  ).toMatchInlineSnapshot(`
    "平衡性检验
    ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
    变量          样本    处理组均值  控制组均值  标准化偏差（%）  偏差减少幅度（%）   t值    p值    方差比
    ───────────────────────────────────────────────────────────────────────────────────────────────────────
    城市经济发展  匹配前    0.066       0.062          12.4                            2.07   0.040  1.21†
                  匹配后    0.066       0.065           3.1              75.0          0.39   0.400  1.05
    人口规模      匹配前    6.100       5.800          41.7                            6.95  <0.001  1.21†
                  匹配后    6.100       6.039          −4.9              88.2         −0.61   0.400  1.05
    ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
    注：标准化偏差为两组均值之差除以匹配前两组方差均值的平方根。
    †表示方差比超出F(n−1, n−1)分布的2.5%与97.5%分位数，n为该样本的处理组数量。
    "
  `);
  expect(sheetToText(balanceOverallSheet(psmDid().balanceOverall))).toMatchInlineSnapshot(`
    "Overall balance
    ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
    Sample           Pseudo R²  LR χ²   p value  Mean bias (%)  Median bias (%)  Rubin’s B  Rubin’s R
    ─────────────────────────────────────────────────────────────────────────────────────────────────
    Before matching    0.182    280.64  <0.001       18.2            16.4          88.1†      0.44†
    After matching     0.008     12.34   0.610        0.8             0.7          20.6       1.13
    ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
    Notes: † Rubin’s B above 25, or Rubin’s R outside 0.5 to 2.
    "
  `);
});

test("matching and its samples", () => {
  const matching = sheetToText(matchingSheet(psmDid()));
  expect(matching).toMatch(/Matches in another period \(%\) +83\.1\n/);
  expect(matching).toMatch(/Treated rows with a match +371\n/);
  expect(matching).toMatch(/Effective number of controls +412\.6\n/);
  expect(matching).toMatch(/Largest weight of a control \(unit <b>&Suzhou\) +3\.25\n/);
  expect(matching).toMatch(/Scores of the controls +\[0\.012, 0\.874\]\n/);
  expect(matching).toMatch(/Scores kept: between a and 1 − a, a +0\.0871\n/);
  const ofUnits = { ...psmDid(), spec: { ...psmDid().spec, design: "baseline" } };
  expect(sheetToText(matchingSheet(ofUnits, { lang: "zh" }))).toMatch(/已匹配的处理组个体 +371\n/);
  const lost = sheetToText(lostTreatedSheet(psmDid().audit.lost, { lang: "zh" }));
  expect(lost).toMatch(/Wuhan +6 +6 +截尾剔除 +0\.910\n/);
  expect(lost).toMatch(/<b>&Suzhou +3 +6 +无足够接近的控制组 +0\.877\n/);
  const units = psmDid().audit.lost.map((row) => ({ ...row, nLost: 1, nRows: 1 }));
  expect(sheetToText(lostTreatedSheet(units))).toMatch(/Unit +Reason +Score\n/);
  const text = sheetToText(variantsSheet(psmDid(), { lang: "zh" }));
  expect(text).toMatch(/匹配样本\s+0\.0090\*\*\*/);
  expect(text).toMatch(/匹配加权样本\s+−0\.0005/);
});

test("designs side by side", () => {
  const none = {
    meanBias: null,
    rubinB: null,
    matchedToSelf: null,
    matchedToOtherPeriod: null,
    effectiveControls: null,
  };
  const sample = { nObs: 1391, nTreatedUnits: 62, nControlUnits: 180 };
  const { did } = { did: estimate("did", 0.00902, 0.00248) };
  const missing = {
    ...did,
    estimate: null,
    stdError: null,
    statistic: null,
    pValue: null,
    confLow: null,
    confHigh: null,
  };
  const text = sheetToText(
    designsSheet({
      kind: "psm-designs",
      rows: [
        { ...did, design: "unmatched", ...none, ...sample },
        {
          ...estimate("did", 0.0041, 0.0031),
          design: "pooled",
          ...sample,
          meanBias: 4.25,
          rubinB: 31.02,
          matchedToSelf: 0,
          matchedToOtherPeriod: 0.8312,
          effectiveControls: 412.6,
        },
        { ...missing, design: "paths", ...none, nObs: null, nTreatedUnits: null, nControlUnits: null },
      ],
      spec: {},
      warnings: [],
    }),
  );
  expect(text).toMatch(/Unmatched +0\.0090\*\*\* +0\.0025 +<0\.001 +1,391 +62 +180\s*\n/);
  expect(text).toMatch(
    /Pooled +0\.0041 +0\.0031 +0\.18\d +1,391 +62 +180 +412\.6 +4\.3 +31\.0 +0\.0 +83\.1\n/,
  );
  expect(text).toMatch(/Outcome paths +— +— +— +— +— +—\s*\n/);
});

test("the note says how rows were matched", () => {
  const spec = (more: object) => ({
    ...psmDid(),
    spec: {
      design: "baseline",
      baseline: "2017",
      link: "logit",
      matchOn: ["growth", "population"],
      match: "radius",
      caliper: 0.05,
      ...more,
    },
  });
  const note = (more: object, lang: "en" | "zh" = "en") =>
    variantsSheet(spec(more), { lang, labels: LABELS, stars: [] }).notes[0];
  expect(note({})).toBe(
    "radius matching (caliper 0.05) on a logit score of Economic growth and Population (log), units matched on 2017.",
  );
  expect(note({}, "zh")).toBe(
    "logit倾向得分半径匹配（卡尺0.05），协变量为城市经济发展、人口规模，以基期（2017）截面匹配个体。",
  );
  expect(
    note({ match: "nearest", caliper: null, caliperSd: 0.25, ratio: 2, replace: false, design: "pooled" }),
  ).toBe(
    "nearest-neighbour matching (caliper 0.25 sd, 1 to 2, without replacement) on a logit score of Economic growth and Population (log), all periods pooled.",
  );
  expect(note({ match: "mahalanobis", caliper: null, ratio: 1, design: "by-period" }, "zh")).toBe(
    "马氏距离匹配（1:1），协变量为城市经济发展、人口规模，逐期匹配。",
  );
});

test("published against replicated: printed digits kept, one more for the replicated", () => {
  const figure = (
    item: string,
    printed: string,
    replicated: number,
    verdict: "same" | "near" | "differs",
  ) => ({
    table: "4-5",
    item,
    printed,
    replicated,
    difference: replicated - Number(printed),
    verdict,
  });
  const comparison = {
    source: "the study",
    counts: { same: 1, near: 1, differs: 1, absent: 0 },
    tables: [
      {
        id: "4-5",
        title: { en: "Table 4-5", zh: "表4-5" },
        tolerance: 0.002,
        figures: [
          figure("(1)", "0.008", 0.00832, "same"),
          figure("(2)", "0.010", 0.0117, "near"),
          figure("N", "1542", 1540, "differs"),
        ],
      },
    ],
  };
  expect(sheetToText(comparisonSheet(comparison, { lang: "zh" }))).toMatchInlineSnapshot(`
    "原文与复现结果对照
    ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
    项目    原文      复现      差异    结论
    ──────────────────────────────────────────────────
    表4-5
    (1)      0.008     0.0083   0.0003  与原文位数一致
    (2)      0.010     0.0117   0.0017  在容许范围内
    N     1542      1540       −2       不一致
    ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
    "
  `);
});

test("warnings stand once", () => {
  const warning = { code: "FEW_CLUSTERS", message: "Eight clusters. Use the wild bootstrap." };
  expect(warningsSheet([warning, { ...warning }]).rows).toHaveLength(1);
});

test("stars go to the most demanding level passed", () => {
  expect([0.2, 0.1, 0.09, 0.05, 0.049, 0.01, 0.0099, null].map((p) => starsOf(p, STARS))).toEqual([
    "",
    "",
    "*",
    "*",
    "**",
    "**",
    "***",
    "",
  ]);
});

test("a sheet is frozen to its cells, and a row that does not fit is a defect", () => {
  const sheet = weightsSheet(index());
  expect(Object.isFrozen(sheet.rows[0])).toBe(true);
  expect(JSON.parse(JSON.stringify(sheet))).toEqual(sheet);
  const columns = [{ key: "a", header: "a", align: "left" as const }];
  expect(() =>
    makeSheet({ id: "x", title: "", lang: "en", columns, rows: [{ kind: "body", cells: [] }], notes: [] }),
  ).toThrow("sheet x, row 1: 0 cells for 1 columns");
});
