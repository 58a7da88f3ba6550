import { createHash } from "node:crypto";
import { CeterisError, type Column, makeTable, type Table } from "@ceteris/core";
import type { Delimiter } from "./delimited/delimiter.ts";
import { readSource } from "./read-source.ts";
import { type ByteSource, byteSource, firstBytes } from "./source/byte-source.ts";
import { gunzipped, isGzip } from "./source/gunzip.ts";

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

/**
 * Reads a data file into a table, recognising its format by content and name.
 *
 * | format | what is read |
 * | --- | --- |
 * | delimited text | `.csv`, `.tsv`, `.txt`; comma, tab, semicolon or bar; UTF-8, UTF-16 with a byte order mark, or GB18030, which is taken when the bytes are not UTF-8; LF, CRLF or CR |
 * | Excel | `.xlsx`, `.xlsm` and `.xls`; the sheet with data; the row of names is detected, titles above and notes below are left out; merged cells are filled; formulas give the value that was saved |
 * | web page | `.html`, and `.xls` that is one: a table of it; XML of Excel 2003 |
 * | Stata | `.dta` of Stata 8 to 18 (113 to 119); values keep their codes and labels |
 * | SPSS | `.sav`, `.zsav`; values keep their codes and labels; declared missing values are missing |
 * | Parquet, Arrow | flat columns; Arrow files and streams, Feather 2 |
 * | JSON | an array of records, an object of columns, or one record a line |
 * | zip, gzip | one data file inside |
 *
 * `-` reads standard input. `table.source.sha256` is that of the file's bytes as they are, and
 * `table.source.warnings` says what was changed or left out.
 *
 * Types: text, workbooks and JSON are judged by whole columns, as told at `parseDelimited`. Years stay
 * numbers; dates become ISO text, which sorts: `2018-03-01`, `2018-03-01T12:00:00`, and, from Stata,
 * `2018-W09`, `2018-03`, `2018-Q1`, `2018-H1`; a date column named in `number` keeps the file's own count.
 * Codes with value labels stay numbers, as in haven; a column named in `text` holds the labels.
 *
 * @throws FILE_NOT_FOUND (with the nearest name), FILE_UNREADABLE (a folder, permissions, encoding,
 *   damaged or hostile content), FORMAT_UNKNOWN, TABLE_EMPTY, ROW_LENGTH, DUPLICATE_COLUMN,
 *   UNKNOWN_COLUMN (in `columns`, `text`, `number`), NOT_NUMERIC (in `number`), OPTION_INVALID
 * @example
 * const table = await readTable("panel.dta", { text: ["province"] });
 */
export async function readTable(path: string, options: ReadOptions = {}): Promise<Table> {
  const maxBytes = options.maxBytes ?? 2 ** 32;
  const file = await byteSource(path, maxBytes);
  let sha256: string | null = null;
  const raw = () =>
    hashed(file.read(), (hex) => {
      sha256 = hex;
    });
  const packed = isGzip(await firstBytes(file.read()));
  const source: ByteSource = {
    ...file,
    path: packed ? null : file.path,
    size: packed ? 0 : file.size,
    read: () => gunzipped(raw(), file.name, maxBytes),
  };
  const failing = new Set<string>();
  const { columns } = options;
  const noting = (column: string, test: (name: string) => boolean) => {
    if (test(column)) return true;
    failing.add(column);
    return false;
  };
  const asked = typeof columns === "function" ? (name: string) => noting(name, columns) : columns;
  try {
    const table = await readSource(source, { ...options, columns: asked });
    if (sha256 === null) for await (const _ of raw());
    const kept = new Map(
      [...table.columns].filter(([key, column]) => !failing.has(key) || !isMeasured(column)),
    );
    const unread = [...failing].filter((key) => !kept.has(key));
    return makeTable(kept, { ...table.source, sha256, unread });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new CeterisError({
      code: "FILE_UNREADABLE",
      where: file.name,
      what: `the table does not fit into memory (${error.message})`,
      mend: "Keep only the columns that are needed, or split the file",
    });
  }
}

function isMeasured(column: Column): boolean {
  return column.type === "number" && column.values.some((v) => Number.isFinite(v) && !Number.isInteger(v));
}

/** Passes bytes through and tells their SHA-256 when all have passed. */
async function* hashed(
  chunks: AsyncIterable<Uint8Array>,
  done: (hex: string) => void,
): AsyncIterable<Uint8Array> {
  const hash = createHash("sha256");
  for await (const chunk of chunks) {
    hash.update(chunk);
    yield chunk;
  }
  done(hash.digest("hex"));
}
