import { describe, expect, test } from "vitest";
import {
  balanceOverallSheet,
  balanceSheet,
  distributionSheet,
  periodBalanceSheet,
  plotBalance,
  plotEcdf,
  sheetToText,
  twoByTwoSheet,
  unitWeightsSheet,
  weightedPathWords,
  weightingSheet,
} from "../src/index.ts";
import { expectCompiles, expectDraws } from "./expect-drawable.ts";
import { weightingResult } from "./weighting-result.ts";

const result = weightingResult();
const LABELS = { log_population: { en: "Population", zh: "人口规模" } };

describe("tables of weights", () => {
  test("the DID without and under weights, and how the weights were made", () => {
    expect(sheetToText(weightingSheet(result))).toMatchInlineSnapshot(`
      "Difference-in-differences under weights
      ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
      Sample           Coefficient  Std. error  t value  p value       95% CI       Observations
      ──────────────────────────────────────────────────────────────────────────────────────────
      Without weights   0.0094***     0.0026     3.62    <0.001   [0.0043, 0.0145]         1,542
      Under weights     0.0114***     0.0035     3.26     0.001   [0.0045, 0.0183]         1,542
      ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
      Notes: standard errors clustered by city (257 clusters), small-sample correction as in fixest; entropy balancing of means of log_population and fiscal_share in 2017, effect on the treated, weights cut at their 0.99 quantile; standard errors take the weights as given; * p < 0.1, ** p < 0.05, *** p < 0.01.
      "
    `);
    const zh = sheetToText(weightingSheet(result, { lang: "zh", labels: LABELS }));
    expect(zh).toContain("未加权");
    expect(zh).toContain("熵平衡，协变量为人口规模、");
    expect(zh).toContain("取自基期2017，处理组平均处理效应，权重在0.99分位数处截尾；标准误视权重为给定");
  });

  test("other methods, estimands and designs in the note", () => {
    const note = (spec: object) => weightingSheet({ ...result, spec: { ...result.spec, ...spec } }).notes[0];
    expect(note({ method: "ipw", moments: null, estimand: "ate", baseline: null, cap: null })).toContain(
      "inverse probability weights of log_population and fiscal_share averaged before treatment, average effect; standard errors take the weights as given",
    );
    expect(note({ method: "cbps", moments: 3, estimand: "overlap", cap: null })).toContain(
      "covariate balancing propensity score of means, variances and skewness of log_population and fiscal_share in 2017, effect in the overlap population",
    );
  });

  test("two-by-two estimates, by z", () => {
    expect(sheetToText(twoByTwoSheet(result))).toMatchInlineSnapshot(`
      "Two-by-two effects on the treated
      ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
      Estimator                Coefficient  Std. error  z value  p value       95% CI
      ────────────────────────────────────────────────────────────────────────────────────
      Doubly robust             0.0102***     0.0034     3.00     0.003   [0.0035, 0.0169]
      Doubly robust, improved   0.0101***     0.0034     2.97     0.003   [0.0034, 0.0168]
      Inverse probability       0.0100***     0.0034     2.94     0.003   [0.0033, 0.0167]
      Outcome regression        0.0099***     0.0034     2.91     0.004   [0.0032, 0.0166]
      ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
      Notes: Mean outcome after the start against that before it, by unit (Sant’Anna and Zhao 2020); standard errors from influence functions; * p < 0.1, ** p < 0.05, *** p < 0.01.
      "
    `);
    expect(sheetToText(twoByTwoSheet(result, { lang: "zh" }))).toContain("改进的双重稳健");
  });

  test("the spread of weights", () => {
    expect(sheetToText(unitWeightsSheet(result.weights))).toMatchInlineSnapshot(`
      "Weights of units
      ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
      Group    Units  Effective size  Sum of weights   Min    Max   Coef. of variation  Heaviest unit (%)  Heaviest tenth (%)  Cut
      ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
      Treated     64       64.0           64.00       1.000  1.000        0.000                1.6                10.9           0
      Control  1,193       68.0           64.00       0.004  4.061        1.359                6.3                41.1          12
      ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
      Notes: The effective size, (Σw)²/Σw², is the number of equally weighted units whose mean would have the same variance.
      "
    `);
    expect(sheetToText(unitWeightsSheet(result.weights, { lang: "zh" }))).toContain("有效样本量");
  });

  test("balance in words of weighting", () => {
    const options = { adjustment: "weighting" } as const;
    const rows = sheetToText(balanceSheet(result.balance, options));
    expect(rows).toContain("After weighting");
    expect(rows).not.toMatch(/matching/i);
    const overall = sheetToText(balanceOverallSheet(result.balanceOverall, { ...options, lang: "zh" }));
    expect(overall).toMatch(/加权前 .*95\.9†/);
    expect(overall).not.toContain("匹配");
    expect(JSON.stringify(plotBalance(result.balance, options))).not.toMatch(/matching/i);
    expect(JSON.stringify(plotBalance(result.balance))).toMatch(/After matching/);
  });

  test("distributions and periods", () => {
    expect(
      sheetToText(distributionSheet(result.distribution, { standardDeviation: "treated" })),
    ).toMatchInlineSnapshot(`
      "Balance of distributions
      ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
      Variable        Sample            Difference of means  Variance ratio  KS statistic  Mean eCDF difference
      ─────────────────────────────────────────────────────────────────────────────────────────────────────────
      log_population  Before weighting         0.454              0.93          0.210             0.123
                      After weighting          0.000              0.72          0.123             0.047
      capital         Before weighting        −0.250‡              —            0.250             0.250
                      After weighting         0.000‡               —            0.000             0.000
      ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
      Notes: Differences of means are in standard deviations of the treated before adjustment.
      ‡ 0/1 variable: difference of shares.
      "
    `);
    expect(
      sheetToText(distributionSheet(result.distribution, { standardDeviation: "pooled", lang: "zh" })),
    ).toMatch(/均值差异以调整前的两组合并标准差为单位。\n *‡表示0\/1变量，为比例之差。/);
    const continuous = result.distribution.filter((row) => row.type === "continuous");
    expect(distributionSheet(continuous, {}).notes).toEqual([
      "Differences of means are in standard deviations before adjustment.",
    ]);
    const periods = sheetToText(periodBalanceSheet(result.byPeriod));
    expect(periods).toMatch(/2018† +log_population +49\.2 +3\.7 +0\.217 +0\.118/);
    expect(periods).toMatch(/capital +— +— +— +—/);
    expect(periodBalanceSheet(result.byPeriod.slice(0, 2)).notes).toEqual([]);
    const headers = (adjustment: "matching" | "weighting") =>
      periodBalanceSheet(result.byPeriod, { lang: "zh", adjustment }).columns.map(({ header }) => header);
    expect(headers("matching").slice(2)).toEqual([
      "匹配前偏差（%）",
      "匹配后偏差（%）",
      "匹配前KS",
      "匹配后KS",
    ]);
    expect(headers("weighting")[2]).toBe("加权前偏差（%）");
  });

  test("a weighted event study names its weights", () => {
    expect(weightedPathWords({ spec: { weights: "balancing weight" } }, { x: "X" }).labels).toEqual({
      "balancing weight": { en: "the balancing weights", zh: "平衡权重" },
      x: "X",
    });
    expect(weightedPathWords({ spec: {} }).labels).toEqual({});
  });
});

const both = result.ecdf.map((c) => ({ ...c, treatedAfter: c.controlsAfter }));
const CHARTS = [
  {
    name: "en",
    spec: plotEcdf(result.ecdf),
    texts: [
      "Distribution of covariates",
      "Treated",
      "Control, after weighting",
      "Share at or below",
      "capital",
    ],
  },
  {
    name: "zh, everybody weighted",
    spec: plotEcdf(both, { lang: "zh", labels: LABELS }),
    texts: ["协变量的经验分布", "处理组（加权前）", "处理组（加权后）", "累积比例", "人口规模"],
  },
  {
    name: "matching",
    spec: plotEcdf(result.ecdf, { adjustment: "matching" }),
    texts: ["Treated", "Control, before matching", "Control, after matching"],
  },
  { name: "one covariate", spec: plotEcdf(result.ecdf.slice(2), { title: null }), texts: ["capital", "0.0"] },
];

describe.each(CHARTS)("plotEcdf, $name", ({ spec, texts }) => {
  test("compiles without a warning, its data inlined", () => {
    expectCompiles(spec);
  });

  test("draws its texts, none cut off or on top of another", async () => {
    await expectDraws(spec, texts);
  });
});
