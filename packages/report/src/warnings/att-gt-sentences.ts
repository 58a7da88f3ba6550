import { labelText } from "@ceteris/core";
import { estimatorLabel } from "../tables/estimator-label.ts";
import { unitNames } from "./data-sentences.ts";
import { type Facts, firstOf, type Sentence } from "./facts.ts";
import { cause } from "./matching-sentences.ts";

const REASONS: Readonly<Record<string, string>> = {
  NO_TREATED: "该队列已无个体",
  NO_UNTREATED: "没有对照个体",
  SEPARATION: "协变量将该队列与对照组完全分离",
  TOO_FEW_ROWS: "协变量在对照组中存在共线性",
};

/** Warnings of group-time effects and other effects under staggered adoption. */
export const ATT_GT_SENTENCES: Readonly<Record<string, Sentence>> = {
  ESTIMATOR_REFUSED: (f) =>
    `“${labelText(estimatorLabel(f.text("estimator")), "zh")}”无法用于这些数据或选项，其所在行留空：${cause(f)}（${f.text("error")}）。`,

  EFFECTS_NOT_COMPARED: (f) =>
    `参与比较的各种估计方法只包含个体与时间固定效应，模型中的其他固定效应（${f.columns("effects")}）未予控制，其中的双向固定效应估计也是如此。请以不含这些固定效应的基准回归作为参照。`,

  UNITS_INCOMPLETE: (f) =>
    `${f.text("nUnits")}个个体中有${f.text("count")}个在${f.text("nPeriods")}期中的某些时期没有完整的观测，已被剔除（${unitNames(f)}）：不同时期之间比较的须是同一批个体。请补全缺失值，或剔除缺失最多的时期。`,

  NEVER_TREATED_NONE: (f) => {
    const dropped = f.isEmpty("periods")
      ? ""
      : `以下时期已被剔除，因为届时已无未受处理的个体：${firstOf(f.texts("periods"), f.texts("periods").length)}。`;
    return `没有从未处理的个体：最后受到处理的${f.text("nUnits")}个个体（始于${f.text("cohort")}）充当对照组，不估计其处理效应。${dropped}如有从未处理的个体，请加入样本。`;
  },

  TREATED_FROM_START: (f) => {
    const ahead = f.value("anticipation");
    const since = ahead > 0 ? `，或在其后不久（预期效应期限为${f.text("anticipation")}）` : "起";
    return `${f.text("nUnits")}个个体中有${f.text("count")}个自第一期（${f.text("start")}）${since}即受到处理，已被剔除（${unitNames(f)}）：数据中没有它们受处理之前的观测。若要估计其处理效应，请补充更早时期的数据。`;
  },

  SMALL_COHORTS: (f) =>
    `以下队列的个体少于${f.text("least")}个：${f.rows("cohorts").map(smallCohort).join("、")}。其效应仅依赖少数个体，由影响函数得到的标准误会偏小。请合并相邻队列，减少协变量，或以加总后的效应为准。`,

  GROUP_TIME_NOT_IDENTIFIED: (f) => {
    const groups = f.rows("groups");
    const shown = groups.slice(0, 5).map(lostEffects).join("；");
    return `${f.text("total")}个队列-时期效应中有${f.text("count")}个无法识别（${shown}${groups.length > 5 ? "等" : ""}）。相应各行留空，加总时不予计入。请减少协变量，或以尚未处理的个体为对照组。`;
  },
};

function lostEffects(f: Facts): string {
  const times = firstOf(f.texts("times"), f.texts("times").length);
  return `队列${f.text("cohort")}在${times}：${REASONS[f.text("reason")] ?? f.text("reason")}`;
}

function smallCohort(f: Facts): string {
  const cohort = f.text("cohort");
  return `${cohort === "never" ? "从未处理" : cohort}（${f.text("nUnits")}个）`;
}
