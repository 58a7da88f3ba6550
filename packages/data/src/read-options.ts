import type { Delimiter } from "./delimited/delimiter.ts";

/** How a data file is read. */
export interface ReadOptions {
  /**
   * Read these columns only, in the order of the file: names, or a test of names. Columns that fail a test
   * are listed in `table.source.unread`, and messages on unknown columns know them. Default: all.
   */
  readonly columns?: readonly string[] | ((name: string) => boolean);
  /**
   * Of the columns that fail the test keep those that may be levels at which something was assigned: text and
   * whole numbers. Measurements are let go as soon as one is met.
   */
  readonly levels?: boolean;
  /** Columns that are text whatever is in them, for example codes; of labelled values the labels. */
  readonly text?: readonly string[];
  /** Columns that are numbers, also where leading zeros or dates would make them text. */
  readonly number?: readonly string[];
  /** Further texts or numbers that mark a missing value in any column, for example `-99`. */
  readonly missing?: readonly string[];
  /** Delimited text. Default: detected from the first records among comma, tab, semicolon and bar. */
  readonly delimiter?: Delimiter;
  /** Decimal mark of numbers written as text. Default: the point; nothing is guessed. */
  readonly decimal?: "." | ",";
  /**
   * Encoding of text, by any name that `TextDecoder` knows, such as `big5`. Default: as a byte order mark or the
   * file says, else found from its bytes.
   */
  readonly encoding?: string;
  /** Sheet of a workbook, by name or by number from 1, or file of a zip archive. Default: the only one with data. */
  readonly sheet?: string;
  /** Row of a sheet, or line of a text, that names the columns, from 1. Default: detected: in a text the first line, or the first below titles. */
  readonly headerRow?: number;
  /** Most bytes that a compressed file may expand to, or standard input deliver. Default 4 GiB. */
  readonly maxBytes?: number;
}
