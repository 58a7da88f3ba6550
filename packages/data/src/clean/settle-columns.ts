import { CeterisError, type Column, type TextColumn, type Warning } from "@ceteris/core";
import type { ReadOptions } from "../read-options.ts";
import type { NumberRules } from "./clean-number.ts";
import {
  type Changes,
  cellsShown,
  changesWarning,
  decimalCommaWarning,
  textInNumbers,
} from "./clean-warnings.ts";
import { columnNumbers, type FoundNumbers, looksNumeric } from "./column-numbers.ts";
import { countOne } from "./count-one.ts";
import { isoDates } from "./iso-dates.ts";
import { totalRows } from "./total-rows.ts";
import { truthValues } from "./truth-values.ts";

export interface SettleContext {
  /** The `where` of messages. */
  readonly name: string;
  readonly options: ReadOptions;
  /** The format knows numbers from text, so that text is not looked at for numbers. */
  readonly typed: boolean;
  /** Whether `1,234` may be 1234; default true. */
  readonly thousands?: boolean;
}

export interface SettledColumns {
  readonly columns: ReadonlyMap<string, Column>;
  readonly warnings: readonly Warning[];
}

/**
 * Gives every column of a file its type: declared ones first, then, unless the format is typed, by what
 * is in the whole column, as told at `parseDelimited`. What was changed is counted in warnings.
 *
 * @throws NOT_NUMERIC (a column named in `number` with text in it)
 */
export function settleColumns(columns: ReadonlyMap<string, Column>, context: SettleContext): SettledColumns {
  const { text = [], number = [], missing = [] } = context.options;
  const warnings: Warning[] = [];
  const settled = new Map<string, Column>();
  const withCommas = new Map<string, string>();
  for (const [key, given] of columns) {
    const marked = withoutMarked(given, missing);
    const changes: Changes = { marks: new Map(), missing: marked.counts, truths: 0, dates: 0 };
    let column = marked.column;
    if (text.includes(key)) column = asText(column);
    else if (column.type === "text") {
      if (number.includes(key)) column = declaredNumber(key, column, context, changes);
      else if (!context.typed) {
        column = inferred(key, column, context, changes, warnings);
        const comma = column.type === "text" ? decimalComma(column, context) : null;
        if (comma !== null) withCommas.set(key, comma);
      }
    }
    const said = changesWarning(key, changes);
    if (said) warnings.push(said);
    settled.set(key, column === given ? given : Object.freeze(column));
  }
  const totals = context.typed ? [] : totalRows(settled);
  return { columns: settled, warnings: [...warnings, ...decimalCommaWarning(withCommas), ...totals] };
}

/** Blanks the cells that the user declared missing. */
function withoutMarked(
  column: Column,
  marks: readonly string[],
): { readonly column: Column; readonly counts: Map<string, number> } {
  const counts = new Map<string, number>();
  if (marks.length === 0) return { column, counts };
  if (column.type === "text") {
    const values = column.values.map((v) => {
      if (v === null || !marks.includes(v)) return v;
      countOne(counts, v);
      return null;
    });
    return { column: counts.size > 0 ? { ...column, values } : column, counts };
  }
  const numbers = marks.map(Number).filter((v) => !Number.isNaN(v));
  const values = column.values.map((v) => {
    if (!numbers.includes(v)) return v;
    countOne(counts, String(v));
    return Number.NaN;
  });
  return { column: counts.size > 0 ? { ...column, values } : column, counts };
}

function asText(column: Column): TextColumn {
  if (column.type === "text") return column;
  const { valueLabels, label } = column;
  const values = Array.from(column.values, (v) =>
    Number.isNaN(v) ? null : (valueLabels?.get(v) ?? String(v)),
  );
  return { type: "text", values, ...(label ? { label } : {}) };
}

function declaredNumber(key: string, column: TextColumn, context: SettleContext, changes: Changes): Column {
  const found = columnNumbers(column, rulesOf(context, true));
  if (found.bad.length === 0) {
    record(changes, found);
    return { ...column, type: "number", values: found.values };
  }
  throw new CeterisError({
    code: "NOT_NUMERIC",
    where: `${context.name}, column “${key}”`,
    what: `it is declared a number column but has text in ${found.bad.length} ${found.bad.length === 1 ? "cell" : "cells"}: ${cellsShown(column, found.bad)}`,
    mend: "Correct these cells, or declare their text missing",
    details: { column: key, rows: found.bad.slice(0, 100).map((i) => i + 1) },
  });
}

/** What a text column is: truth values, numbers, dates, or text. */
function inferred(
  key: string,
  column: TextColumn,
  context: SettleContext,
  changes: Changes,
  warnings: Warning[],
): Column {
  const truths = truthValues(column);
  if (truths !== null) {
    changes.truths = truths.changed;
    return truths.column;
  }
  const numbers = inferredNumber(key, column, context, changes, warnings);
  if (numbers.type === "number") return numbers;
  const dates = isoDates(column);
  if (dates === null) return column;
  changes.dates = dates.changed;
  return dates.column;
}

/** Share of numbers above which a text column may have been meant for numbers. */
const NEARLY = 0.8;

function inferredNumber(
  key: string,
  column: TextColumn,
  context: SettleContext,
  changes: Changes,
  warnings: Warning[],
): Column {
  const rules = rulesOf(context, false);
  if (!looksNumeric(column, rules)) return column;
  const found = columnNumbers(column, rules);
  const { counts } = found;
  if (counts.number === 0 || counts.identifier > 0) return column;
  const mixed = counts.percent > 0 && counts.percent < counts.number;
  if (counts.text === 0 && !mixed) {
    record(changes, found);
    return { ...column, type: "number", values: found.values };
  }
  if (counts.number / (counts.number + counts.text) < NEARLY) return column;
  warnings.push(textInNumbers(key, column, found));
  return column;
}

/** A cell of a column that holds nothing but numbers with a decimal comma; else null. */
function decimalComma(column: TextColumn, { options }: SettleContext): string | null {
  if (options.decimal !== undefined) return null;
  const example = column.values.find((text) => text?.includes(","));
  const rules = { decimal: ",", thousands: true, identifiers: false } as const;
  if (!example || !looksNumeric(column, rules)) return null;
  const { counts } = columnNumbers(column, rules);
  return counts.number > 1 && counts.text + counts.identifier === 0 ? example : null;
}

function rulesOf({ options, thousands = true }: SettleContext, identifiers: boolean): NumberRules {
  return { decimal: options.decimal ?? ".", thousands, identifiers };
}

function record(changes: Changes, found: FoundNumbers): void {
  for (const [mark, n] of found.marks) changes.marks.set(mark, n);
  for (const [text, n] of found.missing) changes.missing.set(text, (changes.missing.get(text) ?? 0) + n);
}
