import { gzipSync } from "node:zlib";
import { CeterisError, type Table } from "@ceteris/core";
import { csvPieces } from "./table-to-csv.ts";
import { writeFileAtomically } from "./write-file-atomically.ts";

/**
 * Writes a table to a file, in one step: `.csv` or `.tsv`, each gzipped when `.gz` follows; UTF-8.
 *
 * @throws FORMAT_UNKNOWN, OUTPUT_NOT_WRITABLE
 * @example
 * await writeTable(table, "panel.csv");
 */
export async function writeTable(table: Table, path: string): Promise<void> {
  const found = /\.(csv|tsv)(\.gz)?$/i.exec(path);
  if (!found) {
    throw new CeterisError({
      code: "FORMAT_UNKNOWN",
      where: path,
      what: "tables are written as .csv or .tsv, with .gz to compress",
      mend: "Give the file one of these endings",
    });
  }
  const delimiter = found[1]!.toLowerCase() === "tsv" ? "\t" : ",";
  const bytes = Buffer.concat(Array.from(csvPieces(table, { delimiter }), (piece) => Buffer.from(piece)));
  await writeFileAtomically(path, found[2] ? gzipSync(bytes) : bytes);
}
