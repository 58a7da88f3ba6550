import type { Table } from "@ceteris/core";
import { delimitedParser } from "./delimited/delimited-parser.ts";
import type { Delimiter } from "./delimited/delimiter.ts";

export interface DelimitedOptions {
  /** Columns that are text whatever is in them, for example codes. */
  readonly text?: readonly string[];
  /** Default: detected from the first records among comma, tab, semicolon and bar. */
  readonly delimiter?: Delimiter;
}

/**
 * Reads delimited text that is in memory already; `readTable` reads files.
 *
 * The first record names the columns. A column is a number column when every cell that is not missing
 * is a number. Missing are the empty cell, `NA`, `N/A`, `NaN`, `.`, `null` and `NULL`, blanks around
 * them ignored; in a text column these words in quotation marks are text. `Inf` and `-Inf` are numbers.
 * Leading zeros (`001`) and integers beyond 2⁵³ make a column text, because a number would lose them;
 * thousands separators, percent signs and decimal commas do too, because nothing is guessed. Cells
 * without quotation marks are trimmed. A column without name is called `column_` and its position, or
 * left out when it is empty.
 *
 * @param name the `where` of messages
 * @throws TABLE_EMPTY, ROW_LENGTH, DUPLICATE_COLUMN, UNKNOWN_COLUMN (in `text`), FILE_UNREADABLE (quotation marks)
 * @example
 * const table = parseDelimited("city;gdp\n北京;3.6\n天津;NA\n");
 * table.columns.get("gdp"); // { type: "number", values: [3.6, NaN] }
 */
export function parseDelimited(text: string, name = "text", options: DelimitedOptions = {}): Table {
  const bytes = new TextEncoder().encode(text);
  const parser = delimitedParser({
    name,
    text: options.text ?? [],
    delimiter: options.delimiter ?? null,
    expectedBytes: bytes.length,
  });
  parser.push(bytes, true);
  return parser.finish() as Table;
}
