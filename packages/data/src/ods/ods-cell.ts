import type { GridBuilder } from "../grid/grid.ts";
import { isoDate, isoDateTime } from "../source/iso-date.ts";
import { attribute, type XmlTag } from "../xlsx/xml-scanner.ts";

/** A cell of an OpenDocument sheet. */
export interface OdsCell {
  /** Null when it is empty. */
  readonly type: string | null;
  readonly value: string;
  /** As it is shown. */
  text: string;
  readonly repeated: number;
  readonly columnsSpanned: number;
  readonly rowsSpanned: number;
}

export function odsCell(tag: XmlTag): OdsCell {
  const isError = attribute(tag, "calcext:value-type") === "error";
  const type = isError ? "error" : (attribute(tag, "office:value-type") ?? null);
  return {
    type,
    value: (type === null ? undefined : attribute(tag, VALUES[type] ?? "office:value")) ?? "",
    text: "",
    repeated: countIn(tag, "table:number-columns-repeated"),
    columnsSpanned: countIn(tag, "table:number-columns-spanned"),
    rowsSpanned: countIn(tag, "table:number-rows-spanned"),
  };
}

/** A number of cells, 1 where the tag says none. @throws Error */
export function countIn(tag: XmlTag, name: string): number {
  const given = Number(attribute(tag, name) ?? 1);
  if (!(Number.isInteger(given) && given >= 1)) throw new Error(`${name} is ${given}`);
  return given;
}

const VALUES: Readonly<Record<string, string>> = {
  date: "office:date-value",
  time: "office:time-value",
  boolean: "office:boolean-value",
  string: "office:string-value",
};

/** Puts a cell into a sheet, a number shown as a date or with leading zeros as that. @throws Error (no number) */
export function putOdsCell(grid: GridBuilder, row: number, column: number, cell: OdsCell): void {
  const { type, value, text } = cell;
  if (type === "error") grid.error(row, column, text);
  else if (type === "string") grid.text(row, column, text === "" ? value : text);
  else if (type === "boolean") grid.number(row, column, value === "true" ? 1 : 0);
  else if (type === "date") putDate(grid, row, column, value, text);
  else if (type === "time") grid.text(row, column, text === "" ? value : text);
  else {
    const number = Number(value);
    if (value === "" || Number.isNaN(number)) throw new Error(`“${value.slice(0, 20)}” is not a number`);
    if (/^0\d+$/.test(text.trim())) grid.shown(row, column, number, text.trim());
    else grid.number(row, column, number);
  }
}

/** Days from here are those that Excel counts. */
const EPOCH = Date.UTC(1899, 11, 30);

function putDate(grid: GridBuilder, row: number, column: number, value: string, text: string): void {
  const ms = Date.parse(/T/.test(value) ? `${value.slice(0, 23)}Z` : value);
  const days = (ms - EPOCH) / 86_400_000;
  const shown = Number.isInteger(days) ? isoDate(ms) : isoDateTime(ms);
  if (shown === null) grid.text(row, column, text === "" ? value : text);
  else if (/^\d{4}$/.test(text.trim())) grid.number(row, column, Number(text.trim()));
  else grid.shown(row, column, days, shown);
}
