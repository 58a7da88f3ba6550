import type { PretrendReview } from "@ceteris/core";
import { expect, test } from "vitest";
import { pretrendSheet, sheetToText } from "../src/index.ts";
import { estimate } from "./factories.ts";

const review: PretrendReview = {
  kind: "pretrend-review",
  base: -1,
  power: {
    kind: "pretrend-power",
    nLeads: 2,
    criticalValue: 1.959963984540054,
    size: 0.0912,
    violations: [
      {
        power: 0.5,
        slope: 0.0138,
        bayesFactor: 0.55,
        likelihoodRatio: { rising: 2.4567, falling: 0.00001234 },
        post: [{ eventTime: 0, bias: 0.0138, biasAfterPassing: 0.016 }],
        average: { bias: 0.0138, biasAfterPassing: 0.016 },
      },
      {
        power: 0.05,
        slope: null,
        bayesFactor: null,
        likelihoodRatio: null,
        post: [],
        average: null,
      },
    ],
    joint: [{ power: 0.5, slope: 0.0141, averageBias: 0.0141 }],
    spec: { base: -1, level: 0.95, power: [0.5, 0.05], slopes: [] },
  },
  equivalence: {
    kind: "pretrend-equivalence",
    nLeads: 2,
    max: { estimate: 0.006, smallestThreshold: 0.0172, pValue: 0.0123, equivalent: true, eventTime: -3 },
    mean: { estimate: 0.002, smallestThreshold: 0.0111, pValue: 0.0004, equivalent: true, stdError: 0.005 },
    rms: { estimate: 0.0045, smallestThreshold: 0.0104, pValue: 0.004, equivalent: true },
    spec: { base: -1, level: 0.95, threshold: 0.02 },
  },
  linear: estimate("pretrendSlope", 0.004, 0.005),
  averagePost: null,
};

test("what the leads can rule out, in English", () => {
  expect(sheetToText(pretrendSheet(review))).toMatchInlineSnapshot(`
    "What the pre-test can rule out
    ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
    Statistic                                                 Value
    ───────────────────────────────────────────────────────────────
    Power of the pre-test
    Some lead significant under parallel trends               0.091
    Drift per period found with 50% power                    0.0138
    Bias it leaves in the mean effect                        0.0138
    Bias, having passed the pre-test                         0.0160
    Passing, relative to parallel trends (Bayes factor)       0.550
    Likelihood ratio, rising drift                            2.457
    Likelihood ratio, falling drift                          1.2e−5
    Drift per period found with 5% power                          —
    Drift per period found by the joint test with 50% power  0.0141
    Equivalence tests
    Largest placebo effect (absolute)                        0.0060
    Smallest threshold ruled out                             0.0172
    p value, threshold 0.0200                                 0.012
    Mean placebo effect (absolute)                           0.0020
    Smallest threshold ruled out                             0.0111
    p value, threshold 0.0200                                <0.001
    Root mean square placebo effect                          0.0045
    Smallest threshold ruled out                             0.0104
    p value, threshold 0.0200                                 0.004
    Trend and effect
    Slope of the leads per period                            0.0040
    Std. error                                               0.0050
    p value                                                   0.424
    ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
    Notes: A drift is a straight line away from parallel trends. It is found when any lead has |t| above 1.96; its bias is what it leaves in the mean effect after treatment, “having passed” in expectation over the samples in which no lead does (Roth 2022).
    The smallest threshold is the least for which the hypothesis that the placebo effect reaches it is rejected at 5% (Dette and Schumann 2024).
    "
  `);
});

test("and in Chinese", () => {
  expect(
    sheetToText(pretrendSheet(review, { lang: "zh", digits: 3, notes: ["末句。"] })),
  ).toMatchInlineSnapshot(`
    "平行趋势检验的功效与等价性检验
    ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
    统计量                                     数值
    ───────────────────────────────────────────────
    检验功效
    平行趋势成立时至少一个先导项显著的概率    0.091
    以50%的功效可发现的每期趋势偏离           0.014
    该偏离造成的平均效应偏误                  0.014
    通过检验后的平均效应偏误                  0.016
    通过检验的相对概率（贝叶斯因子）          0.550
    似然比（上升的偏离）                      2.457
    似然比（下降的偏离）                     1.2e−5
    以5%的功效可发现的每期趋势偏离                —
    联合检验以50%的功效可发现的每期趋势偏离   0.014
    等价性检验
    先导项系数绝对值的最大值                  0.006
    可排除的最小阈值                          0.017
    阈值为0.020时的p值                        0.012
    先导项系数均值的绝对值                    0.002
    可排除的最小阈值                          0.011
    阈值为0.020时的p值                       <0.001
    先导项系数的均方根                        0.004
    可排除的最小阈值                          0.010
    阈值为0.020时的p值                        0.004
    趋势与效应
    先导项的每期线性趋势                      0.004
    标准误                                    0.005
    p值                                       0.424
    ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
    注：趋势偏离指处理组与控制组之间每期固定的线性差异。逐期检验以任一先导项|t|超过1.96为发现；偏误为该偏离在处理后平均效应中留下的部分，“通过检验后”指仅就未发现偏离的样本取期望（Roth，2022）。
    可排除的最小阈值：在5%水平上拒绝“先导项效应不小于该阈值”的最小取值（Dette和Schumann，2024）。
    末句。
    "
  `);
});

test("parts that there are not are left out", () => {
  const sheet = pretrendSheet({ ...review, power: null, equivalence: null });
  expect(sheet.rows.map((row) => (row.kind === "panel" ? row.title : row.kind))).toEqual([
    "Trend and effect",
    "body",
    "body",
    "body",
  ]);
  expect(sheet.notes).toEqual([]);
  expect(pretrendSheet({ ...review, power: null, equivalence: null, linear: null }).rows).toEqual([]);
  const noThreshold = { ...review.equivalence!, spec: { base: -1, level: 0.9, threshold: null } };
  const tested = pretrendSheet({ ...review, power: null, equivalence: noThreshold });
  expect(sheetToText(tested)).not.toMatch(/p value, threshold/);
  expect(tested.notes[0]).toMatch(/rejected at 10%/);
});

test("cells keep the numbers in full, and ratios of any size are readable", () => {
  const cells = pretrendSheet(review).rows.flatMap((row) => (row.kind === "body" ? [row.cells[1]!] : []));
  expect(cells).toContainEqual({ text: "1.2e−5", value: 0.00001234 });
  expect(cells).toContainEqual({ text: "2.457", value: 2.4567 });
  expect(cells).toContainEqual({ text: "—", value: null });
});
