import { type Facts, firstOf, type Sentence } from "./facts.ts";

/** Warnings of effects by a model of untreated rows. */
export const IMPUTATION_SENTENCES: Readonly<Record<string, Sentence>> = {
  COUNTERFACTUAL_NOT_IDENTIFIED: (f) =>
    `${f.text("total")}个处理观测中有${f.text("count")}个未用于估计：未受处理的观测无法确定其若不受处理的结果（${reasons(f)}）。估计的是其余处理观测的效应；若要包括全部，请补充更早时期的数据或从未处理的个体。`,

  LEADS_NOT_IDENTIFIED: (f) =>
    `${f.text("nLeads")}个先导项中有${f.text("count")}个无法识别，所在行留空（${firstOf(f.texts("eventTimes"), f.value("count"), 20)}）：在未受处理的观测中，它们是个体效应、时期效应及其他先导项的线性组合。请减少先导项，留出更早的时期作为参照。`,

  LONE_CELLS: (f) => {
    const cells = `${f.text("nCells")}个队列-时期单元中，有${f.text("count")}个单元的处理观测同属一个聚类（队列${firstOf(f.texts("cohorts"), f.texts("cohorts").length)}）。`;
    const why = f.flag("leaveOneOut")
      ? "剔除该聚类后无可比较，包含这些观测的估计没有标准误。"
      : "这些效应只能与自身比较，对标准误没有贡献，标准误因而偏小。";
    return `${cells}${why}两阶段估计的标准误以各效应与估计值之差计算，不依赖于这些单元。`;
  },

  ONE_CLUSTER_ESTIMATES: (f) =>
    `${f.columns("terms")}各自的观测同属一个聚类，与自身均值之差的和为零：其标准误只含第一阶段的误差，因而偏小。请勿单独解读这些估计，也勿依据包含它们的联合检验。`,
};

function reasons(f: Facts): string {
  const parts = [
    ...(f.isEmpty("units")
      ? []
      : [`${f.text("nUnits")}个个体始终受处理：${firstOf(f.texts("units"), f.value("nUnits"))}`]),
    ...(f.isEmpty("periods")
      ? []
      : [`以下时期没有未受处理的个体：${firstOf(f.texts("periods"), f.texts("periods").length)}`]),
  ];
  return parts.join("；") || "数据缺口使其个体与其时期无法相连";
}
