import { CeterisError, type Column, getColumn, getNumbers, rowNumber, type Table } from "@ceteris/core";
import { type Measure, measureOf } from "./measure.ts";
import { tablePlaces, yearsUnread } from "./table-places.ts";
import type { YearbookTable } from "./yearbook-spec.ts";

/** A number in a table, wherever it stands. */
export interface TableCell {
  /** Of the panel. */
  readonly column: string;
  /** The unit, as the table writes it. */
  readonly written: string;
  readonly time: number;
  readonly value: number;
  /** Row of the data as read, from 1. */
  readonly row: number;
  /** Column of the table. */
  readonly from: string;
  readonly measure: Measure;
}

/** The numbers of a table that a recipe asks for, and those that have no place. */
export interface TableCells {
  readonly cells: readonly TableCell[];
  /** Rows with numbers and without a unit or a period. */
  readonly unplaced: readonly { readonly row: number; readonly lacks: string; readonly cells: number }[];
  /** Rows whose unit is that of a row above. */
  readonly nFilled: number;
  /** Columns of years that the patterns of the recipe pass by. */
  readonly yearsUnread: readonly string[];
  /** The measures of the columns of the panel, each that occurs once. */
  readonly measures: ReadonlyMap<string, readonly Measure[]>;
}

/** Makes a wide or long table into cells, measured as the panel wants them; empty cells are left out. */
export function tableCells(table: Table, layout: YearbookTable): TableCells {
  const units = unitsOf(table, layout);
  const cells: TableCell[] = [];
  const unplaced = new Map<number, { readonly lacks: string; readonly cells: number }>();
  const read = new Set<string>();
  const measures = new Map<string, Measure[]>();
  for (const [column, given] of Object.entries(layout.columns)) {
    const spec = typeof given === "string" ? { from: given } : given;
    for (const { name, timeOf } of tablePlaces(table, layout, spec.from)) {
      read.add(name);
      const measure = measureOf(table, name, spec);
      measures.set(column, [...(measures.get(column) ?? []), measure]);
      getNumbers(table, name).forEach((number, i) => {
        if (Number.isNaN(number)) return;
        const [row, written, time] = [rowNumber(table, i), units.at(i), timeOf(i)];
        if (written === null || time === null) {
          const lacks = written === null ? "unit" : "period";
          unplaced.set(row, { lacks, cells: (unplaced.get(row)?.cells ?? 0) + 1 });
        } else {
          cells.push({ column, written, time, value: measure.apply(number), row, from: name, measure });
        }
      });
    }
  }
  return {
    cells,
    unplaced: [...unplaced].sort(([a], [b]) => a - b).map(([row, about]) => ({ row, ...about })),
    nFilled: units.nFilled,
    yearsUnread: yearsUnread(table, layout, read),
    measures,
  };
}

interface RowUnits {
  /** The unit of a row; null where there is none. */
  readonly at: (row: number) => string | null;
  readonly nFilled: number;
}

/** @throws OPTION_INVALID, UNKNOWN_COLUMN */
function unitsOf(table: Table, { unit, unitName, fillDown }: YearbookTable): RowUnits {
  if ((unit === undefined) === (unitName === undefined)) {
    throw new CeterisError({
      code: "OPTION_INVALID",
      where: table.source.name,
      what: unit === undefined ? "nothing tells the unit of its rows" : "its unit is told twice",
      mend: "Give unit, a column of names or codes; or unitName, the one unit that the table is about",
    });
  }
  if (unitName !== undefined) return { at: () => unitName, nFilled: 0 };
  const values = texts(getColumn(table, unit!));
  if (!fillDown) return { at: (row) => values[row]!, nFilled: 0 };
  let nFilled = 0;
  let last: string | null = null;
  const filled = values.map((name) => {
    if (name === null && last !== null) nFilled++;
    last = name ?? last;
    return last;
  });
  return { at: (row) => filled[row]!, nFilled };
}

function texts(column: Column): readonly (string | null)[] {
  if (column.type === "text") return column.values.map((text) => text?.trim() || null);
  return Array.from(column.values, (v) => (Number.isNaN(v) ? null : String(v)));
}
