import { gzipSync } from "node:zlib";
import { CeterisError, type Table } from "@ceteris/core";
import { arrowBytes } from "./arrow/arrow-bytes.ts";
import { dtaBytes } from "./dta/dta-bytes.ts";
import { parquetBytes } from "./parquet/parquet-bytes.ts";
import { csvPieces } from "./table-to-csv.ts";
import { writeFileAtomically } from "./write-file-atomically.ts";
import { xlsxBytes } from "./xlsx/xlsx-bytes.ts";

/** A format to write: all bytes of the file, whole or in pieces. */
type Writer = (table: Table) => Iterable<Uint8Array> | Promise<Uint8Array>;

const WRITERS: Readonly<Record<string, Writer>> = {
  csv: (table) => encoded(csvPieces(table)),
  tsv: (table) => encoded(csvPieces(table, { delimiter: "\t" })),
  xlsx: xlsxBytes,
  parquet: parquetBytes,
  arrow: arrowBytes,
  feather: arrowBytes,
  dta: dtaBytes,
};

/**
 * Writes a table to a file, in one step, in the format of its ending: `.csv` or `.tsv` (UTF-8), `.xlsx`,
 * `.parquet`, `.arrow` or `.feather`, `.dta` (format 118, with labels). `.gz` after any of them compresses.
 * `readTable` gives the same cells back; the empty text comes back as missing.
 *
 * @throws FORMAT_UNKNOWN, OUTPUT_NOT_WRITABLE (also what a format cannot hold)
 * @example
 * await writeTable(table, "panel.dta");
 */
export async function writeTable(table: Table, path: string): Promise<void> {
  const found = /\.([a-z]+)(\.gz)?$/i.exec(path);
  const ending = (found?.[1] ?? "").toLowerCase();
  if (!Object.hasOwn(WRITERS, ending)) {
    throw new CeterisError({
      code: "FORMAT_UNKNOWN",
      where: path,
      what: "tables are written as .csv, .tsv, .xlsx, .parquet, .arrow, .feather or .dta, with .gz to compress",
      mend: "Give the file one of these endings",
    });
  }
  const bytes = await WRITERS[ending]!(table);
  const pieces = bytes instanceof Uint8Array ? [bytes] : bytes;
  await writeFileAtomically(path, found![2] ? gzipSync(Buffer.concat([...pieces])) : pieces);
}

function* encoded(pieces: Iterable<string>): Generator<Uint8Array> {
  for (const piece of pieces) yield Buffer.from(piece);
}
