import { type EventStudyResult, type Label, type Language, labelText } from "@ceteris/core";
import { specFacts } from "../spec-facts.ts";
import { word } from "../words.ts";
import { bracketed } from "./bracketed.ts";
import { blank, bodyRow, countCell, intervalCell, numberCell, pCell, textCell } from "./cells.ts";
import { coefficientCell } from "./coefficient-cell.ts";
import { intervalHeader, statisticHeader, usesNormal } from "./estimate-parts.ts";
import { estimatorClause, estimatorSources } from "./estimator-clause.ts";
import { eventTimeName, type TimeLabels, timeName } from "./event-time-name.ts";
import { makeSheet } from "./make-sheet.ts";
import { type Bracket, bracketClause, modelClauses, noteSentence, starsClause } from "./notes.ts";
import type { Cell, Sheet, SheetColumn, SheetRow } from "./sheet.ts";
import { type SheetOptions, sheetFrame } from "./sheet-options.ts";
import { STARS, type StarLevel } from "./stars.ts";

/** One event study among several, as those of two base periods. */
export interface EventStudySeries {
  readonly label: Label;
  readonly result: EventStudyResult;
}

export interface EventStudySheetOptions extends SheetOptions {
  /** Default 4. */
  readonly digits?: number | undefined;
  /** Default `STARS`; empty for none. */
  readonly stars?: readonly StarLevel[] | undefined;
  /** Calendar names of event times. */
  readonly timeLabels?: TimeLabels | undefined;
  /** Of several studies: one column each, with this in brackets under the estimate. Default: estimate and t side by side. */
  readonly bracket?: Bracket | undefined;
}

type Found = EventStudyResult["estimates"][number] | undefined;

/**
 * Leads and lags, an event time a line, with the joint test of the leads below.
 *
 * One study shows estimate, standard error, t (or z), p and interval; several stand side by side with
 * estimate and t each, or, where `bracket` says what stands below, with a column each.
 *
 * @example
 * const sheet = eventStudySheet(result, { timeLabels: { "-1": "2017", "0": "2018" } });
 * const wide = eventStudySheet(estimatorPaths(comparison), { bracket: "stdError" });
 */
export function eventStudySheet(
  data: EventStudyResult | readonly EventStudySeries[],
  options: EventStudySheetOptions = {},
): Sheet {
  const { lang = "en", labels, digits = 4, stars = STARS, timeLabels, bracket } = options;
  const single = "kind" in data;
  const series: readonly EventStudySeries[] = single ? [{ label: "", result: data }] : data;
  const results = series.map((s) => s.result);
  const times = [...new Set(results.flatMap((r) => r.estimates.map((e) => e.eventTime)))].sort(
    (a, b) => a - b,
  );
  const parts = single
    ? wideParts(results[0]!, digits, stars, lang)
    : bracket
      ? [estimatePart(digits, stars, lang)]
      : pairParts(results, digits, stars, lang);
  const first = results.length === 1 ? results[0]! : null;
  const body = times.flatMap((time): SheetRow[] => {
    const rows = results.map((r) => r.estimates.find((e) => e.eventTime === time));
    const cells = rows.flatMap((row) => parts.map((p) => p.cell(row)));
    const line = bodyRow([textCell(eventTimeName(time, first, timeLabels)), ...cells]);
    if (single || !bracket) return [line];
    const under = rows.map((row) => below(row, bracket, digits, lang));
    return [line, { kind: "body", continues: true, cells: [blank, ...under] }];
  });
  const names = single ? undefined : series.map((s) => labelText(s.label, lang));
  return makeSheet({
    ...sheetFrame(options, {
      id: "event-study",
      title: "titleEventStudy",
      notes: [
        noteSentence(
          [
            single ? estimatorClause(results[0]!, lang) : estimatorSources(results, lang),
            single || !bracket ? null : bracketsOf(results, bracket, lang),
            modelClauses(results, labels, lang, names),
            starsClause(stars, lang),
          ],
          lang,
        ),
        single ? null : binsNote(series, lang),
        pretrendNote(results, lang),
      ],
    }),
    columns: [
      {
        key: "eventTime",
        header: timeLabels ? timeName(results[0]!, labels, lang) : word("eventTime", lang),
        align: "left",
      },
      ...series.flatMap((s, i) =>
        parts.map((p) => ({
          ...p.column,
          key: single ? p.column.key : `${p.column.key}${i + 1}`,
          ...(single ? {} : headOf(labelText(s.label, lang), p.column.header, bracket)),
        })),
      ),
    ],
    rows: [...body, { kind: "rule" }, ...footRows(results, parts.length, lang)],
  });
}

interface Part {
  readonly column: SheetColumn;
  cell(row: Found): Cell;
}

function estimatePart(digits: number, stars: readonly StarLevel[], lang: Language): Part {
  return {
    column: { key: "estimate", header: word("estimate", lang), align: "decimal" },
    cell: (row) => (row?.reference ? { text: "0", value: 0 } : coefficientCell(row, digits, stars)),
  };
}

function errorPart(digits: number, lang: Language): Part {
  return {
    column: { key: "stdError", header: word("stdError", lang), align: "decimal" },
    cell: (row) => (row && !row.reference ? numberCell(row.stdError, digits) : blank),
  };
}

/** The base period has no statistic: its word stands here, and its other cells stay empty. */
function statisticPart(results: readonly EventStudyResult[], lang: Language): Part {
  const rows = results.flatMap((result) => result.estimates);
  return {
    column: { key: "statistic", header: statisticHeader(rows, lang), align: "decimal" },
    cell: (row) =>
      row?.reference ? textCell(word("basePeriod", lang)) : row ? numberCell(row.statistic, 2) : blank,
  };
}

/** A column of its own bears the study's name; several of a study stand under it. */
function headOf(name: string, header: string, bracket: Bracket | undefined) {
  return bracket ? { header: name } : { header, group: name };
}

/** What stands below an estimate; below the base period its word. */
function below(row: Found, bracket: Bracket, digits: number, lang: Language): Cell {
  return row?.reference
    ? textCell(word("basePeriod", lang))
    : bracketed(row, bracket, bracket === "t" ? 2 : digits);
}

function bracketsOf(results: readonly EventStudyResult[], bracket: Bracket, lang: Language): string {
  const levels = new Set(results.map((r) => specFacts(r.spec).level));
  const level = levels.size === 1 ? [...levels][0]! : null;
  return bracketClause(bracket, level, usesNormal(results.flatMap((r) => r.estimates)), lang);
}

function pairParts(
  results: readonly EventStudyResult[],
  digits: number,
  stars: readonly StarLevel[],
  lang: Language,
): readonly Part[] {
  return [estimatePart(digits, stars, lang), statisticPart(results, lang)];
}

function wideParts(
  result: EventStudyResult,
  digits: number,
  stars: readonly StarLevel[],
  lang: Language,
): readonly Part[] {
  const { level } = specFacts(result.spec);
  return [
    estimatePart(digits, stars, lang),
    errorPart(digits, lang),
    statisticPart([result], lang),
    {
      column: { key: "pValue", header: word("pValue", lang), align: "decimal" },
      cell: (row) => (row && !row.reference ? pCell(row.pValue) : blank),
    },
    {
      column: { key: "interval", header: intervalHeader(level, lang), align: "center" },
      cell: (row) => (row && !row.reference ? intervalCell(row.confLow, row.confHigh, digits) : blank),
    },
  ];
}

function footRows(results: readonly EventStudyResult[], width: number, lang: Language): SheetRow[] {
  const line = (label: string, cells: readonly Cell[]) =>
    bodyRow([textCell(label), ...cells.flatMap((c) => [c, ...Array<Cell>(width - 1).fill(blank)])]);
  const rows: SheetRow[] = [];
  const tests = results.map((r) => r.pretrend);
  const known = tests.filter((t) => t !== null);
  if (known.length > 0) {
    const letters = [...new Set(known.map((t) => (t.distribution === "F" ? "F" : "χ²")))].join("/");
    rows.push(
      line(
        word("pretrend", lang, { d: letters }),
        tests.map((t) => (t ? numberCell(t.statistic, 3) : blank)),
      ),
      line(
        word("pretrendP", lang),
        tests.map((t) => (t ? pCell(t.pValue) : blank)),
      ),
    );
  }
  rows.push(
    line(
      word("nObs", lang),
      results.map((r): Cell => ({ ...countCell(r.sample.nObs, lang), align: "center" })),
    ),
  );
  return rows;
}

/** Which of several studies have bins at the ends, where others have single event times; null where all are alike. */
function binsNote(series: readonly EventStudySeries[], lang: Language): string | null {
  const binned = series.map(({ label, result }) => {
    const times = result.estimates.map(({ eventTime }) => eventTimeName(eventTime, result));
    const bins = times.filter((name) => /[≤≥]/.test(name)).join(lang === "zh" ? "、" : ", ");
    return { name: labelText(label, lang), bins };
  });
  if (new Set(binned.map(({ bins }) => bins)).size === 1) return null;
  const told = binned.filter(({ bins }) => bins !== "");
  return lang === "zh"
    ? `${told.map(({ name, bins }) => `${name}的${bins}为合并项`).join("；")}。`
    : `${told.map(({ name, bins }) => `${name}: event times ${bins} are bins`).join("; ")}.`;
}

function pretrendNote(results: readonly EventStudyResult[], lang: Language): string | null {
  const shapes = results.flatMap((r) => {
    const test = r.pretrend;
    if (!test) return [];
    return [test.dof2 === null ? `χ²(${test.dof1})` : `F(${test.dof1}, ${test.dof2})`];
  });
  const unique = [...new Set(shapes)];
  if (unique.length === 0) return null;
  const shown = unique.join(lang === "zh" ? "、" : " or ");
  return lang === "zh"
    ? `平行趋势检验的原假设为各期先导项系数同时为零，统计量服从${shown}分布。`
    : `The joint test has the null that every lead is zero; its statistic is ${shown}.`;
}
