import type { Table } from "@ceteris/core";
import type { ReadOptions } from "./read-table.ts";
import type { ByteSource } from "./source/byte-source.ts";

/**
 * One format. `readTable` gives a file to the first reader that claims it; a new format is one more
 * reader in the list there.
 */
export interface Reader {
  readonly format: string;
  /** Judges by the first bytes (decompressed) and by the ending of the name, such as `.csv`. */
  claims(head: Uint8Array, extension: string): boolean;
  /** `source` delivers the decompressed bytes and may be read again. */
  read(source: ByteSource, options: ReadOptions): Promise<Table>;
}
