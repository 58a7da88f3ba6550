import type { Language } from "@ceteris/core";
import { specNumber, specText } from "../spec-facts.ts";
import { fill } from "../words.ts";
import { attGtClause } from "./att-gt-clause.ts";
import { type Compared, comparedWith } from "./compared-with.ts";
import { eventTimeName } from "./event-time-name.ts";

/** What a result tells of the way it was estimated. */
export interface Estimated extends Compared {
  readonly critical?: number | null;
}

const CLAUSES: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  sunab: {
    en: "Interaction-weighted estimates of Sun and Abraham (2021), cohort by cohort against units {control}",
    zh: "采用Sun和Abraham（2021）的交互加权估计，各队列以{control}的个体为对照",
  },
  imputation: {
    en: "Imputation estimates of Borusyak, Jaravel and Spiess (2024), from a model of untreated rows",
    zh: "采用Borusyak、Jaravel和Spiess（2024）的插补估计，模型由未处理观测估计",
  },
  "two-stage": {
    en: "Two-stage estimates of Gardner (2022), the first stage on untreated rows",
    zh: "采用Gardner（2022）的两阶段估计，第一阶段由未处理观测估计",
  },
  stacked: {
    en: "Stacked regressions with the weights of Wing, Freedman and Hollingsworth (2024), event times {window}",
    zh: "采用Wing、Freedman和Hollingsworth（2024）加权的堆叠回归，窗口期为{window}",
  },
  etwfe: {
    en: "Extended two-way fixed effects of Wooldridge (2025), against units {control}",
    zh: "采用Wooldridge（2025）的扩展双向固定效应估计，以{control}的个体为对照",
  },
  sdid: {
    en: "Synthetic difference-in-differences of Arkhangelsky et al. (2021)",
    zh: "采用Arkhangelsky等（2021）的合成双重差分估计",
  },
  "panel-match": {
    en: "Units matched on paths before treatment, as in Imai, Kim and Wang (2023), standard errors with the match as given",
    zh: "采用Imai、Kim和Wang（2023）的处理前路径匹配，标准误视匹配为给定",
  },
};

/** How an estimator that compares chosen units went about it: a clause without a stop, or null for any other. */
export function estimatorClause(result: Estimated, lang: Language, leads = true): string | null {
  const estimator = specText(result.spec, "estimator");
  if (estimator === "att-gt") return attGtClause(result, leads, lang);
  if (estimator === null || !Object.hasOwn(CLAUSES, estimator)) return null;
  const control = comparedWith(result, lang);
  return fill(CLAUSES[estimator]![lang], { control, window: stackWindow(result, lang) ?? "" });
}

/** The event times that stacked regressions cover; null of any other result. */
export function stackWindow({ spec }: Pick<Estimated, "spec">, lang: Language): string | null {
  const [before, after] = [specNumber(spec, "before"), specNumber(spec, "after")];
  if (specText(spec, "estimator") !== "stacked" || before === null || after === null) return null;
  const [from, to] = [eventTimeName(-before, null), eventTimeName(after, null)];
  return lang === "zh" ? `${from}至${to}` : `${from} to ${to}`;
}

const SOURCES: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  "att-gt": { en: "Callaway and Sant'Anna (2021)", zh: "Callaway和Sant'Anna（2021）" },
  sunab: { en: "Sun and Abraham (2021)", zh: "Sun和Abraham（2021）" },
  imputation: {
    en: "imputation (Borusyak, Jaravel and Spiess 2024)",
    zh: "插补估计（Borusyak、Jaravel和Spiess，2024）",
  },
  "two-stage": { en: "two-stage (Gardner 2022)", zh: "两阶段估计（Gardner，2022）" },
  stacked: {
    en: "stacked (Wing, Freedman and Hollingsworth 2024)",
    zh: "堆叠估计（Wing、Freedman和Hollingsworth，2024）",
  },
  etwfe: { en: "extended two-way (Wooldridge 2025)", zh: "扩展双向固定效应（Wooldridge，2025）" },
  sdid: { en: "synthetic DID (Arkhangelsky et al. 2021)", zh: "合成双重差分（Arkhangelsky等，2021）" },
};

/** Who proposed the estimators of several columns or rows: a clause, or null where none needs a source. */
export function estimatorSources(results: readonly Pick<Estimated, "spec">[], lang: Language): string | null {
  const told = results.flatMap(({ spec }) => {
    const estimator = specText(spec, "estimator") ?? "";
    return Object.hasOwn(SOURCES, estimator) ? [SOURCES[estimator]![lang]] : [];
  });
  if (told.length === 0) return null;
  return lang === "zh" ? `估计方法：${told.join("，")}` : `Estimators: ${told.join(", ")}`;
}
