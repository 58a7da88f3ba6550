import type { AdoptionResult, PanelCheckResult } from "@ceteris/core";
import {
  plotAdoption,
  plotAttAggregate,
  plotAttGt,
  plotBalance,
  plotCoefficients,
  plotEstimates,
  plotEstimatorEffects,
  plotEstimators,
  plotEventStudy,
  plotHeatMap,
  plotModels,
  plotPlacebo,
  plotPlaceboPValues,
  plotPresence,
  plotRejection,
  plotSpecificationCurve,
  plotSyntheticPaths,
  plotTrends,
  plotWeights,
} from "../src/index.ts";
import { aggregatedEffects, attGtResult, dynamicEffects } from "./att-gt-result.ts";
import { estimatorComparison } from "./estimator-comparison.ts";
import {
  balance,
  estimate,
  estimation,
  eventStudy,
  index,
  LABELS,
  placebo,
  studentisedPlacebo,
} from "./factories.ts";
import { synthetic } from "./synthetic-did-result.ts";

const YEARS = { "-2": "2016", "-1": "2017", "0": "2018", "1": "2019", "2": "2020", "3": "2021" };
export const TRENDS = [2016, 2017, 2018, 2019].flatMap((time, i) => [
  { time, group: { en: "Treated", zh: "处理组" }, mean: 0.19 + 0.01 * i },
  { time, group: { en: "Control", zh: "控制组" }, mean: 0.15 + 0.008 * i },
]);
const ADOPTION: AdoptionResult = {
  kind: "adoption",
  periods: ["2017", "2018", "2019"],
  histories: [
    { cohort: "2018", units: ["A", "B"], status: ["untreated", "treated", "treated"] },
    { cohort: null, units: ["C"], status: ["untreated", "absent", "untreated"] },
  ],
};
const PANEL_CHECK: PanelCheckResult = {
  kind: "panel-check",
  nRows: 5,
  nUnits: 3,
  periods: ["2017", "2018"],
  balanced: false,
  histories: [
    { units: ["A", "B"], presence: ["complete", "partial"] },
    { units: ["C"], presence: ["absent", "complete"] },
  ],
  counts: {},
  findings: [],
  spec: {},
  warnings: [],
};
const SERIES = [
  { label: { en: "Base 2018", zh: "以2018年为基期" }, result: eventStudy(0) },
  { label: { en: "Base 2017", zh: "以2017年为基期" }, result: eventStudy(-1) },
];

const MODEL = estimation([estimate("did", 0.00902, 0.00248), estimate("growth", 0.5, 1.67)]);

/** Charts in both languages, with texts that they show. */
export const CHARTS = (["en", "zh"] as const).flatMap((lang) => {
  const options = { lang, labels: LABELS };
  const pick = (en: string[], zh: string[]) => (lang === "en" ? en : zh);
  return [
    {
      name: `event study, ${lang}`,
      spec: plotEventStudy(eventStudy(), options),
      texts: pick(
        ["Event study", "Joint test of leads: F(2, 256) = 6.10, p = 0.003", "Periods since treatment", "−2"],
        ["平行趋势检验", "先导项联合检验：F(2, 256) = 6.10, p = 0.003", "相对政策实施的时点", "−2"],
      ),
    },
    {
      name: `event studies by year, ${lang}`,
      spec: plotEventStudy(SERIES, { ...options, timeLabels: YEARS }),
      texts: pick(
        ["Base 2018", "Base 2017", "Year", "2021"],
        ["以2018年为基期", "以2017年为基期", "年份", "2021"],
      ),
    },
    {
      name: `group-time effects, ${lang}`,
      spec: plotAttGt(attGtResult(), options),
      texts: pick(
        [
          "Group-time average effects",
          "First treated in 2019",
          "Before treatment",
          "Under treatment",
          "2017",
        ],
        ["队列—时期平均处理效应", "始于2019的队列", "受处理前", "受处理后", "2017"],
      ),
    },
    {
      name: `means of group-time effects by event time, ${lang}`,
      spec: plotAttAggregate(dynamicEffects(), options),
      texts: pick(
        ["Average effects by event time", "Joint test of leads: χ²(1) = 0.25, p = 0.617"],
        ["各相对时点的平均处理效应", "先导项联合检验：χ²(1) = 0.25, p = 0.617"],
      ),
    },
    {
      name: `means of group-time effects by period, ${lang}`,
      spec: plotAttAggregate(aggregatedEffects("calendar"), options),
      texts: pick(["Average effects by period", "2018", "Overall"], ["各时期的平均处理效应", "2018", "总体"]),
    },
    {
      name: `event studies by several estimators with bands, ${lang}`,
      spec: plotEstimators(estimatorComparison("dynamic"), {
        ...options,
        bands: { twfe: { level: 0.95, rows: [{ eventTime: -2, confLow: -0.013, confHigh: 0.009 }] } },
      }),
      texts: pick(
        [
          "Event studies by several estimators",
          "Two-way fixed effects",
          "Callaway and Sant'Anna",
          "Imputation",
        ],
        ["不同估计方法的动态效应", "双向固定效应", "插补估计", "细线：整条路径的95%置信带"],
      ),
    },
    {
      name: `effects by cohort by several estimators, ${lang}`,
      spec: plotEstimators(estimatorComparison("cohort"), options),
      texts: pick(
        ["Effects by cohort, by several estimators", "2018", "Overall"],
        ["2018", "总体", "插补估计"],
      ),
    },
    {
      name: `the overall effect by several estimators, ${lang}`,
      spec: plotEstimatorEffects(estimatorComparison("simple"), options),
      texts: pick(
        ["Estimators of the effect compared", "Two-way fixed effects", "Synthetic DID"],
        ["不同估计方法的结果比较", "合成双重差分"],
      ),
    },
    {
      name: `placebo, ${lang}`,
      spec: plotPlacebo(placebo(), options),
      texts: pick(
        ["Placebo test", "500 draws, two-sided p = 0.002", "Actual estimate: 0.0090", "Density"],
        ["安慰剂检验", "500次抽样，双侧p值 = 0.002", "实际估计系数：0.0090", "核密度"],
      ),
    },
    {
      name: `placebo with p values, ${lang}`,
      spec: plotPlaceboPValues(studentisedPlacebo(), options),
      texts: pick(
        ["500 draws, two-sided p = 0.002", "Density", "p value of the draw", "p = 0.1"],
        ["500次抽样，双侧p值 = 0.002", "核密度", "p值", "p = 0.1"],
      ),
    },
    {
      name: `rejection region of a placebo, ${lang}`,
      spec: plotRejection(placebo(), options),
      texts: pick(
        ["500 draws, two-sided p = 0.002; orange: rejected at 5%", "Number of draws"],
        ["500次抽样，双侧p值 = 0.002；橙色为5%水平的拒绝域", "抽样次数", "实际估计系数：0.0090"],
      ),
    },
    {
      name: `weights, ${lang}`,
      spec: plotWeights(index(), options),
      texts: pick(
        ["Better services", "Buses and taxis per 10,000", "27.95"],
        ["改善公共服务", "每万人拥有的公共交通车辆数", "27.95"],
      ),
    },
    {
      name: `balance, ${lang}`,
      spec: plotBalance(balance(), options),
      texts: pick(
        ["Before matching", "Economic growth"],
        ["匹配前", "匹配后", "城市经济发展", "标准化偏差（%）"],
      ),
    },
    {
      name: `event study with bands, ${lang}`,
      spec: plotEventStudy(eventStudy(), {
        ...options,
        bands: { level: 0.95, rows: [{ eventTime: 1, confLow: -0.1, confHigh: 0.2 }] },
      }),
      texts: pick(
        ["Joint test of leads: F(2, 256) = 6.10, p = 0.003; thin lines: 95% band for the whole path"],
        ["先导项联合检验：F(2, 256) = 6.10, p = 0.003；细线：整条路径的95%置信带"],
      ),
    },
    {
      name: `adoption by unit, ${lang}`,
      spec: plotAdoption(ADOPTION, options),
      texts: pick(
        ["Who is treated when", "A", "C", "2019", "Treated", "Not in the data"],
        ["处理时间线", "无数据"],
      ),
    },
    {
      name: `adoption by history, ${lang}`,
      spec: plotAdoption(ADOPTION, { ...options, maxUnits: 2 }),
      texts: pick(["From 2018 (2)", "C", "Untreated"], ["2018起 (2)", "C", "未处理"]),
    },
    {
      name: `presence by unit, ${lang}`,
      spec: plotPresence(PANEL_CHECK, options),
      texts: pick(
        ["What is in the data when", "A", "C", "2018", "Complete", "With missing values", "No row"],
        ["样本出现情况", "完整", "有缺失值", "无记录"],
      ),
    },
    {
      name: `presence of many histories, ${lang}`,
      spec: plotPresence(
        {
          ...PANEL_CHECK,
          nUnits: 130,
          histories: Array.from({ length: 130 }, (_, u) => ({
            units: [`U${u + 1}`],
            presence: u % 2 === 0 ? ["complete", "absent"] : ["partial", "complete"],
          })),
        },
        options,
      ),
      texts: ["U1", "U4", "U130"],
    },
    {
      name: `presence by history, ${lang}`,
      spec: plotPresence(PANEL_CHECK, { ...options, maxUnits: 2 }),
      texts: pick(["2 units", "C"], ["2个个体", "C"]),
    },
    {
      name: `heat map, ${lang}`,
      spec: plotHeatMap(
        [
          { unit: "A", time: 2018, value: 0.1 },
          { unit: "A", time: 2019, value: null },
          { unit: "B", time: 2018, value: 0.4 },
          { unit: "B", time: 2019, value: 0.6 },
        ],
        { ...options, outcome: "index", time: "year" },
      ),
      texts: pick(
        ["Units by period", "A", "B", "2019", "Public value"],
        ["个体与时期", "公共价值创造", "年份"],
      ),
    },
    {
      name: `coefficients, ${lang}`,
      spec: plotCoefficients(
        [
          { label: { en: "All", zh: "全样本" }, estimate: 0.2, confLow: 0.1, confHigh: 0.3 },
          { label: "(2)", estimate: null, confLow: null, confHigh: null },
          {
            label: { en: "All", zh: "全样本" },
            series: "Logit",
            estimate: 0.1,
            confLow: null,
            confHigh: null,
          },
        ],
        options,
      ),
      texts: pick(["Estimates", "All", "(2)", "Logit"], ["估计系数比较", "全样本", "(2)"]),
    },
    {
      name: `coefficients of one model, ${lang}`,
      spec: plotEstimates(MODEL, options),
      texts: pick(
        ["Estimates", "Economic growth", "0.010", "4", "Estimate with 95% confidence interval (thick: 90%)"],
        ["估计结果", "城市经济发展", "0.010", "4", "估计系数及95%置信区间（粗线：90%）"],
      ),
    },
    {
      name: `one coefficient by model, ${lang}`,
      spec: plotModels(
        [{ result: MODEL }, { result: MODEL, label: { en: "by province", zh: "省份层面" } }],
        options,
      ),
      texts: pick(
        [
          "DID: estimates by model",
          "(1)",
          "by province",
          "Estimate with 95% confidence interval (thick: 90%)",
        ],
        ["DID：各模型的估计系数", "(1)", "省份层面", "估计系数及95%置信区间（粗线：90%）"],
      ),
    },
    {
      name: `event study with two levels, ${lang}`,
      spec: plotEventStudy(eventStudy(), { ...options, inner: 0.9 }),
      texts: pick(
        ["Estimate with 95% confidence interval (thick: 90%)"],
        ["估计系数及95%置信区间（粗线：90%）"],
      ),
    },
    {
      name: `specification curve, ${lang}`,
      spec: plotSpecificationCurve(
        [
          {
            estimate: 0.2,
            confLow: 0.1,
            confHigh: 0.3,
            main: true,
            choices: { index: "entropy", errors: "city" },
          },
          { estimate: 0.1, confLow: 0, confHigh: 0.2, choices: { index: "equal", errors: "city" } },
          { estimate: null, confLow: null, confHigh: null, choices: { index: "pca", errors: "city" } },
        ],
        options,
      ),
      texts: pick(
        ["Specification curve", "Public value: entropy", "Public value: equal"],
        ["设定曲线", "公共价值创造: entropy", "公共价值创造: equal"],
      ),
    },
    {
      name: `synthetic control, ${lang}`,
      spec: plotSyntheticPaths(synthetic, options),
      texts: pick(
        [
          "Treated and synthetic control",
          "First treated in 2019: average effect 0.02; synthetic control moved by 0.05",
          "policy start",
          "Weight",
          "2018",
          "Public value",
        ],
        ["始于2019的队列：平均效应0.02；合成控制组平移0.05", "合成控制组", "权重", "年份"],
      ),
    },
    {
      name: `trends, ${lang}`,
      spec: plotTrends(TRENDS, { ...options, outcome: "index", time: "year", start: 2018 }),
      texts: pick(
        ["Public value", "policy start", "Treated"],
        ["公共价值创造", "政策实施", "处理组", "年份"],
      ),
    },
  ];
});
