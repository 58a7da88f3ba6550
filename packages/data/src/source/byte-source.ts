import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { CeterisError } from "@ceteris/core";
import { openError } from "./open-error.ts";

/** Bytes that can be read more than once. */
export interface ByteSource {
  /** The `where` of messages and the name of the table. */
  readonly name: string;
  /** Ending in lower case without a final `.gz`, such as `.csv`; empty when there is none. */
  readonly extension: string;
  /** 0 when unknown. */
  readonly size: number;
  /** The file itself, for readers that take parts of it; null when the bytes come from elsewhere. */
  readonly path: string | null;
  /** The bytes come from inside an archive. */
  readonly inArchive?: boolean;
  read(): AsyncIterable<Uint8Array>;
}

const CHUNK = 2 ** 22;

/** A file, or standard input for `-`. What cannot be read twice (a pipe) is held in memory. */
export async function byteSource(path: string, maxBytes: number): Promise<ByteSource> {
  if (path === "-") return heldInMemory("standard input", "", process.stdin, maxBytes);
  const name = basename(path);
  const extension = /\.[^.]*$/.exec(name.toLowerCase().replace(/\.(gz|gzip)$/, ""))?.[0] ?? "";
  const found = await stat(path).catch((error) => {
    throw openError(path, error);
  });
  if (found.isDirectory()) throw openError(path, { code: "EISDIR" });
  const open = () => fileChunks(path);
  return found.isFile()
    ? { name, extension, size: found.size, path, read: open }
    : heldInMemory(name, extension, open(), maxBytes);
}

async function* fileChunks(path: string): AsyncIterable<Uint8Array> {
  try {
    yield* createReadStream(path, { highWaterMark: CHUNK });
  } catch (error) {
    throw openError(path, error);
  }
}

async function heldInMemory(
  name: string,
  extension: string,
  chunks: AsyncIterable<Uint8Array>,
  maxBytes: number,
): Promise<ByteSource> {
  const held: Uint8Array[] = [];
  let pieces: Uint8Array[] = [];
  let pending = 0;
  let size = 0;
  for await (const chunk of chunks) {
    pieces.push(chunk);
    pending += chunk.length;
    size += chunk.length;
    if (pending >= CHUNK) {
      held.push(Buffer.concat(pieces));
      pieces = [];
      pending = 0;
    }
    if (size > maxBytes) {
      throw new CeterisError({
        code: "FILE_UNREADABLE",
        where: name,
        what: `more than ${maxBytes} bytes arrived`,
        mend: "Write them to a file and give its name",
      });
    }
  }
  if (pending > 0) held.push(Buffer.concat(pieces));
  return {
    name,
    extension,
    size,
    path: null,
    async *read() {
      yield* held;
    },
  };
}

/** Up to 64 KiB from the start. */
export async function firstBytes(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    pieces.push(chunk);
    size += chunk.length;
    if (size >= 2 ** 16) break;
  }
  return Buffer.concat(pieces).subarray(0, 2 ** 16);
}
