import type { ByteSource } from "./byte-source.ts";
import { unreadable } from "./unreadable.ts";

/** All bytes at once, for formats whose directory is at the end. @throws FILE_UNREADABLE (above `most` bytes) */
export async function wholeBytes(source: ByteSource, most = 2 ** 31): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of source.read()) {
    size += piece.length;
    if (size > most) {
      throw unreadable(
        source.name,
        `the file has more than ${Math.round(most / 2 ** 20)} MiB, which a file of this format may not`,
        "Split it, or save it as CSV or Parquet",
      );
    }
    pieces.push(piece);
  }
  return pieces.length === 1
    ? Buffer.from(pieces[0]!.buffer, pieces[0]!.byteOffset, size)
    : Buffer.concat(pieces);
}
