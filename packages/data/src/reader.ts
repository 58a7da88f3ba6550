import type { Table } from "@ceteris/core";
import type { ReadOptions } from "./read-options.ts";
import type { ByteSource } from "./source/byte-source.ts";

/**
 * One format: a folder with `read-<format>.ts` and one line in the list of `read-source.ts`, which gives
 * a file to the first reader that claims it.
 */
export interface Reader {
  readonly format: string;
  /** Judges by the first bytes (decompressed) and by the ending of the name, such as `.csv`. */
  claims(head: Uint8Array, extension: string): boolean;
  /**
   * `source` delivers the decompressed bytes and may be read again. The columns read are at least those
   * that `options.columns` names; `settleColumns` gives them their types.
   *
   * @param readInner reads what is packed inside, by whatever reader claims it
   */
  read(source: ByteSource, options: ReadOptions, readInner: ReadSource): Promise<Table>;
}

export type ReadSource = (source: ByteSource, options: ReadOptions) => Promise<Table>;
