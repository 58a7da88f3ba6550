import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { CeterisError } from "@ceteris/core";

/** A file that expands more than this many times … */
export const BOMB_RATIO = 250;
/** … once it has filled this many bytes, was made to fill the memory. */
export const BOMB_BYTES = 2 ** 27;

export function isGzip(head: Uint8Array): boolean {
  return head[0] === 0x1f && head[1] === 0x8b;
}

/** Decompresses gzip; passes everything else through. @throws FILE_UNREADABLE (damaged, or too large) */
export async function* gunzipped(
  chunks: AsyncIterable<Uint8Array>,
  name: string,
  maxBytes: number,
): AsyncIterable<Uint8Array> {
  const iterator = chunks[Symbol.asyncIterator]();
  const first = await iterator.next();
  if (first.done) return;
  let packed = 0;
  async function* counted() {
    for (let next = first; !next.done; next = await iterator.next()) {
      packed += next.value.length;
      yield next.value;
    }
  }
  if (!isGzip(first.value)) {
    yield* counted();
    return;
  }
  let size = 0;
  const source = Readable.from(counted());
  const gunzip = createGunzip({ chunkSize: 2 ** 20 });
  source.on("error", (error) => gunzip.destroy(error));
  try {
    for await (const chunk of source.pipe(gunzip)) {
      size += chunk.length;
      if (size > maxBytes || (size > BOMB_BYTES && size > packed * BOMB_RATIO))
        throw tooLarge(name, size, packed);
      yield chunk;
    }
  } catch (error) {
    if (!String((error as { code?: unknown }).code).startsWith("Z_")) throw error;
    throw new CeterisError({
      code: "FILE_UNREADABLE",
      where: name,
      what: `the gzip data are damaged or cut off (${(error as Error).message})`,
      mend: "Copy or download the file again",
    });
  } finally {
    source.destroy();
    gunzip.destroy();
  }
}

function tooLarge(name: string, size: number, packed: number): CeterisError {
  return new CeterisError({
    code: "FILE_UNREADABLE",
    where: name,
    what: `the gzip data expand to more than ${size} bytes, ${Math.round(size / Math.max(1, packed))} times their size`,
    mend: "If the file is to be trusted, unpack it and give the unpacked file",
  });
}
