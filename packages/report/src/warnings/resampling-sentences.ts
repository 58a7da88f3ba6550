import { firstOf, type Sentence } from "./facts.ts";

const INTERVALS: Readonly<Record<string, string>> = {
  percentile: "百分位",
  basic: "基本自助法",
  normal: "正态近似",
  bca: "BCa",
};

/** Warnings of the bootstrap and the jackknife. */
export const RESAMPLING_SENTENCES: Readonly<Record<string, Sentence>> = {
  BOOTSTRAP_INTERRUPTED: (f) =>
    `自助法在完成${f.text("asked")}次抽样中的${f.text("done")}次后被中断，结果仅来自已完成的抽样。请重新运行以完成全部抽样。`,

  BOOTSTRAP_DRAWS_FAILED: (f) => {
    const code = f.text("code");
    const why =
      code === "NOT_IDENTIFIED"
        ? `无法识别${f.column("reason")}`
        : `错误代码${code}，首次出现于第${f.text("firstDraw")}次抽样`;
    const advice = f.flag("stratified") ? "" : "按处理组等变量分层抽样，可使各次抽样的构成保持一致。";
    return `${f.text("nDraws")}次自助抽样中有${f.text("count")}次未得到估计值（${why}）。标准误与置信区间仅来自其余抽样；若失败的恰是极端的抽样，二者都会偏小。${advice}`;
  },

  BOOTSTRAP_INTERVAL_OPEN: (f) => {
    const bca = f.text("interval") === "bca";
    return `${f.columns("terms")}的${f.text("percent")}%${INTERVALS[f.text("interval")] ?? ""}置信区间缺少端点：该端点落在${f.text("nDraws")}次抽样的极值之外${bca ? "，或缺少剔除某个聚类后的估计值" : ""}。请增加抽样次数${bca ? "，或改用其他置信区间" : ""}。`;
  },

  BOOTSTRAP_NEAREST_MATCH: (f) => {
    const how = f.text("match") === "mahalanobis" ? "马氏距离近邻" : "最近邻";
    return `自助法经过固定近邻个数的匹配（${how}，每个处理组观测值配${f.text("ratio")}个）：此时无论抽样多少次，自助标准误都不成立（Abadie和Imbens，2008）。请改用半径匹配、核匹配或加权，或仅将匹配后效应的置信区间作为粗略参考。`;
  },

  JACKKNIFE_INCOMPLETE: (f) => {
    const count = f.value("count");
    const clusters = firstOf(f.texts("clusters"), count);
    const left = count === 1 ? `剔除聚类${clusters}` : `剔除其${count}个聚类（${clusters}）中的任何一个`;
    return `以${f.column("column")}为聚类，${left}之后${f.column("term")}便无法识别，刀切法（jackknife）因此不能给出其标准误：该估计所依赖的聚类过少。请逐一剔除更细层面的单位，或使用安慰剂检验。`;
  },
};
