import type { Language } from "@ceteris/core";
import type { Progress } from "@ceteris/study";

/** What `run` and `check` say to people, in each language; errors are English everywhere. */
export interface RunWords {
  readonly steps: Readonly<Record<Progress["step"], string>>;
  readonly kept: string;
  readonly interrupting: string;
  /** What a run leaves: report, Word, Excel, tables, charts, results. */
  readonly places: readonly [string, string, string, string, string, string];
  explains(nWarnings: number): string;
  tables(n: number, endings: string): string;
  charts(n: number, endings: string): string;
  canRun(panel: { nRows: number; nUnits: number; nPeriods: number }, nWarnings: number): string;
  cannotRun(nProblems: number): string;
}

const english: RunWords = {
  steps: {
    data: "data and index",
    describe: "descriptive statistics",
    baseline: "baseline",
    eventStudy: "event study",
    staggered: "staggered adoption",
    placebo: "placebo",
    honest: "sensitivity to trends",
    leaveOneOut: "leaving out one at a time",
    psmDid: "matching and DID",
    panelMatch: "matching on paths",
    weighting: "balancing weights",
    bootstrap: "bootstrap",
    jackknife: "jackknife",
    report: "tables, charts and report",
  },
  kept: "kept from an interrupted run",
  interrupting: "interrupting …",
  places: ["report", "Word", "Excel", "tables", "charts", "results"],
  explains: (n) => `(explains the ${n === 1 ? "warning" : `${n} warnings`})`,
  tables: (n, endings) => `(${count(n, "table")}${endings && ` as ${endings}`})`,
  charts: (n, endings) => `(${count(n, "chart")}${endings && ` as ${endings}`})`,
  canRun: ({ nRows, nUnits, nPeriods }, n) =>
    `The study can run: ${nRows} rows, ${nUnits} units, ${nPeriods} periods; ${n === 0 ? "no warnings" : count(n, "warning")}.`,
  cannotRun: (n) => `The study cannot run: ${count(n, "problem")}.`,
};

const chinese: RunWords = {
  steps: {
    data: "数据和指数",
    describe: "描述性统计",
    baseline: "基准回归",
    eventStudy: "事件研究",
    staggered: "交错处理的估计",
    placebo: "安慰剂检验",
    honest: "平行趋势敏感性",
    leaveOneOut: "逐一剔除",
    psmDid: "PSM-DID",
    panelMatch: "按路径匹配",
    weighting: "加权平衡",
    bootstrap: "自助法",
    jackknife: "刀切法",
    report: "表格、图形和报告",
  },
  kept: "沿用中断前的结果",
  interrupting: "正在中断……",
  places: ["报告", "Word", "Excel", "表格", "图形", "结果"],
  explains: (n) => `（其中说明${n}条警告）`,
  tables: (n, endings) => `（${n}张表${endings && `：${endings}`}）`,
  charts: (n, endings) => `（${n}幅图${endings && `：${endings}`}）`,
  canRun: ({ nRows, nUnits, nPeriods }, n) =>
    `研究可以运行：${nRows}行，${nUnits}个个体，${nPeriods}期；${n === 0 ? "没有警告" : `${n}条警告`}。`,
  cannotRun: (n) => `研究无法运行：${n}个问题。`,
};

export const RUN_WORDS: Readonly<Record<Language, RunWords>> = { en: english, zh: chinese };

function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? "" : "s"}`;
}
