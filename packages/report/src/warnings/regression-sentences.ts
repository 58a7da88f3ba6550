import type { Facts, Sentence } from "./facts.ts";

/** Warnings about samples, fits and covariances. */
export const REGRESSION_SENTENCES: Readonly<Record<string, Sentence>> = {
  MISSING_DROPPED: (f) => {
    const counts = f
      .byColumn("byColumn")
      .map(({ name, value }) => `${name === "“treatment”" ? "处理变量" : name}（${value}行）`);
    return `所用变量存在缺失值的行已被剔除：${counts.join("、")}。请补全这些数据，或确认其为随机缺失。`;
  },

  ZERO_WEIGHTS: (f) => `权重为0的${f.text("count")}行已被剔除，并计入缺失。`,

  SINGLETONS_DROPPED: (f) =>
    `有${f.text("count")}行是固定效应（${f.columns("fixedEffects")}）某一组内的唯一观测值（singleton），不能为估计提供信息，已被剔除。`,

  NOT_CONVERGED: (f) =>
    `吸收固定效应（${f.columns("fixedEffects")}）时，迭代${f.text("iterations")}次仍未达到收敛标准，估计结果为近似值。各固定效应之间可能接近共线，请使用更粗的固定效应。`,

  FULL_LEVERAGE: (f) =>
    `有${f.text("rows")}行被其独有的参数完全拟合（杠杆值为1），不含误差信息，${f.text("vcov").toUpperCase()}在计算方差时未计入这些行。请剔除这些行，或减少参数。`,

  VCOV_REPAIRED: () =>
    "协方差矩阵存在负特征值，已按Cameron、Gelbach和Miller（2011）的做法置为0。聚类数或时期数较少时容易出现这种情况；请与单向聚类标准误对照。",

  FEW_CLUSTERS: (f) => (f.has("coefficients") ? fewerThanCoefficients(f) : fewClusters(f)),

  COLLINEAR: (f) => {
    const why = f.isEmpty("collinearWith") ? "被固定效应吸收" : `与${f.columns("collinearWith")}共线`;
    return `${f.column("term")}无法识别：${why}。该项已略去，对应的结果留空；其余估计与不含该项时相同。`;
  },
};

function fewClusters(f: Facts): string {
  const cluster = f.column("cluster");
  return `标准误聚类到${cluster}层面，仅有${f.text("nClusters")}个聚类；聚类数少于约${f.text("threshold")}个时，标准误往往偏小。请使用CR2标准误与Satterthwaite自由度、野聚类自助法（wild cluster bootstrap），或在${cluster}层面重新随机分配处理状态的安慰剂检验。参见Cameron、Gelbach和Miller（2008）。`;
}

function fewerThanCoefficients(f: Facts): string {
  return `${f.column("cluster")}仅有${f.text("clusters")}个聚类，而待估系数有${f.text("coefficients")}个：系数的协方差矩阵是奇异的，无法对全部系数作联合检验。请在更细的层面聚类，或减少解释变量。`;
}
