import type { Readable } from "node:stream";
import { createInflateRaw } from "node:zlib";
import { type Entry, fromBufferPromise, type ZipFile } from "yauzl";
import { BOMB_BYTES, BOMB_RATIO } from "./gunzip.ts";
import { damaged, unreadable } from "./unreadable.ts";

/** A file inside a zip archive. */
export interface ZipMember {
  readonly name: string;
  /** Of the content; more than that never arrives. */
  readonly size: number;
  read(): AsyncIterable<Uint8Array>;
}

/**
 * The files of a zip archive in memory; folders are left out.
 *
 * @throws FILE_UNREADABLE: damaged, or, when a member is read, encrypted, or expanding beyond `maxBytes`
 *   or to many times its size
 */
export async function openZip(bytes: Buffer, where: string, maxBytes: number): Promise<readonly ZipMember[]> {
  try {
    const archive = await fromBufferPromise(bytes, { decodeStrings: false, lazyEntries: true });
    const members: ZipMember[] = [];
    for await (const entry of archive.eachEntry()) {
      const name = memberName(entry);
      if (name.endsWith("/")) continue;
      if (members.length >= MOST_MEMBERS)
        throw unreadable(where, `the archive has more than ${MOST_MEMBERS} files`);
      const place = `${where}, ${name}`;
      members.push({
        name,
        size: entry.uncompressedSize,
        read: () => contents(entry, () => packedBytes(archive, entry), place, maxBytes),
      });
    }
    return members;
  } catch (error) {
    throw damaged(where, "zip", error);
  }
}

const MOST_MEMBERS = 10_000;

async function* contents(
  entry: Entry,
  open: () => Promise<Readable>,
  where: string,
  maxBytes: number,
): AsyncIterable<Uint8Array> {
  const { uncompressedSize: size, compressedSize: packed } = entry;
  if (entry.isEncrypted())
    throw unreadable(where, "it is protected by a password", "Unpack it and give the file inside");
  if (size > maxBytes || (size > BOMB_BYTES && size > packed * BOMB_RATIO)) {
    throw unreadable(
      where,
      `it expands to ${size} bytes, ${Math.round(size / Math.max(1, packed))} times its size`,
      "If the file is to be trusted, unpack it and give the unpacked file",
    );
  }
  try {
    const packedStream = await open();
    yield* entry.isCompressed() ? inflated(packedStream, size) : packedStream;
  } catch (error) {
    throw damaged(where, "zip", error);
  }
}

function packedBytes(archive: ZipFile, entry: Entry): Promise<Readable> {
  return archive.openReadStreamPromise(entry, entry.isCompressed() ? { decompress: false } : {});
}

/** In larger pieces than the archive's own reader unpacks: each costs a turn between threads. */
async function* inflated(packed: Readable, size: number): AsyncIterable<Uint8Array> {
  const inflate = createInflateRaw({ chunkSize: 2 ** 18 });
  packed.on("error", (error) => inflate.destroy(error));
  let arrived = 0;
  try {
    for await (const piece of packed.pipe(inflate) as AsyncIterable<Uint8Array>) {
      arrived += piece.length;
      if (arrived > size) break;
      yield piece;
    }
    if (arrived !== size) throw new Error(`it unpacks to another size than the ${size} bytes announced`);
  } finally {
    packed.destroy();
    inflate.destroy();
  }
}

/** UTF-8 or, as Chinese Windows packs, GB18030. */
function memberName(entry: Entry): string {
  // Not decoded, so that names in any encoding pass.
  const raw = entry.fileName as unknown as Buffer;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(raw);
  } catch {
    return new TextDecoder("gb18030").decode(raw);
  }
}
