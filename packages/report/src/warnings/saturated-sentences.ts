import { type Facts, firstOf, type Sentence } from "./facts.ts";

/** Warnings of regressions with effects by cohort, and of stacked sub-experiments. */
export const SATURATED_SENTENCES: Readonly<Record<string, Sentence>> = {
  CELLS_NOT_IDENTIFIED: (f) => {
    const cohorts = f.rows("cohorts");
    const shown = cohorts.slice(0, 5).map(lostCells).join("；");
    const [why, mend] =
      f.text("reason") === "covariates"
        ? ["作为参照的观测无法确定协变量对它们的影响", "请减少协变量，或补充作为参照的观测"]
        : [
            "没有观测能将它们与同期作为参照的观测相连",
            "请补充该队列受处理之前的观测，或这些时期未受处理的观测",
          ];
    return `${f.text("total")}个队列-时期效应中有${f.text("count")}个无法识别（${shown}${cohorts.length > 5 ? "等" : ""}）：${why}。加总时不予计入，全部无法识别的均值所在行留空。${mend}。`;
  },

  COHORTS_TRIMMED: (f) => {
    const cohorts = f.rows("cohorts").map((c) => `${c.text("cohort")}（${c.text("nUnits")}个）`);
    return `${f.text("nTreated")}个处理组个体中有${f.text("count")}个未用于估计，因为数据未覆盖其队列自相对时点−${f.text("before")}至${f.text("after")}的整个窗口，或届时没有始终未受处理的个体：${firstOf(cohorts, cohorts.length, 12)}。估计的是其余队列的效应；若要保留更多队列，请用before和after缩短窗口。`;
  },
};

function lostCells(f: Facts): string {
  const times = firstOf(f.texts("times"), f.texts("times").length);
  return `队列${f.text("cohort")}在${times}`;
}
