import type { AggregatedEffects, DynamicEffects, Estimate, Language } from "@ceteris/core";
import { specFacts } from "../spec-facts.ts";
import { type Word, word } from "../words.ts";
import { attGtClause } from "./att-gt-clause.ts";
import type { AttGtSheetOptions } from "./att-gt-sheet.ts";
import { bodyRow, textCell } from "./cells.ts";
import { estimateParts } from "./estimate-parts.ts";
import { eventTimeName, timeName } from "./event-time-name.ts";
import { modelClauses, noteSentence, starsClause } from "./notes.ts";
import { pretrendRows, withReference } from "./path-rows.ts";
import { makeSheet, type Sheet } from "./sheet.ts";
import { sheetFrame } from "./sheet-options.ts";
import { STARS } from "./stars.ts";

type Means = AggregatedEffects | DynamicEffects;

const TITLES = {
  simple: "titleAttSimple",
  dynamic: "titleAttDynamic",
  group: "titleAttGroup",
  calendar: "titleAttCalendar",
} as const satisfies Record<string, Word>;

/**
 * Means of group-time effects by event time, cohort or period, or the one mean, with the overall effect
 * below.
 *
 * @example
 * console.log(sheetToText(attAggregateSheet(aggregateEffects(effects, { type: "dynamic" }))));
 */
export function attAggregateSheet(result: Means, options: AttGtSheetOptions = {}): Sheet {
  const { lang = "en", labels, digits = 4, stars = STARS } = options;
  const { level } = specFacts(result.spec);
  const type = result.kind === "event-study" ? "dynamic" : result.type;
  const rows: readonly Estimate[] = result.estimates;
  const parts = withReference(estimateParts([...rows, result.overall], { level, digits, stars }, lang), lang);
  const line = (name: string, row: Estimate) =>
    bodyRow([textCell(name), ...parts.map((part) => part.cell(row))]);
  const keys = {
    simple: word("estimator", lang),
    dynamic: word("eventTime", lang),
    group: word("cohort", lang),
    calendar: timeName(result, labels, lang),
  };
  return makeSheet({
    ...sheetFrame(options, {
      id: `att-${type}`,
      title: TITLES[type],
      notes: [
        noteSentence(
          [
            attGtClause(result, type === "dynamic", lang),
            modelClauses([result], labels, lang),
            starsClause(stars, lang),
          ],
          lang,
        ),
        overallSentence(type, lang),
      ],
    }),
    columns: [{ key: type, header: keys[type], align: "left" }, ...parts.map((part) => part.column)],
    rows: [
      ...result.estimates.map((row) => line(nameOfRow(row, lang), row)),
      { kind: "rule" },
      ...(type === "simple" ? [] : [line(word("overallEffect", lang), result.overall)]),
      ...pretrendRows(
        { pretrend: result.kind === "event-study" ? result.pretrend : null, sample: result.sample },
        parts.length + 1,
        1,
        lang,
      ),
    ],
  });
}

function nameOfRow(row: Means["estimates"][number], lang: Language): string {
  if ("eventTime" in row) return eventTimeName(row.eventTime, null);
  return String(row.cohort ?? row.time ?? word("att", lang));
}

/** What the one number is the mean of. */
function overallSentence(type: keyof typeof TITLES, lang: Language): string {
  const sentences = {
    simple: {
      en: "The mean of all effects under treatment, weighted by the size of cohorts.",
      zh: "ATT为受处理后全部效应按队列规模加权的均值。",
    },
    dynamic: {
      en: "Overall is the mean over event times from 0 on.",
      zh: "总体为相对时点0及以后各行的均值。",
    },
    group: {
      en: "Overall weighs cohorts by their size.",
      zh: "总体为各队列按规模加权的均值。",
    },
    calendar: { en: "Overall is the mean over periods.", zh: "总体为各时期的均值。" },
  } as const;
  return sentences[type][lang];
}
