import type { EventStudyResult, Language } from "@ceteris/core";
import { type Labels, nameOf } from "../names.ts";
import { MINUS } from "../numbers.ts";
import { specNumber, specText } from "../spec-facts.ts";
import { word } from "../words.ts";

/** Shown names of event times, as calendar years: `{ "-2": "2016" }`. */
export type TimeLabels = Readonly<Record<string | number, string>>;

/** An event time as print shows it; the outermost carry ≤ or ≥ when the result's `spec` bins them. */
export function eventTimeName(
  eventTime: number,
  result: Pick<EventStudyResult, "spec"> | null,
  timeLabels?: TimeLabels,
): string {
  const key = String(eventTime);
  if (timeLabels && Object.hasOwn(timeLabels, key)) return timeLabels[key]!;
  const shown = key.replace("-", MINUS);
  if (result === null || !binsEnds(result)) return shown;
  if (eventTime < 0 && specNumber(result.spec, "leads") === -eventTime) return `≤ ${shown}`;
  if (eventTime >= 0 && specNumber(result.spec, "lags") === eventTime) return `≥ ${shown}`;
  return shown;
}

/** Leads of an imputation are the periods it tests, not bins. */
function binsEnds({ spec }: Pick<EventStudyResult, "spec">): boolean {
  return specText(spec, "estimator") !== "imputation";
}

/** What calendar times are called: the shown name of the panel's time column, or "Time". */
export function timeName(
  result: Pick<EventStudyResult, "spec">,
  labels: Labels | undefined,
  lang: Language,
): string {
  const column = specText(result.spec, "time");
  const named = column !== null && labels !== undefined && Object.hasOwn(labels, column);
  return named ? nameOf(column, labels, lang) : word("time", lang);
}
