import type { Column } from "@ceteris/core";
import type { DataReader, Encoding } from "hyparquet";

/** A page of a flat column, unpacked. */
export interface ParquetPage {
  readonly bytes: Buffer;
  /** Stands before the values in `bytes`. */
  readonly reader: DataReader;
  readonly encoding: Encoding;
  /** Rows. */
  readonly nValues: number;
  /** For each row whether it has a value; null when all have. */
  readonly present: Uint8Array | null;
  /** Values that there are. */
  readonly nPresent: number;
}

/** One column, filled page by page. */
export interface ParquetCells {
  /** A dictionary for the pages that follow. */
  dictionary(page: ParquetPage): void;
  /** Takes the rows from `row` on. */
  page(page: ParquetPage, row: number): void;
  finish(): Column;
}

export function isCoded({ encoding }: ParquetPage): boolean {
  return encoding === "RLE_DICTIONARY" || encoding === "PLAIN_DICTIONARY";
}
