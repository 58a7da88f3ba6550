import { isUtf8 } from "node:buffer";
import { CeterisError } from "@ceteris/core";
import { type Gb18030Checker, gb18030Checker } from "./gb18030.ts";

export type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "gb18030";

/** Thrown inside the package when bytes read as UTF-8 so far turn out not to be. */
export interface NotUtf8 {
  readonly notUtf8At: number;
}

/** The encoding that a byte order mark declares; UTF-8 without one. */
export function markedEncoding(head: Uint8Array): Encoding {
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  return "utf-8";
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

/** Decodes any other encoding into UTF-8. @throws FILE_UNREADABLE, with the place of the first bad byte */
export async function* transcoded(
  chunks: AsyncIterable<Uint8Array>,
  encoding: Exclude<Encoding, "utf-8">,
  name: string,
  notUtf8At: number | null,
): AsyncIterable<Uint8Array> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const encoder = new TextEncoder();
  const checker = encoding === "gb18030" ? gb18030Checker() : null;
  let offset = 0;
  try {
    for await (const chunk of chunks) {
      checker?.push(chunk);
      const text = decoder.decode(chunk, { stream: true });
      offset += chunk.length;
      yield encoder.encode(text);
    }
    checker?.finish();
    yield encoder.encode(decoder.decode());
  } catch (error) {
    if (!(error instanceof TypeError) && !(error instanceof RangeError)) throw error;
    throw unreadable(name, encoding, notUtf8At, checker, offset);
  }
  if (checker?.looksWestern) {
    throw new CeterisError({
      code: "FILE_UNREADABLE",
      where: name,
      what: `the text is not UTF-8 (byte ${notUtf8At! + 1} does not fit), and read as GB18030 most of its special characters would swallow a Latin letter, so it is probably in a Western European encoding`,
      mend: "Save the file as UTF-8 (in Excel: CSV UTF-8)",
      details: { byte: notUtf8At! + 1 },
    });
  }
}

function unreadable(
  name: string,
  encoding: Encoding,
  notUtf8At: number | null,
  checker: Gb18030Checker | null,
  offset: number,
): CeterisError {
  const badAt = checker?.badAt ?? null;
  const bad = badAt === null ? `after byte ${offset}` : `byte ${badAt + 1}, in line ${checker!.line},`;
  const what =
    encoding === "gb18030"
      ? `the text is neither UTF-8 (byte ${notUtf8At! + 1} does not fit) nor GB18030 (${bad} does not fit)`
      : `the byte order mark says ${encoding.toUpperCase()}, but the text after byte ${offset} is not`;
  return new CeterisError({
    code: "FILE_UNREADABLE",
    where: name,
    what,
    mend: "Save the file as UTF-8 (in Excel: CSV UTF-8), and correct what does not show as it should",
    details: { byte: (notUtf8At ?? offset) + 1 },
  });
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
