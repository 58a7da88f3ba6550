import type { Estimate, EstimationResult, Language } from "@ceteris/core";
import { formatNumber, formatP } from "@ceteris/report";

/** `0.0093 (t = 3.62, p < 0.001)` in a sentence; z for a normal statistic. */
export function estimateText(row: Estimate, lang: Language): string {
  if (row.estimate === null) return lang === "zh" ? "无法识别" : "not identified";
  const value = formatNumber(row.estimate, 4);
  if (row.statistic === null || row.pValue === null) return value;
  const statistic = formatNumber(row.statistic, 2);
  const letter = row.dof === null ? "z" : "t";
  return lang === "zh"
    ? `${value}（${letter} = ${statistic}，p ${pText(row.pValue)}）`
    : `${value} (${letter} = ${statistic}, p ${pText(row.pValue)})`;
}

/** `= 0.012` or `< 0.001`. */
export function pText(p: number): string {
  const shown = formatP(p);
  return shown.startsWith("<") ? `< ${shown.slice(1)}` : `= ${shown}`;
}

/** The cluster columns of a result, from its `spec`. */
export function clustersOf(result: Pick<EstimationResult, "spec">): readonly string[] {
  const covariance = result.spec.covariance as { readonly by?: readonly string[] } | undefined;
  return covariance?.by ?? [];
}
