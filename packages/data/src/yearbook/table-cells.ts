import { CeterisError, type Column, getColumn, getNumbers, type Table } from "@ceteris/core";
import { roundTo } from "../formula/round-to.ts";
import { convertUnit } from "./convert-unit.ts";
import type { YearbookColumn, YearbookTable } from "./yearbook-spec.ts";

/** A number in a table, wherever it stands. */
export interface TableCell {
  /** Of the panel. */
  readonly column: string;
  /** The unit, as the table writes it. */
  readonly written: string;
  readonly time: number;
  readonly value: number;
}

/** Makes a wide or long table into cells, measured as the panel wants them; empty cells are left out. */
export function tableCells(table: Table, layout: YearbookTable): readonly TableCell[] {
  const units = texts(getColumn(table, layout.unit));
  return Object.entries(layout.columns).flatMap(([column, given]) => {
    const spec = typeof given === "string" ? { from: given } : given;
    const measure = measured(spec);
    return placesOf(table, layout, spec.from).flatMap(({ name, timeOf }) => {
      const values = getNumbers(table, name);
      return units.flatMap((written, i): TableCell[] => {
        const time = timeOf(i);
        if (written === null || time === null || Number.isNaN(values[i]!)) return [];
        return [{ column, written, time, value: measure(values[i]!) }];
      });
    });
  });
}

interface Place {
  readonly name: string;
  readonly timeOf: (row: number) => number | null;
}

/** The columns of the table with the cells of one column of the panel, and the period of each row in them. */
function placesOf(table: Table, layout: YearbookTable, from: string): readonly Place[] {
  const { time, period } = layout;
  if (from.includes("*")) {
    if (time === undefined && period === undefined) return widePlaces(table, from);
    throw invalid(
      table,
      `“${from}” takes periods from the names of columns, and so does not go with time or period`,
      "Leave time and period out, or name one column",
    );
  }
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

function widePlaces(table: Table, pattern: string): readonly Place[] {
  const [before, after] = pattern.split("*") as [string, string];
  const found = [...table.columns.keys()].flatMap((name): Place[] => {
    const middle = name.slice(before.length, name.length - after.length);
    const fits = name.startsWith(before) && name.endsWith(after) && /^(19|20)\d\d$/.test(middle);
    return fits ? [{ name, timeOf: () => Number(middle) }] : [];
  });
  if (found.length > 0) return found;
  throw invalid(
    table,
    `no column is called “${pattern}” with a year in place of *`,
    `The columns are ${[...table.columns.keys()].slice(0, 8).join(", ")}`,
  );
}

/** Years of a column, also out of texts such as 2018年; null where there is none. */
function periodsOf(column: Column): readonly (number | null)[] {
  if (column.type === "number") return Array.from(column.values, (v) => (Number.isNaN(v) ? null : v));
  return column.values.map((text) => {
    const found = /(?:19|20)\d\d/.exec(text?.normalize("NFKC") ?? "");
    return found ? Number(found[0]) : null;
  });
}

function measured({ unit, to, round }: YearbookColumn): (value: number) => number {
  const convert = unit === undefined || to === undefined ? (value: number) => value : convertUnit(unit, to);
  return round === undefined ? convert : (value) => roundTo(convert(value), round);
}

function texts(column: Column): readonly (string | null)[] {
  if (column.type === "text") return column.values.map((text) => text?.trim() || null);
  return Array.from(column.values, (v) => (Number.isNaN(v) ? null : String(v)));
}

function invalid(table: Table, what: string, mend: string): CeterisError {
  return new CeterisError({ code: "OPTION_INVALID", where: table.source.name, what, mend });
}
