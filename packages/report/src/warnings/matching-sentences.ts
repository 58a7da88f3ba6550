import type { Facts, Sentence } from "./facts.ts";

/** Warnings about matching before a difference-in-differences estimate. */
export const MATCHING_SENTENCES: Readonly<Record<string, Sentence>> = {
  PSM_DISCARDED_NOBODY: (f) => {
    const what = f.text("design") === "baseline" || f.text("design") === "pre-means" ? "个体" : "观测值";
    return `匹配没有剔除任何样本：处理组的${f.text("nTreated")}个${what}和控制组的${f.text("nControls")}个${what}全部找到匹配对象，匹配样本的DID即为全样本的DID。请缩小卡尺或带宽，或报告匹配加权样本的结果。`;
  },

  PSM_CONTROLS_RAN_OUT: (f) => {
    const what = f.text("design") === "baseline" || f.text("design") === "pre-means" ? "个体" : "观测值";
    return `不放回匹配时控制组不足以为每个处理组${what}配${f.text("ratio")}个：处理组${f.text("nTreated")}个、控制组${f.text("nControls")}个${what}，因此有${f.text("short")}个处理组${what}的匹配对象不足或没有匹配对象，与距离无关。请采用有放回匹配，或减少近邻个数。`;
  },

  PSM_MATCHED_OTHER_PERIODS: (f) =>
    `${f.percent("share")}的匹配跨越了不同时期：时期之间的差异会因此被当作组间差异。请逐期匹配（by-period），或以某一基期匹配个体（baseline）。`,

  MATCH_ON_POST_TREATMENT: (f) => {
    const baseline = f.has("baseline") ? `基期${f.text("baseline")}中` : "";
    const mend = f.has("baseline")
      ? "请选择所有政策实施之前的时期作为基期"
      : "请以政策实施前的某一期匹配个体（baseline）";
    return `倾向得分使用了${baseline}${f.text("rows")}个已受处理的观测值的协变量。若政策影响这些协变量（${f.columns("covariates")}），匹配就会去除一部分政策效应。${mend}。`;
  },

  PSM_PERIOD_SKIPPED: (f) =>
    `以下时期仅有一组存在完整的观测值，无法匹配，相应观测值没有权重：${f.texts("periods").join("、")}。`,

  NEGATIVE_MATCH_WEIGHTS: (f) =>
    `局部线性匹配使部分控制组的权重为负，其合计为其余权重的${f.percent("share")}；任何样本都无法以负权重加权，因此这些控制组被剔除，其余权重按比例调整至原有总和。请改用核匹配，或增大带宽。`,

  PATHS_LOST: (f) =>
    `${f.text("nTreated")}次处理开始中有${f.text("count")}次没有匹配集（${f.texts("units").slice(0, 5).join("、")}${f.value("count") > 5 ? "等" : ""}）：数据不足以覆盖其处理前${f.text("history")}期和处理后${f.text("after")}期，或没有处理历史相同的个体。估计结果只涉及其余个体。请缩短处理前的期数或减少处理后的期数。`,

  DESIGN_NOT_IDENTIFIED: (f) =>
    `“${DESIGNS[f.text("design")] ?? f.text("design")}”的结果无法估计：${cause(f)}。`,

  RUBIN_B: (f) =>
    `匹配后，两组倾向得分线性指数的均值之差为标准差的${f.fixed("rubinB", 1)}%（Rubin B值）；绝对值超过${f.text("limit")}%即表明两组不平衡。请缩小卡尺，或改进协变量的设定。`,

  RUBIN_R: (f) =>
    `匹配后，处理组倾向得分线性指数的方差是控制组的${f.fixed("rubinR", 2)}倍（Rubin R值）；超出${f.text("low")}至${f.text("high")}的范围即表明两组不平衡。请缩小卡尺，或改进协变量的设定。`,

  BALANCE_REFIT: (f) =>
    `${f.has("step") && f.text("step") === "weighting" ? "加权" : "匹配"}${f.text("sample") === "before" ? "前" : "后"}的伪R²、LR统计量、Rubin B值和R值无法计算：${cause(f)}。`,

  VARIANT_NOT_IDENTIFIED: (f) => `${sampleName(f)}的DID无法识别：${cause(f)}。`,
};

const DESIGNS: Readonly<Record<string, string>> = {
  pooled: "混合匹配",
  "by-period": "逐期匹配",
  baseline: "基期截面匹配",
  "pre-means": "按处理前均值匹配",
  paths: "按结果变量的处理前路径匹配",
};

const SAMPLES: Readonly<Record<string, string>> = {
  matched: "匹配样本",
  support: "共同支撑样本",
  weighted: "匹配加权样本",
};

function sampleName(f: Facts): string {
  const sample = f.text("sample");
  return SAMPLES[sample] ?? `样本“${sample}”`;
}

/** Codes of the errors that a refit on part of the data can meet. */
const CAUSES: Readonly<Record<string, string>> = {
  EMPTY_SAMPLE: "没有可用的观测值",
  TOO_FEW_ROWS: "观测值少于待估参数",
  TREATMENT_ABSORBED: "处理变量被固定效应完全吸收",
  NO_VARIATION: "变量没有变化",
  NO_TREATED: "样本中没有处理组",
  NO_UNTREATED: "样本中没有控制组",
  TOO_FEW_CLUSTERS: "全部观测值属于同一个聚类",
  SEPARATION: "协变量能够完全预测分组",
  OUTCOME_NOT_BINARY: "样本中只有一组",
  NOT_CONVERGED: "极大似然估计未收敛",
  NOTHING_MATCHED: "没有任何处理组找到匹配对象",
  MOMENTS_INFEASIBLE: "控制组的任何权重都无法满足矩条件",
  BASE_NOT_OBSERVED: "没有处理组个体在基期有观测值",
  ALL_ALWAYS_TREATED: "所有处理组个体自始至终受到处理",
  PANEL_UNBALANCED: "面板不平衡",
  TREATMENT_SWITCHES_OFF: "处理会中止",
  OPTION_UNSUPPORTED: "不支持所给的选项",
};

/** Why a part of a result could not be had. */
export function cause(f: Facts): string {
  const code = f.text("code");
  return CAUSES[code] ?? `错误代码${code}`;
}
