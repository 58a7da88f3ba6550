import { briefNumber } from "./brief-number.ts";
import { type Shown, showAs } from "./display.ts";
import { CeterisError, nameSome } from "./errors.ts";
import { nearestName } from "./nearest-name.ts";
import type { Warning } from "./warning.ts";

/** What a file of a statistics package says about a column beside its cells. */
interface ColumnNotes {
  /** Shown name: the variable label. */
  readonly label?: string;
}

/** Numbers; `NaN` marks a missing value. */
export interface NumberColumn extends ColumnNotes {
  readonly type: "number";
  readonly values: Float64Array;
  /** Names of single values: the value labels. */
  readonly valueLabels?: ReadonlyMap<number, string>;
}

/** Text; `null` marks a missing value. */
export interface TextColumn extends ColumnNotes {
  readonly type: "text";
  readonly values: readonly (string | null)[];
}

export type Column = NumberColumn | TextColumn;

export interface TableSource {
  /** File name, or "table" for data made in memory: the `where` of messages. */
  readonly name: string;
  /** Rows before any filter. */
  readonly nRowsRead: number;
  /** For each row, its position (from 0) in the data as read; null when nothing was filtered. */
  readonly rows: Int32Array | null;
  /** SHA-256 of the bytes read, in hexadecimal; null for data made in memory. */
  readonly sha256: string | null;
  /** What was changed or left out while reading. */
  readonly warnings: readonly Warning[];
  /** Columns of the data that were not asked for and not read. */
  readonly unread: readonly string[];
}

/** Columns of equal length, in the order of the file. */
export interface Table {
  readonly kind: "table";
  readonly source: TableSource;
  readonly nRows: number;
  readonly columns: ReadonlyMap<string, Column>;
}

/** A table from columns. `source` defaults to data made in memory. */
export function makeTable(columns: ReadonlyMap<string, Column>, source?: Partial<TableSource>): Table {
  const lengths = [...columns.values()].map((c) => c.values.length);
  const nRows = lengths[0] ?? 0;
  const name = source?.name ?? "table";
  if (lengths.some((n) => n !== nRows)) {
    throw new CeterisError({
      code: "ROW_LENGTH",
      where: name,
      what: `the columns differ in length (${[...columns].map(([k, c]) => `${k}: ${c.values.length}`).join(", ")})`,
      mend: "Give every column the same number of rows",
    });
  }
  const table: Table = {
    kind: "table",
    nRows,
    columns,
    source: Object.freeze({
      name,
      nRowsRead: source?.nRowsRead ?? nRows,
      rows: source?.rows ?? null,
      sha256: source?.sha256 ?? null,
      warnings: Object.freeze(source?.warnings ?? []),
      unread: Object.freeze(source?.unread ?? []),
    }),
  };
  showAs(table, () => tableShown(table));
  return Object.freeze(table);
}

/** A line for each column: what it is, what it lacks, how it begins. */
function tableShown({ source, nRows, columns }: Table): Shown {
  const isMissing = (v: number | string | null) => v === null || Number.isNaN(v);
  const rows = Array.from(columns, ([name, column]) => {
    const cells: readonly (number | string | null)[] = Array.from<number | string | null>(column.values);
    const first = cells
      .slice(0, 5)
      .map((v) => (isMissing(v) ? "–" : typeof v === "number" ? briefNumber(v, 6) : v));
    return [
      name,
      column.type,
      String(cells.filter(isMissing).length),
      [...first, ...(nRows > 5 ? ["…"] : [])].join(", "),
    ];
  });
  return {
    title: `${source.name}, ${nRows} rows, ${columns.size} columns`,
    header: ["column", "type", "missing", "first values"],
    rows,
    notes: source.warnings.map(({ code, message }) => `${code}: ${message}`),
  };
}

/**
 * A table from plain arrays, one per column: `fromColumns({ city: ["A", "B"], y: [1, 2] })`.
 * A column with any text in it is text; `null`, `undefined` and `NaN` are missing.
 */
export function fromColumns(
  columns: Readonly<Record<string, ArrayLike<string | number | boolean | null | undefined>>>,
  name = "table",
): Table {
  const made = Object.entries(columns).map(([key, raw]) => {
    if (raw instanceof Float64Array) return [key, { type: "number", values: raw }] as const;
    const values = Array.from(raw);
    const text = values.some((v) => typeof v === "string");
    const column: Column = text
      ? { type: "text", values: values.map((v) => (v === null || v === undefined ? null : String(v))) }
      : { type: "number", values: Float64Array.from(values, (v) => (v == null ? Number.NaN : Number(v))) };
    return [key, column] as const;
  });
  return makeTable(new Map(made), { name });
}

/** How a row is named in messages: its number in the data as read, the header not counted. */
export function rowName(table: Table, row: number): string {
  return `row ${rowNumber(table, row)}`;
}

/** The number of a row in the data as read, from 1. */
export function rowNumber(table: Table, row: number): number {
  return (table.source.rows?.[row] ?? row) + 1;
}

/** The column of that name. @throws UNKNOWN_COLUMN, with the nearest name. */
export function getColumn(table: Table, name: string): Column {
  const column = table.columns.get(name);
  if (column) return column;
  const known = [...table.columns.keys(), ...table.source.unread];
  const near = nearestName(name, known);
  const parts = name.split(/[\s#*]+/);
  const several = parts.length > 1 && parts.every((part) => known.includes(part));
  throw new CeterisError({
    code: "UNKNOWN_COLUMN",
    where: table.source.name,
    what: `there is no column “${name}”`,
    mend: several
      ? `Write ${parts.join(",")} for several columns, ${parts.join("^")} for fixed effects of both crossed`
      : near
        ? `Did you mean “${near}”?`
        : `The columns are ${nameSome(known, 12)}`,
    details: { column: name, nearest: near },
  });
}

/** A column as numbers. @throws UNKNOWN_COLUMN; NOT_NUMERIC with the first rows and their text. */
export function getNumbers(table: Table, name: string): Float64Array {
  const column = getColumn(table, name);
  if (column.type === "number") return column.values;
  const bad: number[] = [];
  column.values.forEach((v, i) => {
    if (v !== null && !isNumberText(v)) bad.push(i);
  });
  if (bad.length === 0) return Float64Array.from(column.values, (v) => (v === null ? Number.NaN : Number(v)));
  const shown = bad.map((i) => `“${column.values[i]}” in ${rowName(table, i)}`);
  const commas = bad.every((i) => /^[+-]?\d+,\d+$/.test(column.values[i]!.trim()));
  throw new CeterisError({
    code: "NOT_NUMERIC",
    where: `${table.source.name}, column “${name}”`,
    what: `text where numbers are needed: ${nameSome(shown, 3)}`,
    mend: commas
      ? "If the comma is the decimal mark, give --decimal , (in a study, data.decimal); otherwise correct these cells"
      : "Correct these cells, or leave them empty to mark them missing",
    details: { column: name, rows: bad.slice(0, 100).map((i) => rowNumber(table, i)) },
  });
}

/** Keeps the rows at the given positions, in that order. */
export function selectRows(table: Table, rows: Int32Array): Table {
  const columns = new Map<string, Column>();
  for (const [name, column] of table.columns) columns.set(name, takeRows(column, rows));
  const before = table.source.rows;
  const origin = before ? Int32Array.from(rows, (r) => before[r]!) : rows;
  return makeTable(columns, { ...table.source, rows: origin });
}

/** A new table with one more column, or with one replaced. */
export function withColumn(table: Table, name: string, column: Column): Table {
  return makeTable(new Map([...table.columns, [name, column]]), table.source);
}

function takeRows(column: Column, rows: Int32Array): Column {
  if (column.type === "text") return { ...column, values: Array.from(rows, (r) => column.values[r]!) };
  const values = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) values[i] = column.values[rows[i]!]!;
  return { ...column, values };
}

function isNumberText(text: string): boolean {
  return text.trim() !== "" && !Number.isNaN(Number(text));
}
