import { briefNumber, type Indicator, type Label, type Warning } from "@ceteris/core";
import { median } from "simple-statistics";
import { type IndicatorColumn, nameIndicator } from "./read-indicators.ts";

const PUPILS_PER_TEACHER =
  /\b(pupils?|students?)\W+(to\W+)?teachers?\W+ratio|\b(pupils?|students?)\W+per\W+teacher|\bteachers?\W+(to\W+)?(pupils?|students?)\W+ratio|师生比|生师比|\bPTR\b/i;

/** Indicators whose name and values speak for a direction other than the one given. */
export function directionWarnings(columns: readonly IndicatorColumn[]): readonly Warning[] {
  return columns.flatMap(({ indicator, values }) => {
    if (indicator.direction !== "positive" || !PUPILS_PER_TEACHER.test(texts(indicator))) return [];
    // simple-statistics declares number[], and only copies and indexes.
    const middle = median(values as unknown as number[]);
    const perTeacher = indicator.unit?.trim() === "%" ? middle / 100 : middle;
    if (perTeacher <= 1) return [];
    return [
      {
        code: "INDEX_DIRECTION_SUSPECT",
        message: `More of ${nameIndicator(indicator)} counts as better, but its name and its values (median ${briefNumber(middle, 6)}${indicator.unit ? ` ${indicator.unit}` : ""}) look like students for each teacher, of which more usually means larger classes. If so, write direction: negative; if it is teachers for each student, nothing needs to change.`,
        details: { indicator: indicator.name, median: middle, unit: indicator.unit ?? null },
      },
    ];
  });
}

function texts(indicator: Indicator): string {
  const all = (label: Label | undefined) =>
    label === undefined ? [] : typeof label === "string" ? [label] : Object.values(label);
  return [indicator.name, ...all(indicator.label), ...all(indicator.unit)].join(" | ").replace(/_/g, " ");
}
