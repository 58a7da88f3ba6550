import { isUtf8 } from "node:buffer";

export type MarkedEncoding = "utf-8" | "utf-16le" | "utf-16be";

/** Thrown inside the package when bytes read as UTF-8 so far turn out not to be. */
export interface NotUtf8 {
  readonly notUtf8At: number;
}

/** The encoding that a byte order mark declares, or zeros at every other place; UTF-8 without them. */
export function markedEncoding(head: Uint8Array): MarkedEncoding {
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  const zeros = [0, 0];
  for (let i = 0; i < head.length && i < 4096; i++) if (head[i] === 0) zeros[i & 1]!++;
  // Letters of ASCII have zeros on one side; so few others have any that these are text.
  if (zeros[0] === 0 && zeros[1]! * 8 > Math.min(head.length, 4096)) return "utf-16le";
  return zeros[1] === 0 && zeros[0]! * 8 > Math.min(head.length, 4096) ? "utf-16be" : "utf-8";
}

/** Passes UTF-8 through and stops with `NotUtf8` at the first byte that is not. */
export async function* checkedUtf8(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  let carry: Uint8Array = new Uint8Array(0);
  let offset = 0;
  for await (const chunk of chunks) {
    const bytes = carry.length === 0 ? chunk : Buffer.concat([carry, chunk]);
    const end = completeEnd(bytes);
    const complete = bytes.subarray(0, end);
    if (!isUtf8(complete)) throw { notUtf8At: offset + firstInvalid(complete) } satisfies NotUtf8;
    yield complete;
    carry = bytes.slice(end);
    offset += end;
  }
  if (carry.length > 0) throw { notUtf8At: offset } satisfies NotUtf8;
}

/** Where the last complete character ends, judged by the lead byte alone. */
function completeEnd(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!;
    if (byte < 0x80) return bytes.length;
    if (byte >= 0xc0) {
      const needs = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return needs > back ? bytes.length - back : bytes.length;
    }
  }
  return bytes.length;
}

/** Position of the first byte that is not UTF-8: by blocks up to the one that fails, then by characters. */
function firstInvalid(bytes: Uint8Array): number {
  let good = 0;
  for (;;) {
    const block = bytes.subarray(good, good + 4096);
    const end = completeEnd(block);
    if (end === 0 || !isUtf8(block.subarray(0, end))) break;
    good += end;
  }
  for (;;) {
    let width = 1;
    while (width <= 4 && !isUtf8(bytes.subarray(good, good + width))) width++;
    if (width > 4 || good >= bytes.length) return good;
    good += width;
  }
}
