import type { Table } from "@ceteris/core";
import { delimitedParser } from "./delimited/delimited-parser.ts";
import type { ReadOptions } from "./read-options.ts";

export type DelimitedOptions = Pick<
  ReadOptions,
  "columns" | "text" | "number" | "missing" | "delimiter" | "decimal" | "headerRow"
>;

/**
 * Reads delimited text that is in memory already; `readTable` reads files.
 *
 * The first record names the columns. A column is a number column when every cell that is not missing
 * is a number. Missing are the empty cell, `NA`, `N/A`, `NaN`, `.`, `null` and `NULL`, blanks around
 * them ignored; in a text column these words in quotation marks are text. `Inf` and `-Inf` are numbers.
 * Leading zeros (`001`) and integers beyond 2⁵³ make a column text, because a number would lose them.
 * Cells without quotation marks are trimmed. A column without name is called `column_` and its position,
 * or left out when it is empty.
 *
 * A column is also a number column when every cell becomes one by reading full-width digits, leaving out
 * thousands separators (`1,234`; not where semicolons part the fields) and footnote marks (`*`, `①`, `¹`,
 * `[1]`), dividing by the percent or per mille sign that all of its numbers have, and taking `-`, `—`, `…`,
 * `缺失` and the like as missing: `CELLS_CLEANED` counts what was changed. A column with some text among
 * numbers stays text, and `TEXT_IN_NUMBERS` names row and value when most cells are numbers. `text`,
 * `number` and `missing` overrule all of this; `decimal: ","` reads decimal commas.
 *
 * @param name the `where` of messages
 * @throws TABLE_EMPTY, ROW_LENGTH, DUPLICATE_COLUMN, UNKNOWN_COLUMN (in `columns`, `text`, `number`),
 *   NOT_NUMERIC (in `number`), OPTION_INVALID, FILE_UNREADABLE (quotation marks)
 * @example
 * const table = parseDelimited("city;gdp\n北京;3.6\n天津;NA\n");
 * table.columns.get("gdp"); // { type: "number", values: [3.6, NaN] }
 */
export function parseDelimited(text: string, name = "text", options: DelimitedOptions = {}): Table {
  const bytes = new TextEncoder().encode(text);
  const parser = delimitedParser({
    name,
    options,
    delimiter: options.delimiter ?? null,
    expectedBytes: bytes.length,
  });
  parser.push(bytes, true);
  return parser.finish() as Table;
}
