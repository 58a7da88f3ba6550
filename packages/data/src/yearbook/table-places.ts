import { CeterisError, type Column, getColumn, type Table } from "@ceteris/core";
import type { YearbookTable } from "./yearbook-spec.ts";

/** A column of the table with cells of one column of the panel, and the period of each row in it. */
export interface TablePlace {
  readonly name: string;
  readonly timeOf: (row: number) => number | null;
}

/** Where a table has the cells of one column of the panel. @throws OPTION_INVALID, UNKNOWN_COLUMN */
export function tablePlaces(table: Table, layout: YearbookTable, from: string): readonly TablePlace[] {
  const { time, period } = layout;
  if (from.includes("*")) {
    if (time === undefined && period === undefined) return widePlaces(table, from);
    throw invalid(
      table,
      `“${from}” takes periods from the names of columns, and so does not go with time or period`,
      "Leave time and period out, or name one column",
    );
  }
  getColumn(table, from);
  if (time !== undefined && period === undefined) {
    const periods = periodsOf(getColumn(table, time));
    return [{ name: from, timeOf: (row) => periods[row]! }];
  }
  if (period !== undefined && time === undefined) return [{ name: from, timeOf: () => period }];
  throw invalid(
    table,
    time === undefined ? "nothing tells the period of its rows" : "its period is told twice",
    "Give time, a column; or period, a year; or put * for the year into the names of columns",
  );
}

const YEAR = /^(19|20)\d\d$/;

function widePlaces(table: Table, pattern: string): readonly TablePlace[] {
  const parts = plain(pattern).split("*");
  const [before, after] = parts as [string, string];
  if (parts.length > 2) {
    throw invalid(table, `“${pattern}” has more than one *`, "Write one *, in the place of the year");
  }
  const found = [...table.columns.keys()].flatMap((name): TablePlace[] => {
    const text = plain(name);
    const middle = text.slice(before.length, text.length - after.length);
    const fits = text.startsWith(before) && text.endsWith(after) && YEAR.test(middle);
    return fits ? [{ name, timeOf: () => Number(middle) }] : [];
  });
  if (found.length > 0) return found;
  throw invalid(
    table,
    `no column is called “${pattern}” with a year in place of *`,
    `The columns are ${[...table.columns.keys()].slice(0, 8).join(", ")}`,
  );
}

/**
 * Columns with a year in their names that no pattern takes, where the pattern that begins alike has no column of that
 * year: 2018年末 beside 2017年 and `*年`.
 */
export function yearsUnread(
  table: Table,
  layout: YearbookTable,
  read: ReadonlySet<string>,
): readonly string[] {
  const begins = Object.values(layout.columns).flatMap((given) => {
    const { from } = typeof given === "string" ? { from: given } : given;
    return from.includes("*") ? [plain(from).split("*")[0]!] : [];
  });
  const dated = [...table.columns.keys()].flatMap((name) => {
    const [, before, year] = /^(.*?)((?:19|20)\d\d)(?!\d)/.exec(plain(name)) ?? [];
    return before !== undefined && begins.includes(before) ? [{ name, key: `${before} ${year}` }] : [];
  });
  const taken = new Set(dated.filter(({ name }) => read.has(name)).map(({ key }) => key));
  return dated.filter(({ key }) => !taken.has(key)).map(({ name }) => name);
}

function plain(name: string): string {
  return name.normalize("NFKC").replace(/\s/g, "");
}

/** Years of a column, also out of texts such as 2018年; null where there is none, or more than one. */
function periodsOf(column: Column): readonly (number | null)[] {
  if (column.type === "number") return Array.from(column.values, (v) => (Number.isNaN(v) ? null : v));
  return column.values.map((text) => {
    const years = new Set(text?.normalize("NFKC").match(/(?<!\d)(?:19|20)\d\d/g));
    return years.size === 1 ? Number([...years][0]) : null;
  });
}

function invalid(table: Table, what: string, mend: string): CeterisError {
  return new CeterisError({ code: "OPTION_INVALID", where: table.source.name, what, mend });
}
