import { createHash } from "node:crypto";
import { CeterisError, makeTable, type Table } from "@ceteris/core";
import { delimitedReader } from "./delimited/delimited-reader.ts";
import type { Delimiter } from "./delimited/delimiter.ts";
import type { Reader } from "./reader.ts";
import { type ByteSource, byteSource, firstBytes } from "./source/byte-source.ts";
import { foreignFormat } from "./source/foreign-format.ts";
import { gunzipped, isGzip } from "./source/gunzip.ts";

export interface ReadOptions {
  /** Columns that are text whatever is in them, for example codes. */
  readonly text?: readonly string[];
  /** Default: detected from the first records among comma, tab, semicolon and bar. */
  readonly delimiter?: Delimiter;
  /** Most bytes that a compressed file may expand to, or standard input deliver. Default 4 GiB. */
  readonly maxBytes?: number;
}

const READERS: readonly Reader[] = [delimitedReader];

/**
 * Reads a data file into a table, recognising its format by content and name.
 *
 * Delimited text (`.csv`, `.tsv`, `.txt`; comma, tab, semicolon or bar) in UTF-8 with or without byte
 * order mark, in UTF-16 with one, or in GB18030, which is taken when the bytes are not UTF-8; with LF,
 * CRLF or CR; plain or gzipped. `-` reads standard input. How cells become numbers, text or missing
 * values is told at `parseDelimited`. `table.source.sha256` is that of the file's bytes as they are.
 *
 * @throws FILE_NOT_FOUND (with the nearest name), FILE_UNREADABLE (a folder, permissions, encoding,
 *   damaged gzip, quotation marks), FORMAT_UNKNOWN, TABLE_EMPTY, ROW_LENGTH, DUPLICATE_COLUMN,
 *   UNKNOWN_COLUMN (in `text`)
 * @example
 * const table = await readTable("panel.csv", { text: ["citycode"] });
 */
export async function readTable(path: string, options: ReadOptions = {}): Promise<Table> {
  const maxBytes = options.maxBytes ?? 2 ** 32;
  const file = await byteSource(path, maxBytes);
  let sha256: string | null = null;
  const raw = () =>
    hashed(file.read(), (hex) => {
      sha256 = hex;
    });
  const source: ByteSource = {
    ...file,
    size: isGzip(await firstBytes(file.read())) ? 0 : file.size,
    read: () => gunzipped(raw(), file.name, maxBytes),
  };
  const head = await firstBytes(source.read());
  const reader = READERS.find((r) => r.claims(head, file.extension));
  if (!reader) {
    throw new CeterisError({
      code: "FORMAT_UNKNOWN",
      where: file.name,
      what: foreignFormat(head, file.extension) ?? "the format is not known",
      mend: "Save the data as CSV in UTF-8 (in Excel: Save As, CSV UTF-8) and give that file",
    });
  }
  try {
    const table = await reader.read(source, options);
    return makeTable(table.columns, { ...table.source, sha256 });
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
