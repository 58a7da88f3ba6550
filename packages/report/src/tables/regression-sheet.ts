import { type EstimationResult, type Label, type Language, labelText } from "@ceteris/core";
import { type Labels, nameOf } from "../names.ts";
import { type SpecFacts, specFacts } from "../spec-facts.ts";
import { type Word, word } from "../words.ts";
import { bracketed } from "./bracketed.ts";
import { blank, bodyRow, countCell, numberCell, textCell } from "./cells.ts";
import { coefficientCell } from "./coefficient-cell.ts";
import { usesNormal } from "./estimate-parts.ts";
import { makeSheet } from "./make-sheet.ts";
import { type Bracket, bracketClause, modelClauses, noteSentence, starsClause } from "./notes.ts";
import type { Cell, Sheet, SheetRow } from "./sheet.ts";
import { type SheetOptions, sheetFrame } from "./sheet-options.ts";
import { STARS, type StarLevel } from "./stars.ts";

/** The part of a result that a column needs; the whole result will do. */
export type ColumnResult = Pick<EstimationResult, "sample" | "estimates" | "fit" | "spec">;

export interface RegressionColumn {
  readonly result: ColumnResult;
  /** Stands above the column's number. */
  readonly label?: Label | undefined;
  /** Mean of the outcome over the rows used, for the row of that name. */
  readonly outcomeMean?: number | null | undefined;
}

/** What may stand below the coefficients. */
export const STATISTIC_CHOICES = Object.freeze([
  "nObs",
  "nUnits",
  "r2Within",
  "r2",
  "r2Adjusted",
  "rmse",
  "outcomeMean",
] as const);

export type Statistic = (typeof STATISTIC_CHOICES)[number];

/** A row of the caller's own: a text, Yes or No, a number or nothing for each column. */
export interface AddedRow {
  readonly label: Label;
  readonly values: readonly (Label | boolean | number | null)[];
  /** Decimals of its numbers; default those of the coefficients. */
  readonly digits?: number | undefined;
}

export interface RegressionSheetOptions extends SheetOptions {
  /** Default "t"; null for coefficients alone. */
  readonly bracket?: Bracket | null | undefined;
  /** Default `STARS`: 10, 5 and 1 %. Empty for none. */
  readonly stars?: readonly StarLevel[] | undefined;
  /** Decimals of coefficients; default 3. */
  readonly digits?: number | undefined;
  /** Decimals in brackets; default 2 for t, 3 for p values, else `digits`. */
  readonly bracketDigits?: number | undefined;
  /** Terms to show, in this order; the others are told by a row "Controls". Default: all. */
  readonly terms?: readonly string[] | undefined;
  /** Terms not to show; told by the row "Controls" as well. */
  readonly omit?: readonly string[] | undefined;
  /** Rows of the caller's own, below the fixed effects. */
  readonly rows?: readonly AddedRow[] | undefined;
  /** Default nObs, nUnits, r2Within. A row without any value is left out. */
  readonly statistics?: readonly Statistic[] | undefined;
}

/**
 * Models side by side, as journals print them: coefficients with stars, brackets below, fixed effects
 * as Yes or No, then counts and fit.
 *
 * The note says what brackets, standard errors and stars are; it is generated from each result's
 * `spec`, so it cannot differ from what was computed.
 *
 * @param columns one result for each column
 * @example
 * const sheet = regressionSheet([{ result: twfe(panel, { outcome: "index" }) }], { lang: "zh" });
 * console.log(sheetToText(sheet));
 */
export function regressionSheet(
  columns: readonly RegressionColumn[],
  options: RegressionSheetOptions = {},
): Sheet {
  const { lang = "en", labels, bracket = "t", stars = STARS, digits = 3 } = options;
  const bracketDigits =
    options.bracketDigits ?? { t: 2, pValue: 3, stdError: digits, interval: digits }[bracket ?? "t"];
  const facts = columns.map(({ result }) => specFacts(result.spec));
  const terms = (options.terms ?? allTerms(columns)).filter((term) => !options.omit?.includes(term));
  const rows: SheetRow[] = [];
  for (const term of terms) {
    const found = columns.map(({ result }) => result.estimates.find((e) => e.term === term));
    rows.push(
      bodyRow([textCell(nameOf(term, labels, lang)), ...found.map((e) => coefficientCell(e, digits, stars))]),
    );
    if (bracket === null) continue;
    rows.push({
      kind: "body",
      continues: true,
      cells: [blank, ...found.map((e) => bracketed(e, bracket, bracketDigits))],
    });
  }
  rows.push({ kind: "rule" });
  if (options.terms || options.omit) rows.push(...controlsRow(columns, terms, lang));
  rows.push(...fixedEffectRows(facts, labels, lang));
  rows.push(...(options.rows ?? []).map((row) => addedRow(row, digits, lang)));
  for (const key of options.statistics ?? ["nObs", "nUnits", "r2Within"]) {
    rows.push(...statisticRow(key, columns, lang, digits));
  }
  return makeSheet({
    ...sheetFrame(options, {
      id: "regression",
      title: "titleRegression",
      notes: [generatedNote(columns, facts, bracket, stars, options)],
    }),
    columns: [
      { key: "term", header: word("variable", lang), align: "left" },
      ...columns.map((column, i) => ({
        key: `m${i + 1}`,
        header: `(${i + 1})`,
        align: "decimal" as const,
        group: groupOf(column, facts[i]!, labels, lang),
      })),
    ],
    rows,
  });
}

function allTerms(columns: readonly RegressionColumn[]): readonly string[] {
  return [...new Set(columns.flatMap(({ result }) => result.estimates.map((e) => e.term)))];
}

function groupOf(
  column: RegressionColumn,
  facts: SpecFacts,
  labels: Labels | undefined,
  lang: Language,
): string | undefined {
  if (column.label !== undefined) return labelText(column.label, lang);
  return facts.outcome === null ? undefined : nameOf(facts.outcome, labels, lang);
}

function controlsRow(
  columns: readonly RegressionColumn[],
  shown: readonly string[],
  lang: Language,
): SheetRow[] {
  const hidden = columns.map(({ result }) => result.estimates.some((e) => !shown.includes(e.term)));
  return hidden.includes(true) ? [yesNoRow(word("controls", lang), hidden, lang)] : [];
}

function fixedEffectRows(
  facts: readonly SpecFacts[],
  labels: Labels | undefined,
  lang: Language,
): SheetRow[] {
  const effects = [...new Set(facts.flatMap((f) => f.fixedEffects))];
  return effects.map((effect) =>
    yesNoRow(
      word("fixedEffect", lang, { name: nameOf(effect, labels, lang) }),
      facts.map((f) => f.fixedEffects.includes(effect)),
      lang,
    ),
  );
}

function yesNoRow(label: string, answers: readonly boolean[], lang: Language): SheetRow {
  return bodyRow([textCell(label), ...answers.map((yes) => textCell(word(yes ? "yes" : "no", lang)))]);
}

function addedRow({ label, values, digits: own }: AddedRow, digits: number, lang: Language): SheetRow {
  const cells = values.map((value): Cell => {
    if (value === null) return blank;
    if (typeof value === "boolean") return textCell(word(value ? "yes" : "no", lang));
    return typeof value === "number"
      ? numberCell(value, own ?? digits)
      : middle(textCell(labelText(value, lang)));
  });
  return bodyRow([textCell(labelText(label, lang)), ...cells]);
}

function statisticRow(
  key: Statistic,
  columns: readonly RegressionColumn[],
  lang: Language,
  digits: number,
): SheetRow[] {
  const values = columns.map((column) => statisticOf(key, column));
  if (values.every((v) => v === null)) return [];
  const isCount = key === "nObs" || key === "nUnits";
  const cells = values.map((v) =>
    isCount ? middle(countCell(v, lang)) : numberCell(v, Math.max(digits, 3)),
  );
  return [bodyRow([textCell(word(key satisfies Word, lang)), ...cells])];
}

/** A count among coefficients has no point to stand at. */
function middle(cell: Cell): Cell {
  return { ...cell, align: "center" };
}

function statisticOf(key: Statistic, { result, outcomeMean }: RegressionColumn): number | null {
  if (key === "nObs") return result.sample.nObs;
  if (key === "nUnits") return result.sample.nUnits;
  if (key === "outcomeMean") return outcomeMean ?? null;
  if (key === "r2Adjusted") return adjusted(result);
  return result.fit[key];
}

/** R² less what as many regressors and effects would explain by chance. */
function adjusted({ fit: { r2, dofResidual }, sample: { nObs } }: ColumnResult): number | null {
  return r2 === null || dofResidual <= 0 ? null : 1 - ((1 - r2) * (nObs - 1)) / dofResidual;
}

function generatedNote(
  columns: readonly RegressionColumn[],
  facts: readonly SpecFacts[],
  bracket: Bracket | null,
  stars: readonly StarLevel[],
  options: RegressionSheetOptions,
): string | null {
  const { lang = "en", labels } = options;
  const results = columns.map((c) => c.result);
  const normal = results.some((r) => usesNormal(r.estimates));
  const levels = new Set(facts.map((f) => f.level));
  const level = levels.size === 1 ? [...levels][0]! : null;
  return noteSentence(
    [
      bracket && bracketClause(bracket, level, normal, lang),
      modelClauses(results, labels, lang),
      starsClause(stars, lang),
    ],
    lang,
  );
}
