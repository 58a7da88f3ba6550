import { unitNames } from "./data-sentences.ts";
import { briefNumber, type Facts, firstOf, type Sentence } from "./facts.ts";
import { pText } from "./p-text.ts";

/** Warnings about the design of a difference-in-differences study. */
export const DESIGN_SENTENCES: Readonly<Record<string, Sentence>> = {
  TREATMENT_ABOVE_CLUSTER: (f) => {
    const level = f.column("column");
    const now = f.isEmpty("clusteredBy") ? "并未聚类" : `仅聚类到${f.columns("clusteredBy")}层面`;
    return `处理状态只在${level}层面变化：${f.text("nTreatedUnits")}个处理组个体分布于${level}的${f.text("nLevels")}个组中的${f.text("nTreatedLevels")}个，同组个体同时受到处理，而标准误${now}。组内的共同冲击因此被当作相互独立的信息，标准误偏小：请将标准误聚类到${level}层面；受处理的组较少时，还应使用野聚类自助法（wild cluster bootstrap），或在${level}层面重新随机分配处理状态的安慰剂检验。参见Abadie、Athey、Imbens和Wooldridge（2023）。`;
  },

  FEW_TREATED_CLUSTERS: (f) => {
    const cluster = f.column("cluster");
    const [nTreated, nUntreated] = [f.value("nTreated"), f.value("nUntreated")];
    const untreated = nUntreated > 0 && nUntreated < nTreated;
    return `${cluster}的${f.text("nClusters")}个聚类中，仅有${untreated ? nUntreated : nTreated}个含有${untreated ? "从未处理的" : "处理组"}个体；少于约${f.text("threshold")}个时，无论聚类总数多少，聚类稳健标准误都可能严重偏小。请使用CR2标准误与Satterthwaite自由度${f.flag("assigned") ? `，或在${cluster}层面重新随机分配处理状态的安慰剂检验` : ""}；此时野聚类自助法（wild cluster bootstrap）也可能失效。参见MacKinnon和Webb（2018）。`;
  },

  ALWAYS_TREATED: (f) =>
    `${f.text("nUnits")}个个体中有${f.text("count")}个在全部观测期内均受到处理（${unitNames(f)}）。它们没有处理前后的变化，却以已处理的状态充当其他个体的对照：请剔除这些个体，或补充更早时期的数据。`,

  BASE_NOT_LAST_PRE: (f) => {
    const base = f.value("base");
    const what =
      base >= 0
        ? "该期已受政策影响，所有系数都以已包含政策效应的时期为参照"
        : `即政策实施前第${-base}期，先导项和滞后项均以该期为参照`;
    return `事件研究以相对时点${f.text("base")}为基期，${what}。${rebased(f)}建议以政策实施前最后一期（−1）为基期。`;
  },

  SIGNIFICANT_LEADS: (f) =>
    `${f.has("base") ? `以相对时点${f.text("base")}为基期，` : ""}${leads(f)}。${byChance(f) ? "多个先导项中个别显著可能出于偶然，但处理组与控制组也可能在政策实施之前已经分化" : "处理组与控制组在政策实施之前已经分化"}，平行趋势假设存疑：请考虑组别特定的时间趋势与预期效应，并检验结论能够承受多大程度的平行趋势偏离。参见Roth（2022）、Rambachan和Roth（2023）。`,

  LOW_PRETREND_POWER: (f) =>
    `平行趋势检验的功效偏低：若处理组与控制组之间存在每期${f.number("slope")}的线性趋势差异，逐期检验${f.text("nLeads")}个先导项将有一半的概率无法发现，而该差异会使处理后的平均效应产生${f.number("bias")}的偏误，不小于估计的平均效应（${f.number("average")}）。此时先导项不显著并不足以支持平行趋势假设：请报告能够排除的最小偏离（等价性检验），以及结论能够承受多大程度的平行趋势偏离。参见Roth（2022）、Rambachan和Roth（2023）。`,

  CONTROL_AFFECTED: (f) =>
    `控制变量${f.column("control")}本身随政策变化：以其为被解释变量的双重差分估计为${f.number("estimate")}（${pText(f)}）。受政策影响的控制变量会吸收一部分政策效应，也可能造成虚假的效应，即“坏控制变量”问题：请改用其政策实施前的取值，或去掉该变量后对比结果。参见Angrist和Pischke（2009，第3.2.3节）。`,

  STAGGERED_TWFE: (f) => {
    const cohorts = f.rows("cohorts");
    const shown = cohorts.map((c) => `${c.text("cohort")}：${c.text("nUnits")}个`);
    return `各个体的处理开始于${cohorts.length}个不同时期（${firstOf(shown, cohorts.length, 8)}；从未处理：${f.text("nNever")}个）。此时双向固定效应估计会把较早处理的个体用作较晚处理个体的对照${f.has("forbiddenWeight") ? `，这类比较占全部权重的${f.percent("forbiddenWeight")}` : ""}；若处理效应随时间变化或存在异质性，估计值可能严重偏离任何一种平均处理效应。请同时报告适用于交错处理（多时点DID）的估计量（ceteris staggered命令，或研究文件的staggered步骤）。参见Goodman-Bacon（2021）、de Chaisemartin和D’Haultfœuille（2020）。`;
  },

  NEGATIVE_WEIGHTS: (f) =>
    `双向固定效应估计对${f.text("nTreatedRows")}个受处理观测值中的${f.text("nNegative")}个赋予了负权重，合计${f.number("sumNegative")}，其余观测值的权重合计${briefNumber(1 - f.value("sumNegative"))}：若处理效应存在异质性，估计值甚至可能符号相反。请同时报告适用于交错处理（多时点DID）的估计量（ceteris staggered命令，或研究文件的staggered步骤）。参见de Chaisemartin和D’Haultfœuille（2020）。`,

  OUTCOME_AT_BOUND: (f) =>
    `被解释变量${f.column("outcome")}在${f.text("nRows")}行中有${f.text("count")}行（${f.percent("share")}）等于其${f.text("end") === "minimum" ? "最小值" : "最大值"}${f.number("bound")}。处于边界的观测值无法再越过边界：处理组与控制组水平不同时，趋势未必平行，线性模型还会把边界当作没有效应。请查明该值是否经过截断，并同时报告适用于此类变量的模型，或剔除始终处于边界的个体。参见Wooldridge（2023）。`,

  LOG_OF_ZERO: (f) =>
    `${zeros(f)}。因取值为零而被剔除的观测值是按规模选择的样本；若先加常数再取对数，估计值则取决于计量单位。请改用水平值、泊松回归，或将“是否为零”与对数值分开估计。参见Chen和Roth（2024）。`,

  CONTROL_IN_OUTCOME: (f) =>
    `剔除个体与时间固定效应后，被解释变量${f.column("outcome")}${logarithm(f, "ofOutcome")}与控制变量${f.column("control")}${logarithm(f, "ofControl")}的相关系数为${f.number("correlation", 6)}：被解释变量由该控制变量构造而来，或两者本是同一变量。控制它之后，被解释变量已没有可供解释的变异：请去掉该控制变量。参见Angrist和Pischke（2009，第3.2.3节）关于“坏控制变量”的讨论。`,

  CONTROL_IN_INDEX: (f) => {
    const what = f.has("correlation")
      ? `剔除个体与时间固定效应后，控制变量${f.column("control")}${logarithm(f, "ofControl")}与综合指数的指标${f.column("indicator")}${logarithm(f, "ofIndicator")}的相关系数为${f.number("correlation", 6)}`
      : `控制变量${f.column("control")}同时也是综合指数的指标`;
    return `${what}：控制它就等于控制了被解释变量的一部分，也就控制了一部分政策效应。请将其从控制变量或从综合指数中去掉。参见Angrist和Pischke（2009，第3.2.3节）关于“坏控制变量”的讨论。`;
  },

  ENTRY_EXIT_RELATED: (f) =>
    `个体是否在样本期内始终被观测到与处理状态有关：${f
      .rows("found")
      .map((row) => spans(f, row))
      .join(
        "；",
      )}。若个体因政策而进入或退出样本，两组的构成就会改变，这种改变看上去就像政策效应：请查明缺失的原因，并仅用各期均被观测到的个体重新估计。参见Ghanem、Hirshleifer和Ortiz-Becerra（2023）。`,

  UNEQUAL_LEVERAGE: (f) =>
    `${f.column("cluster")}的${f.text("nClusters")}个聚类对处理效应的杠杆值极不均等：“${f.text("largest")}”占${f.percent("share")}，是均值的${f.number("overMean")}倍，全部聚类仅相当于${f.number("effective")}个杠杆值相等的聚类。此时聚类稳健标准误往往偏小：请使用CR2标准误与Satterthwaite自由度，或CR3标准误，并在去掉该聚类后重新估计。参见MacKinnon、Nielsen和Webb（2023）。`,

  ANTICIPATION_WINDOW: (f) =>
    `政策实施前最后一期（相对时点−1）与此前${f.text("nLeads")}期的均值相差${f.number("step")}（${pText(f)}），而此前各期之间并无显著差异（${pText(f.inner("equalLeads"))}）：效应似乎在政策实施之前就已出现，相对时点−1已受其影响。请以政策公布的时间作为处理时点，或以−2为基期，并同时报告两种结果。关于有限预期参见Callaway和Sant’Anna（2021），关于处理前的下降参见Ashenfelter和Card（1985）。`,

  SAMPLE_DIFFERS: (f) =>
    `表中${f.values("nObs").length}列估计所用的样本不同，观测值为${f.text("least")}至${f.text("most")}行（${f.texts("nObs").join("、")}）。各列之间的变化因此不只是控制变量的作用：请用所有控制变量均无缺失的观测值估计每一列（sample: common）。参见Gelbach（2016）。`,

  WITHIN_R2_FALLS: (f) =>
    `从第${f.text("from")}列到第${f.text("to")}列，组内R²由${f.fixed("r2Before", 4)}降至${f.fixed("r2", 4)}，而解释变量增加、观测值同为${f.text("nObs")}行。样本相同时组内R²不可能下降：两列的行数虽同而所用的行不同，或其中一列被改动过。请用同一份数据重新估计两列。参见Wooldridge（2020，第3章）。`,

  EVENT_TIMES_COLLINEAR: (f) => {
    const times = f.texts("eventTimes");
    const why =
      f.value("nNeverTreated") === 0
        ? "样本中的个体均在某一时期受到处理，相对时点的线性趋势可由个体与时间固定效应线性表示，仅设一个基期无法区分政策效应与该趋势：请设定先导期数和滞后期数以归并两端的时点，或加入从未处理的个体。"
        : "这些时点的虚拟变量可由固定效应及彼此线性表示：请设定先导期数或滞后期数以归并时点，或使用更粗的固定效应。";
    return `${f.text("nTerms")}个相对时点系数中有${times.length}个无法识别，结果留空（${firstOf(times, times.length, 20)}）。${why}`;
  },

  EVENT_TIME_UNKNOWN: (f) =>
    `有${f.text("count")}个个体自首行起即受到处理（${unitNames(f)}），0/1变量不能说明处理何时开始，其相对时点暂从首行算起。请改为给出首次处理的时期（cohort），或剔除这些个体。`,

  PLACEBO_UNIDENTIFIED: (f) => {
    const fate = f.flag("enumerated") ? "这些分配已被略去" : "这些分配已重新抽取";
    const why = f.has("refusal") ? "无法得到估计值" : "的处理变量被固定效应完全吸收";
    return `在${f.text("nAssignments")}种处理分配中，有${f.text("unidentified")}种${why}，${fate}，p值以此为条件。`;
  },

  PLACEBO_INTERRUPTED: (f) =>
    `安慰剂检验在完成${f.text("asked")}次抽样中的${f.text("done")}次后被中断，结果仅来自已完成的抽样。请重新运行以完成全部抽样；以相同的随机种子抽样${f.text("done")}次，可得到与此相同的结果。`,
};

/** What would change with −1 as base, where that could be estimated. */
function rebased(f: Facts): string {
  if (!f.has("shift") || !f.has("significantLeadsRebased")) return "";
  const joint = f.has("pretrendRebased") ? `，联合检验${pText(f.inner("pretrendRebased"))}` : "";
  return `若改以−1为基期，所有系数将变动${f.number("shift")}，${howMany(f.value("significantLeadsRebased"), f.value("nLeadsRebased"))}${joint}（原为${f.text("nLeads")}个中有${f.text("significantLeads")}个显著）。`;
}

function howMany(significant: number, nLeads: number): string {
  if (significant === 0) return `${nLeads}个先导项在5%水平上${nLeads === 1 ? "不" : "均不"}显著`;
  return `${nLeads}个先导项中有${significant}个在5%水平上显著`;
}

/** Whether leads differ one by one, but not jointly. */
function byChance(f: Facts): boolean {
  if (!f.has("pretrend")) return false;
  const joint = f.inner("pretrend");
  return joint.value("dof1") > 1 && joint.value("pValue") >= 0.05;
}

function leads(f: Facts): string {
  const joint = f.has("pretrend") ? `全部先导项的联合检验${pText(f.inner("pretrend"))}` : "";
  if (f.isEmpty("leads")) {
    return `没有单个先导项在5%水平上显著${joint === "" ? "" : `，但${joint}`}`;
  }
  const found = f.rows("leads");
  const each = found.map((lead) => `${lead.text("eventTime")}（${lead.number("estimate")}，${pText(lead)}）`);
  const single = `${howMany(found.length, f.value("nLeads"))}：相对时点${each.join("、")}`;
  return joint === "" ? single : `${single}；${joint}`;
}

/** Says that a column was taken in logarithms. */
function logarithm(f: Facts, key: string): string {
  return f.text(key) === "log" ? "的对数" : "";
}

function zeros(f: Facts): string {
  const column = f.column("column");
  if (!f.has("level")) {
    return `${column}在${f.text("nRows")}行中有${f.text("nZero")}行恰为其最小值0，与对零加1后取对数的结果一致`;
  }
  const [nMissing, nFilled] = [f.value("nMissing"), f.value("nFilled")];
  const parts = [
    ...(nMissing > 0 ? [`有${nMissing}行缺失`] : []),
    ...(nFilled > 0 ? [`有${nFilled}行仍有取值`] : []),
  ];
  return `在${f.column("level")}不大于零的观测值中（共${f.text("nRows")}行），${column}${parts.join("，")}`;
}

function spans(all: Facts, row: Facts): string {
  const words: Readonly<Record<string, string>> = {
    late: "较晚进入样本",
    early: "提前退出样本",
    gaps: "中间有缺期",
  };
  const kind = row.text("kind");
  return `${all.text("nTreatedUnits")}个处理组个体中有${row.text("nTreated")}个${words[kind] ?? kind}，${all.text("nNeverUnits")}个从未处理的个体中有${row.text("nNever")}个（${pText(row)}）`;
}
