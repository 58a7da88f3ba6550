import { inflateSync } from "node:zlib";
import type { ByteCursor } from "../source/byte-cursor.ts";
import { BOMB_BYTES, BOMB_RATIO } from "../source/gunzip.ts";
import { unreadable } from "../source/unreadable.ts";
import type { SavDictionary } from "./sav-dictionary.ts";

/** Whole cases, good until the next are asked for. */
export interface SavBlock {
  readonly bytes: Buffer;
  readonly count: number;
}

const BLOCK = 2 ** 18;
/** A group of eight codes and what may follow them. */
const GROUP = 72;
const SYSTEM_MISSING = -Number.MAX_VALUE;

/** The cases of a system file, unpacked. @throws FILE_UNREADABLE (cut off, damaged, expanding without bound) */
export async function* savCases(
  cursor: ByteCursor,
  dictionary: SavDictionary,
  name: string,
): AsyncGenerator<SavBlock> {
  const { compression, rowWidth, nRows } = dictionary;
  const bytes =
    compression === "none"
      ? pieces(cursor)
      : unpacked(
          compression === "zlib" ? inflated(cursor, dictionary, name) : pieces(cursor),
          dictionary,
          name,
        );
  let rest = Buffer.alloc(0);
  let row = 0;
  for await (const piece of bytes) {
    const held: Buffer = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
    const count = Math.min(Math.floor(held.length / rowWidth), (nRows ?? Number.POSITIVE_INFINITY) - row);
    if (count > 0) yield { bytes: held, count };
    row += count;
    if (row === nRows) return;
    rest = Buffer.from(held.subarray(count * rowWidth));
  }
  if (rest.length > 0 || (nRows !== null && row < nRows)) {
    throw unreadable(
      name,
      `the data end in row ${row + 1}${nRows === null ? "" : ` of ${nRows}`}`,
      "Copy or download the file again",
    );
  }
}

async function* pieces(cursor: ByteCursor): AsyncGenerator<Buffer> {
  for (let piece = await cursor.some(); piece !== null; piece = await cursor.some()) yield piece;
}

/**
 * Unpacks the codes of SPSS: 1 to 251 a number, 253 eight bytes that follow, 254 eight blanks, 255 a
 * missing number, 252 the end, 0 nothing.
 */
async function* unpacked(
  chunks: AsyncIterable<Buffer>,
  { littleEndian, bias }: SavDictionary,
  name: string,
): AsyncGenerator<Buffer> {
  const out = Buffer.alloc(BLOCK);
  const view = new DataView(out.buffer, out.byteOffset, BLOCK);
  let end = 0;
  let ended = false;

  /** Unpacks the group at `at` of `bytes` and returns where the next starts. */
  function group(bytes: Buffer, at: number): number {
    let next = at + 8;
    for (let k = at; k < at + 8 && !ended; k++) {
      const code = bytes[k] ?? 252;
      if (code === 0) continue;
      if (code === 252) {
        ended = true;
        break;
      }
      if (code === 253) {
        if (next + 8 > bytes.length)
          throw unreadable(name, "the data are cut off", "Copy or download the file again");
        for (let i = 0; i < 8; i++) out[end + i] = bytes[next + i]!;
        next += 8;
      } else if (code === 254) for (let i = 0; i < 8; i++) out[end + i] = 32;
      else view.setFloat64(end, code === 255 ? SYSTEM_MISSING : code - bias, littleEndian);
      end += 8;
    }
    return next;
  }

  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const held = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let at = 0;
    while (!ended && at + GROUP <= held.length) {
      at = group(held, at);
      if (end + 64 > BLOCK) {
        yield out.subarray(0, end);
        end = 0;
      }
    }
    if (ended) break;
    rest = Buffer.from(held.subarray(at));
  }
  for (let at = 0; !ended && at < rest.length; ) {
    at = group(rest, at);
    if (end + 64 > BLOCK) {
      yield out.subarray(0, end);
      end = 0;
    }
  }
  if (end > 0) yield out.subarray(0, end);
}

/** The blocks of data packed by zlib, by the list at their end. */
async function* inflated(
  cursor: ByteCursor,
  { littleEndian }: SavDictionary,
  name: string,
): AsyncGenerator<Buffer> {
  const started = cursor.offset;
  const held: Buffer[] = [];
  for await (const piece of pieces(cursor)) held.push(Buffer.from(piece));
  const bytes = Buffer.concat(held);
  const long = (at: number) => Number(littleEndian ? bytes.readBigInt64LE(at) : bytes.readBigInt64BE(at));
  const int = (at: number) => (littleEndian ? bytes.readInt32LE(at) : bytes.readInt32BE(at));
  try {
    const list = long(8) - started;
    const count = int(list + 20);
    let size = 0;
    for (let k = 0; k < count; k++) {
      const at = list + 24 + 24 * k;
      const from = long(at + 8) - started;
      const length = int(at + 16);
      size += length;
      if (
        !(length >= 0 && length <= MOST_OF_BLOCK) ||
        (size > BOMB_BYTES && size > bytes.length * BOMB_RATIO)
      )
        throw new RangeError("its blocks expand without bound");
      yield inflateSync(bytes.subarray(from, from + int(at + 20)), { maxOutputLength: Math.max(1, length) });
    }
  } catch (error) {
    const reason = (error as Error).message;
    throw unreadable(
      name,
      `the packed data are damaged or cut off (${reason})`,
      "Copy or download the file again",
    );
  }
}

/** SPSS packs 4 MB at a time. */
const MOST_OF_BLOCK = 2 ** 26;
