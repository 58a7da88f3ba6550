import { CeterisError, type Table } from "@ceteris/core";
import { arrowReader } from "./arrow/read-arrow.ts";
import { delimitedReader } from "./delimited/read-delimited.ts";
import { dtaReader } from "./dta/read-dta.ts";
import { jsonReader } from "./json/read-json.ts";
import { parquetReader } from "./parquet/read-parquet.ts";
import type { ReadOptions } from "./read-options.ts";
import type { Reader } from "./reader.ts";
import { savReader } from "./sav/read-sav.ts";
import { type ByteSource, firstBytes } from "./source/byte-source.ts";
import { foreignFormat } from "./source/foreign-format.ts";
import { xlsReader } from "./xls/read-xls.ts";
import { zipReader } from "./zip/read-zip.ts";

/** Those that know their own bytes come before those that judge by the name. */
const READERS: readonly Reader[] = [
  dtaReader,
  savReader,
  zipReader,
  xlsReader,
  parquetReader,
  arrowReader,
  jsonReader,
  delimitedReader,
];

/** Reads bytes by the first reader that claims them. @throws TABLE_EMPTY, FORMAT_UNKNOWN and those of the reader */
export async function readSource(source: ByteSource, options: ReadOptions): Promise<Table> {
  const head = await firstBytes(source.read());
  if (head.length === 0) {
    throw new CeterisError({
      code: "TABLE_EMPTY",
      where: source.name,
      what: "the file is empty",
      mend: "Check that it was saved or downloaded whole",
    });
  }
  const reader = READERS.find((r) => r.claims(head, source.extension));
  if (reader) return await reader.read(source, options, readSource);
  throw new CeterisError({
    code: "FORMAT_UNKNOWN",
    where: source.name,
    ...(foreignFormat(head, source.extension) ?? {
      what: "the format is not known",
      mend: "Save the data as CSV in UTF-8 and give that file",
    }),
  });
}
