import type { Sentence } from "./facts.ts";

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

  TRENDS_REFUTED: (f) =>
    `趋势差异的偏离程度为${f.values("sizes").join("、")}时，置信集为空：政策前后的估计值与此类趋势差异不相容。请放宽偏离程度，或取消对其符号或方向的限制。`,

  WILD_INTERVAL_UNBOUNDED: (f) =>
    `以${f.column("cluster")}为聚类的野聚类自助法（wild cluster bootstrap）在${f.text("percent")}%水平上连远离估计值的取值也不能拒绝，置信区间因此缺少端点：重复原数据的抽样过多，聚类过少（此处${f.text("nClusters")}个）时往往如此。请改用CR2标准误或安慰剂检验；若处理状态在更细的层面分配，也可在该层面聚类。`,

  WILD_DRAWS_UNDEFINED: (f) =>
    `按${f.columns("clusters")}双向聚类的野聚类自助法：${
      f.flag("none")
        ? "估计系数或全部抽样的方差不为正，无法得到p值"
        : `${f.text("nDraws")}次抽样中有${f.text("undefined")}次的方差不为正，已剔除`
    }。请与单向聚类的野聚类自助法对照。`,

  INFLUENCE_SIGNIFICANCE: (f) => {
    const [names, by] = [f.texts("clusters"), f.column("by")];
    const [now, then] = f.flag("significant") ? ["显著", "不显著"] : ["不显著", "显著"];
    return `效应在${f.text("percent")}%水平上是否显著取决于${by}的个别取值：全样本下${now}（p = ${f.number("pValue")}），剔除${some(names)}${names.length > 1 ? "中的任意一个" : ""}后${then}（剔除${names[0] ?? ""}时p = ${f.number("pValueWithout")}）。请同时报告剔除前后的估计，并查明其特殊之处。`;
  },

  INFLUENCE_LARGE: (f) => {
    const names = f.texts("clusters");
    const first = names[0] ?? "";
    return `剔除${f.column("by")}的单个取值会使效应变动超过其${f.text("percent")}%且超过半个标准误：${some(names)}。剔除${first}后效应为${f.number("estimateWithout")}，全样本为${f.number("estimate")}；处理变量的变异有${f.percent("partialLeverage")}来自${first}。请同时报告剔除前后的估计，并使用适合聚类不均的标准误（CR3，或“both”类型的自助法）。`;
  },

  LEFT_OUT_NOT_IDENTIFIED: (f) => {
    const names = f.texts("clusters");
    return `剔除${f.column("by")}的${some(names)}后效应无法识别：比较${names.length > 1 ? "离不开其中任何一个" : "全靠它一个"}。相应的行留空，刀切法标准误亦然。请在更细的层面逐一剔除，并做安慰剂检验。`;
  },

  LEFT_OUT_WITHOUT_ERRORS: (f) =>
    `剔除${f.column("by")}单个取值后的标准误只估计了${f.text("nClusters")}个取值中影响最大的${f.text("withErrors")}个，其余仅有效应估计。如有需要，请增加重新估计的个数。`,

  CLUSTERS_BELOW_COEFFICIENTS: (f) =>
    `${f.column("cluster")}仅有${f.text("clusters")}个聚类，而待估系数有${f.text("coefficients")}个：系数的协方差矩阵是奇异的，无法对全部系数作联合检验。请在更细的层面聚类，或减少解释变量。`,

  FEW_CLUSTERS: (f) => {
    const cluster = f.column("cluster");
    return `标准误聚类到${cluster}层面，仅有${f.text("nClusters")}个聚类；聚类数少于约${f.text("threshold")}个时，标准误往往偏小。请使用CR2标准误与Satterthwaite自由度${f.flag("assigned") ? `、野聚类自助法（wild cluster bootstrap），或在${cluster}层面重新随机分配处理状态的安慰剂检验` : "或野聚类自助法（wild cluster bootstrap）"}。参见Cameron、Gelbach和Miller（2008）。`;
  },

  COLLINEAR: (f) => {
    const why = f.isEmpty("collinearWith") ? "被固定效应吸收" : `与${f.columns("collinearWith")}共线`;
    return `${f.column("term")}无法识别：${why}。该项已略去，对应的结果留空；其余估计与不含该项时相同。`;
  },

  NEARLY_COLLINEAR: (f) =>
    `${f.column("term")}的变异中，除约${f.text("parts")}分之1外均可由${f.columns("collinearWith")}解释，其估计取决于数据的最末几位数字。请略去${f.column("term")}，或略去解释它的变量。`,

  PERFECT_FIT: () =>
    "固定效应与解释变量完全解释了结果变量：残差只是舍入误差，标准误和p值也是如此。请检查结果变量是否由解释变量构造而来。",

  ZERO_OUTCOME_GROUPS: (f) => {
    const levels = f.byColumn("byEffect").map(({ name, value }) => `${name}（${value}组）`);
    return `固定效应中结果变量没有正值的组不含系数的信息，其${f.text("rows")}行已被剔除：${levels.join("、")}。`;
  },

  NO_STANDARD_ERROR: (f) =>
    `无法得到${f.columns("terms")}的标准误：其方差为零或不是数值。聚类、时期或行数过少，或数值小到平方后为零时，容易出现这种情况；请改用其他协方差，或换用更小的计量单位。`,
};

/** The first few names, then how many there are. */
function some(names: readonly string[]): string {
  const shown = names.slice(0, 5).join("、");
  return names.length > 5 ? `${shown}等${names.length}个` : shown;
}
