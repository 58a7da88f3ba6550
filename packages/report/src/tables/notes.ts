import type { Language } from "@ceteris/core";
import { type Labels, nameOf } from "../names.ts";
import { formatPercent } from "../numbers.ts";
import { specFacts } from "../spec-facts.ts";
import { covarianceClause, type Described } from "./covariance-clause.ts";
import { matchingClause } from "./matching-clause.ts";
import type { StarLevel } from "./stars.ts";
import { weightingClause } from "./weighting-clause.ts";

/** What may stand in brackets under a coefficient. */
export const BRACKET_CHOICES = Object.freeze(["t", "stdError", "interval", "pValue"] as const);

export type Bracket = (typeof BRACKET_CHOICES)[number];

/** What the brackets hold. `normal` when the statistic is judged by the normal distribution. */
export function bracketClause(
  bracket: Bracket,
  level: number | null,
  normal: boolean,
  lang: Language,
): string {
  if (bracket === "stdError") return lang === "zh" ? "括号内为标准误" : "standard errors in brackets";
  if (bracket === "pValue") return lang === "zh" ? "括号内为p值" : "p values in brackets";
  if (bracket === "interval") {
    const percent = level === null ? "" : formatPercent(level);
    return lang === "zh"
      ? `方括号内为${percent}置信区间`
      : `${percent} confidence intervals in brackets`.trim();
  }
  const letter = normal ? "z" : "t";
  return lang === "zh" ? `括号内为${letter}值` : `${letter} statistics in brackets`;
}

/** What the stars mean; null without any. */
export function starsClause(levels: readonly StarLevel[], lang: Language): string | null {
  if (levels.length === 0) return null;
  const weakestFirst = [...levels].sort((a, b) => b.below - a.below);
  if (lang === "zh") {
    const marks = weakestFirst.map((l) => l.mark).join("、");
    const percents = weakestFirst.map((l) => formatPercent(l.below)).join("、");
    return weakestFirst.length === 1
      ? `${marks}表示在${percents}水平上显著`
      : `${marks}分别表示在${percents}水平上显著`;
  }
  return weakestFirst.map((l) => `${l.mark} p < ${l.below}`).join(", ");
}

/** Clauses as one sentence, to stand after "Notes:". */
export function noteSentence(clauses: readonly (string | null)[], lang: Language): string | null {
  const said = clauses.filter((c): c is string => c !== null && c !== "");
  if (said.length === 0) return null;
  if (lang === "zh") return `${said.join("；")}。`;
  return `${said.join("; ")}.`;
}

/**
 * How results were estimated, their standard errors and weights, each said once for all the columns it
 * holds for. Columns without a number go by `names`.
 */
export function modelClauses(
  results: readonly Described[],
  labels: Labels | undefined,
  lang: Language,
  names?: readonly string[],
): string | null {
  const clauses = [
    results.map((r) => covarianceClause(r, labels, lang)),
    results.map((r) => weightsClause(r, labels, lang)),
    results.map((r) => matchingClause(r.spec, labels, lang)),
    results.map((r) => weightingClause(r.spec, labels, lang)),
  ]
    .map((each) => clausesBy(each, lang, names))
    .filter((c) => c !== null);
  return clauses.length > 0 ? clauses.join(lang === "zh" ? "；" : "; ") : null;
}

function weightsClause({ spec }: Described, labels: Labels | undefined, lang: Language): string | null {
  const { weights } = specFacts(spec);
  if (weights === null) return null;
  const name = nameOf(weights, labels, lang);
  return lang === "zh" ? `以${name}加权` : `weighted by ${name}`;
}

/** A clause that holds for all columns stands alone; others name their columns, by number or by `names`. */
function clausesBy(
  clauses: readonly (string | null)[],
  lang: Language,
  names?: readonly string[],
): string | null {
  const columnsOf = new Map<string, number[]>();
  for (const [i, clause] of clauses.entries()) {
    if (clause !== null) columnsOf.set(clause, [...(columnsOf.get(clause) ?? []), i + 1]);
  }
  const all = [...columnsOf];
  if (all.length === 0) return null;
  if (all.length === 1 && all[0]![1].length === clauses.length) return all[0]![0];
  const said = ([clause, columns]: [string, number[]]) => {
    if (names) {
      const named = columns.map((n) => names[n - 1]!).join(lang === "zh" ? "、" : ", ");
      return lang === "zh" ? `${named}：${clause}` : `${named}: ${clause}`;
    }
    return lang === "zh" ? `第${columnNumbers(columns)}列${clause}` : `${columnsWord(columns)}: ${clause}`;
  };
  return all.map(said).join(lang === "zh" ? "；" : "; ");
}

function columnsWord(columns: readonly number[]): string {
  return `${columns.length > 1 ? "columns" : "column"} ${columnNumbers(columns)}`;
}

/** `(1)–(3), (5)`. */
function columnNumbers(columns: readonly number[]): string {
  const parts: string[] = [];
  for (let i = 0; i < columns.length; i++) {
    let j = i;
    while (columns[j + 1] === columns[j]! + 1) j++;
    parts.push(j > i + 1 ? `(${columns[i]})–(${columns[j]})` : range(columns, i, j));
    i = j;
  }
  return parts.join(", ");
}

function range(columns: readonly number[], from: number, to: number): string {
  return columns
    .slice(from, to + 1)
    .map((n) => `(${n})`)
    .join(", ");
}
