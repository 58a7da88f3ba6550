import { createHash } from "node:crypto";
import { CeterisError, type Column, makeTable, type Table } from "@ceteris/core";
import type { ReadOptions } from "./read-options.ts";
import { readSource } from "./read-source.ts";
import { type ByteSource, byteSource, firstBytes } from "./source/byte-source.ts";
import { gunzipped, isGzip } from "./source/gunzip.ts";

/**
 * Reads a data file into a table, recognising its format by content and name.
 *
 * | format | what is read |
 * | --- | --- |
 * | delimited text | `.csv`, `.tsv`, `.txt`; comma, tab, semicolon or bar; UTF-8, UTF-16, or, told by their characters, GB18030, Big5, Shift-JIS, EUC-KR or Windows-1252; LF, CRLF or CR |
 * | Excel, OpenDocument | `.xlsx`, `.xlsm`, `.xlsb`, `.xls`, `.ods`; the sheet with data; the row of names is detected, titles above and notes below are left out; merged cells are filled; formulas give the value that was saved |
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
