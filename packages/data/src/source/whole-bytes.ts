import type { ByteSource } from "./byte-source.ts";
import { unreadable } from "./unreadable.ts";

/** All bytes at once, for formats whose directory is at the end. @throws FILE_UNREADABLE (above `most` bytes) */
export async function wholeBytes(source: ByteSource, most = 2 ** 31): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  // Where the size is known there is no second copy.
  const expected = source.size <= most ? source.size : 0;
  const whole = Buffer.allocUnsafeSlow(expected);
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
    if (pieces.length === 0 && size <= expected) whole.set(piece, size - piece.length);
    else pieces.push(piece);
  }
  if (pieces.length === 0) return whole.subarray(0, size);
  const held = size - pieces.reduce((sum, piece) => sum + piece.length, 0);
  return Buffer.concat([whole.subarray(0, held), ...pieces]);
}
