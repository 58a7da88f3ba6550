import type { Column, Table } from "@ceteris/core";
import type { Delimiter } from "./delimited/delimiter.ts";

export interface CsvOptions {
  /** Default: comma. */
  readonly delimiter?: Delimiter;
}

/**
 * A table as delimited text with a header and LF. Missing values are empty, numbers have the fewest
 * digits that read back as the same number, and text is quoted where it would otherwise be read as
 * something else. `parseDelimited` gives the same table back; text columns that look like numbers need
 * its `text` option, and the empty text comes back as missing.
 *
 * @example
 * tableToCsv(fromColumns({ city: ["北京", null], gdp: [3.6, 2] })); // "city,gdp\n北京,3.6\n,2\n"
 */
export function tableToCsv(table: Table, options: CsvOptions = {}): string {
  return [...csvPieces(table, options)].join("");
}

/** The same text in pieces, so that it may be longer than one string can be. */
export function* csvPieces(table: Table, options: CsvOptions = {}): Generator<string> {
  const delimiter = options.delimiter ?? ",";
  const columns = [...table.columns.values()];
  yield `${[...table.columns.keys()].map((name) => quoteText(name, delimiter)).join(delimiter)}\n`;
  let piece = "";
  for (let i = 0; i < table.nRows; i++) {
    let line = "";
    for (let j = 0; j < columns.length; j++) {
      if (j > 0) line += delimiter;
      line += cellText(columns[j]!, i, delimiter);
    }
    // A line with nothing on it would be skipped as blank.
    piece += line === "" ? '""\n' : `${line}\n`;
    if (piece.length >= PIECE) {
      yield piece;
      piece = "";
    }
  }
  yield piece;
}

const PIECE = 2 ** 20;

function cellText(column: Column, row: number, delimiter: Delimiter): string {
  if (column.type === "text") {
    const text = column.values[row]!;
    return text === null ? "" : quoteText(text, delimiter);
  }
  const value = column.values[row]!;
  if (Number.isNaN(value)) return "";
  if (value === Number.POSITIVE_INFINITY) return "Inf";
  if (value === Number.NEGATIVE_INFINITY) return "-Inf";
  // Without the exponent they would be read as identifiers.
  return Math.abs(value) >= 2 ** 53 ? value.toExponential() : String(value);
}

function quoteText(text: string, delimiter: Delimiter): string {
  const plain =
    !/["\r\n]|^[\s\uFEFF]|\s$|^(NA|N\/A|NaN|\.|null|NULL)?$/.test(text) && !text.includes(delimiter);
  return plain ? text : `"${text.replaceAll('"', '""')}"`;
}
