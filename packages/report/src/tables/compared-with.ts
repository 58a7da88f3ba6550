import type { Language, Warning } from "@ceteris/core";
import { specText } from "../spec-facts.ts";
import { type Word, word } from "../words.ts";

/** What a result tells of whom it compares. */
export interface Compared {
  readonly spec: Readonly<Record<string, unknown>>;
  readonly warnings: readonly Warning[];
}

const AGAINST: Readonly<Record<string, Word>> = {
  twfe: "againstAll",
  imputation: "againstUntreatedRows",
  "two-stage": "againstUntreatedRows",
  stacked: "againstClean",
  sdid: "againstWeighted",
};

/** With whom an estimator compares units under treatment, in a few words. */
export function comparedWith({ spec, warnings }: Compared, lang: Language): string {
  if (specText(spec, "control") === "not-yet") return word("againstNotYet", lang);
  const estimator = specText(spec, "estimator") ?? "";
  if (Object.hasOwn(AGAINST, estimator)) return word(AGAINST[estimator]!, lang);
  const lastServes = warnings.some(({ code }) => code === "NEVER_TREATED_NONE");
  return word(lastServes ? "againstLast" : "againstNever", lang);
}
