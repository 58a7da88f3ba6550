import type { Language, Warning } from "@ceteris/core";
import type { Labels } from "../names.ts";
import { ATT_GT_SENTENCES } from "./att-gt-sentences.ts";
import { DATA_SENTENCES } from "./data-sentences.ts";
import { DESIGN_SENTENCES } from "./design-sentences.ts";
import { readFacts, type Sentence } from "./facts.ts";
import { IMPUTATION_SENTENCES } from "./imputation-sentences.ts";
import { INDEX_SENTENCES } from "./index-sentences.ts";
import { MATCHING_SENTENCES } from "./matching-sentences.ts";
import { READING_SENTENCES } from "./reading-sentences.ts";
import { REGRESSION_SENTENCES } from "./regression-sentences.ts";
import { RESAMPLING_SENTENCES } from "./resampling-sentences.ts";
import { SATURATED_SENTENCES } from "./saturated-sentences.ts";
import { SYNTHETIC_DID_SENTENCES } from "./synthetic-did-sentences.ts";
import { WEIGHTING_SENTENCES } from "./weighting-sentences.ts";

const SENTENCES: Readonly<Record<string, Sentence>> = {
  ...DATA_SENTENCES,
  ...READING_SENTENCES,
  ...REGRESSION_SENTENCES,
  ...RESAMPLING_SENTENCES,
  ...DESIGN_SENTENCES,
  ...ATT_GT_SENTENCES,
  ...IMPUTATION_SENTENCES,
  ...SATURATED_SENTENCES,
  ...SYNTHETIC_DID_SENTENCES,
  ...MATCHING_SENTENCES,
  ...WEIGHTING_SENTENCES,
  ...INDEX_SENTENCES,
};

/** Codes of the warnings that can be said in Chinese. */
export const CHINESE_WARNING_CODES: readonly string[] = Object.freeze(Object.keys(SENTENCES));

/**
 * A warning in the language of a report. English is the warning's own message; Chinese is written from
 * its code and `details`, with columns under their shown names.
 *
 * @returns the English message where the code has no Chinese sentence, or `details` lack a figure it needs
 * @example
 * const warning = {
 *   code: "COLUMN_CONSTANT",
 *   message: "Column “x” has the same value in all 12 rows that have one. It cannot be …",
 *   details: { column: "x", n: 12 },
 * };
 * warningText(warning, "zh", { x: { en: "GDP", zh: "地区生产总值" } });
 * // "变量“地区生产总值”的12个非缺失值完全相同，不能作为指标或解释变量。"
 */
export function warningText(warning: Warning, lang: Language, labels?: Labels): string {
  if (lang === "en" || !Object.hasOwn(SENTENCES, warning.code)) return warning.message;
  const { facts, complete } = readFacts(warning.details, labels);
  const text = SENTENCES[warning.code]!(facts);
  return complete() ? text : warning.message;
}
