import type { Sentence } from "./facts.ts";
import { firstOf } from "./facts.ts";
import { cause } from "./matching-sentences.ts";

/** Warnings about weights that balance covariates, and the two-by-two estimates beside them. */
export const WEIGHTING_SENTENCES: Readonly<Record<string, Sentence>> = {
  WEIGHTS_WITHOUT_COVARIATES: (f) => {
    const when = f.has("baseline") ? `在基期${f.text("baseline")}` : "在政策实施前";
    return `${f.text("count")}个个体${when}没有完整的协变量（${firstOf(f.texts("units"), f.value("count"))}），因此没有权重，已被剔除。请补全缺失值，更换基期，或改用政策实施前的均值（pre-means）。`;
  },

  WEIGHTS_POST_TREATMENT: (f) =>
    `${f.text("rows")}个个体的协变量取自${f.has("baseline") ? `基期${f.text("baseline")}，该期` : "这样的时期，当时"}已受处理。若政策影响这些协变量（${f.columns("covariates")}），加权平衡就会去除一部分政策效应。请选择政策实施前的基期。`,

  WEIGHTS_DISCARDED: (f) =>
    `${f.text("count")}个个体的倾向得分低于${f.number("cutoff")}或高于${f.number("upper")}，已被剔除；估计的是其余个体的政策效应。`,

  WEIGHTS_CONCENTRATED: (f) => {
    const group = f.text("group") === "treated" ? "处理组" : "控制组";
    return `${group}的${f.text("nUnits")}个个体加权后只相当于${f.fixed("effectiveSize", 1)}个等权个体，其中权重最大的一个占${f.percent("largestShare")}（权重较大的个体：${f.texts("units").join("、")}）。估计结果取决于这些个体。请对权重截尾（cap），减少协变量，或改用重叠总体（overlap）。`;
  },

  IMBALANCE_LEFT: (f) => {
    const left = f
      .byColumn("biases")
      .map(({ name, value }) => `${name}${value.toFixed(1).replace("-", "−")}%`);
    return `加权后两组均值之差仍超过标准差的${f.text("limit")}%：${firstOf(left, left.length)}。熵平衡或cbps可使均值相等；也可改进倾向得分的设定。`;
  },

  DOUBLY_ROBUST_NOT_IDENTIFIED: (f) => `两组两期估计“${f.text("method")}”无法得到：${cause(f)}。`,

  DOUBLY_ROBUST_SKIPPED: () =>
    "双重稳健的两组两期估计比较同一政策时点前后的各期，而此处各处理个体的起始时期不同，或处理中途停止，因此未作估计。",

  DOUBLY_ROBUST_UNBALANCED: (f) =>
    `${f.text("nUnits")}个个体中有${f.text("count")}个在某些时期缺少被解释变量，双重稳健的两组两期估计比较各期均值，因此未使用这些个体。`,
};
