import { wantedColumns } from "../clean/wanted-columns.ts";
import type { Head, HeadOptions } from "./read-head.ts";

/** The names of the columns, and what is known of each before its cells are read. */
export interface Header extends Pick<Head, "names" | "labels" | "warnings"> {
  /** Whether a column has no name in the text: it is left out if it has no values either. */
  readonly unnamed: readonly boolean[];
  readonly wanted: ReadonlySet<string>;
  /** Columns that are text from the first cell on. */
  readonly text: ReadonlySet<string>;
}

/** What the head of a text comes to for its columns. */
export function makeHeader(
  { name, options }: HeadOptions,
  head: Head,
  foundText: ReadonlySet<string> | undefined,
): Header {
  const unnamed = head.names.map((cell) => cell === "");
  const names = head.names.map((cell, j) => (cell === "" ? `column_${j + 1}` : cell));
  const wanted = wantedColumns(name, names, options);
  // With a decimal comma nothing can be read as a number at first sight.
  const text = options.decimal === "," ? names : [...(options.text ?? []), ...(foundText ?? [])];
  const { labels, warnings } = head;
  return { names, labels, warnings, unnamed, wanted, text: new Set(text) };
}
