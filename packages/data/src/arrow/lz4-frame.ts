/**
 * Unpacks an LZ4 frame (as lz4/doc/lz4_Frame_format.md describes it) of known length, with which Feather
 * files are packed. Checksums are skipped.
 *
 * @throws Error when the frame is damaged or unpacks to another length
 */
export function decodeLz4Frame(packed: Uint8Array, length: number): Uint8Array {
  // Every byte of a block gives at most 255: a length beyond cannot be meant.
  if (!(length >= 0 && length <= packed.length * 256))
    throw new Error(`LZ4 data of ${packed.length} bytes cannot hold ${length}`);
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  if (packed.length < 7 || view.getUint32(0, true) !== 0x184d2204) throw new Error("LZ4 frame expected");
  const flags = packed[4]!;
  let at = 6 + (flags & 8 ? 8 : 0) + (flags & 1 ? 4 : 0) + 1;
  const out = new Uint8Array(length);
  let to = 0;
  for (;;) {
    const head = view.getUint32(at, true);
    at += 4;
    if (head === 0) break;
    const size = head & 0x7fffffff;
    if (at + size > packed.length) throw new Error("LZ4 block is cut off");
    if (head >>> 31) {
      if (to + size > length) throw new Error("LZ4 data are longer than announced");
      out.set(packed.subarray(at, at + size), to);
      to += size;
    } else to = decodeBlock(packed, at, at + size, out, to);
    at += size + (flags & 16 ? 4 : 0);
  }
  if (to !== length) throw new Error(`LZ4 data unpack to ${to} bytes, not ${length}`);
  return out;
}

/** Blocks may refer back to those before, so all of them share one output. Returns where it ends. */
function decodeBlock(from: Uint8Array, start: number, end: number, out: Uint8Array, begin: number): number {
  let i = start;
  let o = begin;
  while (i < end) {
    const token = from[i++]!;
    let literals = token >> 4;
    if (literals === 15) {
      let more = 255;
      while (more === 255 && i < end) literals += more = from[i++]!;
    }
    if (i + literals > end || o + literals > out.length) throw new Error("LZ4 literals run over");
    out.set(from.subarray(i, i + literals), o);
    i += literals;
    o += literals;
    if (i >= end) break;
    const back = from[i]! | (from[i + 1]! << 8);
    i += 2;
    let match = (token & 15) + 4;
    if (match === 19) {
      let more = 255;
      while (more === 255 && i < end) match += more = from[i++]!;
    }
    if (back === 0 || back > o || o + match > out.length) throw new Error("LZ4 match runs over");
    if (back >= match) out.copyWithin(o, o - back, o - back + match);
    else for (let k = 0; k < match; k++) out[o + k] = out[o - back + k]!;
    o += match;
  }
  return o;
}
