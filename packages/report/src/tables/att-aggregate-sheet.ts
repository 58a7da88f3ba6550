import type { AggregatedEffects, DynamicEffects, Estimate, Language } from "@ceteris/core";
import { specFacts, specText } from "../spec-facts.ts";
import { type Word, word } from "../words.ts";
import type { AttGtSheetOptions } from "./att-gt-sheet.ts";
import { bodyRow, textCell } from "./cells.ts";
import { estimateParts } from "./estimate-parts.ts";
import { estimatorClause } from "./estimator-clause.ts";
import { eventTimeName, timeName } from "./event-time-name.ts";
import { makeSheet } from "./make-sheet.ts";
import { modelClauses, noteSentence, starsClause } from "./notes.ts";
import { pretrendRows, withReference } from "./path-rows.ts";
import type { Sheet } from "./sheet.ts";
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
 * Effects under staggered adoption by event time, cohort or period, or the one mean, with the overall
 * effect below: means of group-time effects, or what the other estimators find.
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
            estimatorClause(result, lang, type === "dynamic"),
            modelClauses([result], labels, lang),
            starsClause(stars, lang),
          ],
          lang,
        ),
        overallSentence(result, type, lang),
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

/** What the one number is the mean of; null where the estimate is no mean. */
function overallSentence({ spec }: Means, type: keyof typeof TITLES, lang: Language): string | null {
  const estimator = specText(spec, "estimator") ?? "att-gt";
  if (estimator === "twfe") return null;
  if (estimator === "stacked") return type === "simple" ? IN_WINDOW[lang] : MEANS.dynamic[lang];
  if (estimator === "att-gt" && spec.overall !== "treated-rows") return MEANS[type][lang];
  return type === "simple" ? null : OVER_TREATED_ROWS[lang];
}

const IN_WINDOW = {
  en: "The mean of the effects at event times from 0 on.",
  zh: "ATT为相对时点0及以后各时点效应的均值。",
} as const;

const OVER_TREATED_ROWS = {
  en: "Overall is the mean effect over all treated rows.",
  zh: "总体为全部受处理观测的平均效应。",
} as const;

const MEANS = {
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
