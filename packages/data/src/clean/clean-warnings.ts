import { nameSome, type TextColumn, type Warning } from "@ceteris/core";
import { FOOTNOTE, FULL_WIDTH, PERCENT, SEPARATORS, YEAR } from "./clean-number.ts";
import type { FoundNumbers } from "./column-numbers.ts";

/** How many cells of a column had each mark, and which texts became missing. */
export interface Changes {
  readonly marks: Map<number, number>;
  readonly missing: Map<string, number>;
  /** Cells with TRUE or FALSE, and dates written anew. */
  truths: number;
  dates: number;
}

/** Counts what was changed in a column; null when nothing was. */
export function changesWarning(column: string, { marks, missing, truths, dates }: Changes): Warning | null {
  if (marks.size === 0 && missing.size === 0 && truths === 0 && dates === 0) return null;
  const count = (mark: number) => marks.get(mark) ?? 0;
  const details = {
    column,
    thousands: count(SEPARATORS),
    percent: count(PERCENT),
    footnotes: count(FOOTNOTE),
    fullWidth: count(FULL_WIDTH),
    years: count(YEAR),
    truths,
    dates,
    missing: Array.from(missing, ([text, n]) => ({ text, count: n })),
  };
  const said = [
    [details.thousands, "thousands separators left out"],
    [details.percent, "percent or per mille signs, the number divided"],
    [details.footnotes, "footnote marks left out"],
    [details.fullWidth, "full-width characters read"],
    [details.years, "“年” after a year left out"],
    [truths, "TRUE and FALSE read as 1 and 0"],
    [dates, "dates written so that they sort, as 2018-03-01,"],
  ] as const;
  const parts = said
    .filter(([n]) => n > 0)
    .map(([n, what]) => `${what} in ${n} ${n === 1 ? "cell" : "cells"}`);
  const marked = details.missing.map(({ text, count: n }) => `“${text}” in ${n}`);
  if (marked.length > 0) parts.push(`taken as missing: ${nameSome(marked, 6)}`);
  return {
    code: "CELLS_CLEANED",
    message: `Cells of column “${column}” were changed in reading: ${parts.join("; ")}. Name it among the text columns to keep them as they are.`,
    details,
  };
}

/** A column that stays text although most of its cells are numbers, or some of them per cent. */
export function textInNumbers(key: string, column: TextColumn, { bad, counts }: FoundNumbers): Warning {
  const { number, text, percent } = counts;
  return {
    code: "TEXT_IN_NUMBERS",
    message:
      text === 0
        ? `Column “${key}” stays text: ${percent} of its ${number} numbers have a percent sign and the others have none. Write all of them in one way.`
        : `Column “${key}” stays text, although ${number} of its ${number + text} cells are numbers: ${cellsShown(column, bad)}. Correct these cells, or declare their text missing.`,
    details: {
      column: key,
      nNumbers: number,
      nText: text,
      nPercent: percent,
      cells: bad.slice(0, SHOWN).map((i) => ({ row: i + 1, text: column.values[i]! })),
    },
  };
}

const SHOWN = 3;

/** The first cells at these positions, with row and value. */
export function cellsShown({ values }: TextColumn, positions: readonly number[]): string {
  return nameSome(
    positions.map((i) => `“${values[i]}” in row ${i + 1}`),
    SHOWN,
  );
}

/** Columns that would be numbers if the comma were their decimal mark. */
export function decimalCommaWarning(examples: ReadonlyMap<string, string>): Warning[] {
  if (examples.size === 0) return [];
  const columns = [...examples.keys()];
  const one = columns.length === 1;
  return [
    {
      code: "DECIMAL_COMMA",
      message: `${one ? "Column" : "Columns"} ${nameSome(columns.map((c) => `“${c}”`))} ${one ? "stays" : "stay"} text, but with a comma as decimal mark ${one ? "it holds" : "they hold"} nothing but numbers, such as “${examples.get(columns[0]!)}”. If that is meant, give --decimal , (in a study, data.decimal).`,
      details: { columns, example: examples.get(columns[0]!)! },
    },
  ];
}
