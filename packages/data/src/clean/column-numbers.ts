import type { TextColumn } from "@ceteris/core";
import {
  type CleanedCell,
  cleanNumber,
  FOOTNOTE,
  FULL_WIDTH,
  type NumberRules,
  PERCENT,
  SEPARATORS,
  YEAR,
} from "./clean-number.ts";
import { countOne } from "./count-one.ts";

/** What reading a text column as numbers comes to. */
export interface FoundNumbers {
  readonly values: Float64Array;
  /** Positions of cells that are text. */
  readonly bad: readonly number[];
  readonly counts: { number: number; text: number; identifier: number; percent: number };
  readonly marks: Map<number, number>;
  readonly missing: Map<string, number>;
}

/** The numbers that the cells of a text column are. */
export function columnNumbers({ values }: TextColumn, rules: NumberRules): FoundNumbers {
  const numbers = new Float64Array(values.length).fill(Number.NaN);
  const bad: number[] = [];
  const counts = { number: 0, text: 0, identifier: 0, percent: 0 };
  const marks = new Map<number, number>();
  const missing = new Map<string, number>();
  const known = new Map<string, CleanedCell>();
  for (let i = 0; i < values.length; i++) {
    const text = values[i]?.trim() ?? "";
    if (text === "") continue;
    let cell = known.get(text);
    if (cell === undefined) {
      cell = cleanNumber(text, rules);
      if (known.size < 50_000) known.set(text, cell);
    }
    if (cell.kind === "missing") countOne(missing, text);
    else counts[cell.kind]++;
    if (cell.kind === "text") bad.push(i);
    if (cell.kind !== "number") continue;
    numbers[i] = cell.value;
    if (cell.marks === 0) continue;
    if (cell.marks & PERCENT) counts.percent++;
    for (const mark of MARKS) if (cell.marks & mark) countOne(marks, mark);
  }
  return { values: numbers, bad, counts, marks, missing };
}

const MARKS = [SEPARATORS, PERCENT, FOOTNOTE, FULL_WIDTH, YEAR];

/** Present cells looked at before a column is taken for text. */
const SAMPLE = 200;
/** Whether half of the first cells of a text column are numbers, and none of them is an identifier. */
export function looksNumeric({ values }: TextColumn, rules: NumberRules): boolean {
  let seen = 0;
  let numeric = 0;
  for (const text of values) {
    if (text === null || text.trim() === "") continue;
    const { kind } = cleanNumber(text.trim(), rules);
    if (kind === "identifier") return false;
    if (kind !== "text") numeric++;
    if (++seen >= SAMPLE) break;
  }
  return numeric * 2 >= seen && seen > 0;
}
