import { firstOf, type Sentence } from "./facts.ts";

const REASONS: Readonly<Record<string, string>> = {
  "few-controls": "安慰剂法要求从未处理的个体多于受处理的个体，请改用jackknife或bootstrap",
  "one-treated": "受处理的个体只有一个，剔除或抽取个体无从反映其变动，请改用placebo",
  "one-control": "全部权重落在一个从未处理的个体上，剔除它后便一无所剩，请改用placebo或bootstrap",
  "no-variation": "每次所得均相同，请检查被解释变量在个体之间是否有变动",
};

/** Warnings of synthetic difference-in-differences. */
export const SYNTHETIC_DID_SENTENCES: Readonly<Record<string, Sentence>> = {
  SYNTHETIC_ONE_PERIOD: (f) => {
    const cohorts = f.texts("cohorts");
    return `受处理前仅有一期的队列：${firstOf(cohorts, cohorts.length)}。此时各对照个体的权重相同，所得即为普通的双重差分。若要依受处理前的路径加权，请补充更早的时期。`;
  },

  SYNTHETIC_NO_ERROR: (f) =>
    `无法给出${f.columns("terms")}的标准误：${REASONS[f.text("reason")] ?? f.text("reason")}。`,

  SYNTHETIC_INTERRUPTED: (f) =>
    `运行被中断，标准误仅来自${f.text("asked")}次抽样中已完成的${f.text("done")}次。请重新运行以完成全部抽样。`,
};
