import { CeterisError, getColumn, makeTable } from "@ceteris/core";
import type { ReadOptions } from "../read-options.ts";

/**
 * The columns to read, of those a file has.
 *
 * @throws UNKNOWN_COLUMN (in `columns`, `text`, `number`), DUPLICATE_COLUMN, OPTION_INVALID (text and number)
 */
export function wantedColumns(
  name: string,
  names: readonly string[],
  { columns, levels = false, text = [], number = [] }: ReadOptions,
): ReadonlySet<string> {
  const positions = new Map<string, number>();
  names.forEach((column, j) => {
    const first = positions.get(column);
    if (first !== undefined) throw duplicateColumn(name, column, first, j);
    positions.set(column, j);
  });
  const known = makeTable(new Map(names.map((n) => [n, { type: "text", values: [] } as const])), { name });
  const named = typeof columns === "function" ? [] : (columns ?? []);
  for (const column of [...named, ...text, ...number]) getColumn(known, column);
  const both = text.find((column) => number.includes(column));
  if (both !== undefined) {
    throw new CeterisError({
      code: "OPTION_INVALID",
      where: `column “${both}”`,
      what: "it is named both as text and as number",
      mend: "Name it in one of the two",
      details: { column: both },
    });
  }
  if (typeof columns !== "function") return new Set(columns ?? names);
  const passing = names.filter(columns);
  return new Set(levels ? names : passing);
}

/** Of the columns to read, those that are read only if they may be levels. */
export function sparedColumns(
  names: readonly string[],
  { columns, levels = false }: ReadOptions,
): ReadonlySet<string> {
  return new Set(levels && typeof columns === "function" ? names.filter((name) => !columns(name)) : []);
}

/** Positions from 0. */
export function duplicateColumn(name: string, column: string, first: number, second: number): CeterisError {
  return new CeterisError({
    code: "DUPLICATE_COLUMN",
    where: `${name}, header`,
    what: `columns ${first + 1} and ${second + 1} are both named “${column}”`,
    mend: "Give every column a name of its own",
    details: { column, positions: [first + 1, second + 1] },
  });
}
