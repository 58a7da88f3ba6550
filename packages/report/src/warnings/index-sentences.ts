import { briefNumber, type Facts, type Sentence } from "./facts.ts";

/** Warnings about a composite index. */
export const INDEX_SENTENCES: Readonly<Record<string, Sentence>> = {
  INDEX_WEIGHTS_SCALED: (f) =>
    `给定的权重之和为${f.number("sum", 10)}，不等于1，已除以该总和。若权重是百分数，结果不受影响；否则请检查是否遗漏了指标。`,

  INDEX_KNOWN_MISTAKE: (f) =>
    `这组权重再现了一种已知的错误算法，不应用于报告：${f.has("logBase") ? wrongLogarithm(f) : zeroColumn(f)}`,

  INDICATOR_HEAVY: (f) => {
    const heavy = f.byColumn("weights");
    const shown = heavy.map(({ name, value }) => `${name}${(100 * value).toFixed(1)}%`).join("、");
    const share = (100 / Math.max(1, f.value("nIndicators"))).toFixed(1);
    return `综合指数的权重很大程度上集中于${heavy.length}个指标：${shown}，而等权时每个指标仅占${share}%。客观赋权法会赋予偏态分布或含离群值的指标更大的权重；请检查${heavy.length === 1 ? "该指标" : "这些指标"}的分布，并同时报告等权的结果。`;
  },

  INDICATOR_NEAR_CEILING: (f) => {
    const means = f.byColumn("means").map(({ name, value }) => `${name}${value.toFixed(3)}`);
    return `以下指标的几乎所有观测值都接近取值上限（标准化后的均值）：${means.join("、")}。此类指标几乎没有改善的余地，其尺度取决于少数低值；请检查这些低值是否有误，或去掉该指标。`;
  },

  INDEX_USES_POST_TREATMENT: (f) => {
    const words: Readonly<Record<string, string>> = { ranges: "极值", weights: "权重" };
    const parts = f.texts("parts");
    const which = parts.map((part) =>
      part === "ranges" ? `range为“${f.text("range")}”` : `weights为“${f.text("weights")}”`,
    );
    return `综合指数的${parts.map((part) => words[part] ?? part).join("和")}（${which.join("，")}）由包含处理组政策实施后观测值的样本算得，政策本身因此会改变衡量其效应的尺度。请将range设为“base-year”并选取政策实施前的时期（如${f.text("firstPeriod")}），或将range设为“controls”，以检验结果是否稳健。`;
  },

  INDEX_DIRECTION_SUSPECT: (f) => {
    const unit = f.has("unit") ? f.text("unit").replace(/^(?=[a-z])/i, " ") : "";
    return `指标${f.column("indicator")}被设为正向，但从名称和取值（中位数${f.number("median", 6)}${unit}）看，它更像是每名教师负担的学生数，数值越大通常意味着班级规模越大。若确实如此，应设为负向（direction: negative）；若为每名学生对应的教师数，则无需修改。`;
  },

  INDEX_PCA_OPPOSED: (f) => {
    const names = f.has("columns")
      ? f.columns("columns")
      : f
          .texts("opposed")
          .map((name) => name.replace(/^dimension /, "维度"))
          .join("、");
    return `${rowsName(f)}第一主成分与${names}方向相反：虽已按指标属性作正向化处理，载荷仍为负。载荷的平方仍会赋予其权重；请检查各指标的属性，或不要将综合指数解释为该主成分。`;
  },

  INDEX_PCA_TIED: (f) =>
    `${rowsName(f)}最大的两个特征值相等（${briefNumber(Math.max(...f.values("eigenvalues")), 6)}），第一主成分及其权重无法确定。请改用其他方法。`,

  INDEX_PCA_SHARE: (f) =>
    `${rowsName(f)}第一主成分解释了${f.text("nColumns")}列总方差的${f.percent("share")}；其权重仅反映这一部分。`,
};

function wrongLogarithm(f: Facts): string {
  const counted: Readonly<Record<string, string>> = { periods: "时期数", units: "个体数" };
  const base = f.text("logBase");
  const negative = f.flag("negativeWeights") ? "部分权重甚至为负。" : "";
  return `信息熵对全部“个体—时期”观测值求和，却只除以${counted[base] ?? base}的对数。信息熵因此大于1，差异系数为负，权重完全颠倒：信息量最少的指标权重最大。${negative}请使用预设“canonical”。`;
}

function zeroColumn(f: Facts): string {
  const all = f.text("normalise") === "min-max" ? "经极差标准化后每一列都含有0，所有权重因此相等。" : "";
  return `含有0的列的信息熵被取为0，仿佛其全部数值集中于一行。${all}请使用预设“canonical”，其中0·ln 0按0计算。`;
}

/** The rows whose principal component it is; nothing when it is of all rows. */
function rowsName(f: Facts): string {
  const weights = f.text("weights");
  if (weights === "controls") return "从未处理个体的";
  if (weights === "base-year") return `基期${f.text("period")}的`;
  return weights === "per-year" ? `时期${f.text("period")}的` : "";
}
