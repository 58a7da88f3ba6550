import type { Warning } from "@ceteris/core";
import { encodingGuessed } from "./encoding-guessed.ts";
import { guessEncoding } from "./guess-encoding.ts";
import { wholeDecoder } from "./whole-decoder.ts";

/** How to read texts that are given as bytes in Latin-1. */
export interface GuessedDecoder {
  readonly decode: (text: string) => string;
  readonly warnings: readonly Warning[];
}

/**
 * How to read the texts of a file that does not say its encoding, as those from before Stata 14: as declared,
 * else as UTF-8 when all of them are, else as `guessEncoding` finds, else as Windows-1252. A character that the
 * width of a field cut off at its end counts for nothing.
 */
export function guessedDecoder(texts: Iterable<string>, declared: string | null): GuessedDecoder {
  if (declared !== null) return { decode: decoderOf(declared), warnings: [] };
  const distinct = new Set<string>();
  for (const text of texts) if (!isAscii(text)) distinct.add(text);
  if (distinct.size === 0) return { decode: (text) => text, warnings: [] };
  const all = Array.from(distinct, (text) => Buffer.from(text, "latin1"));
  if (all.every(isUtf8Start)) return { decode: decoderOf("utf-8"), warnings: [] };
  const some = all.slice(0, ENOUGH);
  const guess = guessEncoding(some);
  return { decode: decoderOf(guess.encoding ?? "windows-1252"), warnings: encodingGuessed(guess, some) };
}

/** Texts from which the encoding is guessed. */
const ENOUGH = 5000;
/** Texts whose reading is kept: codes and names come again and again, addresses do not. */
const KEPT = 100_000;

function decoderOf(encoding: string): (text: string) => string {
  const decode = wholeDecoder(encoding);
  const known = new Map<string, string>();
  return (text) => {
    let read = known.get(text);
    if (read === undefined) {
      read = isAscii(text) ? text : decode(Buffer.from(text, "latin1")).replace(/\uFFFD+$/, "");
      if (known.size < KEPT) known.set(text, read);
    }
    return read;
  };
}

function isAscii(text: string): boolean {
  return /^[\0-\x7f]*$/.test(text);
}

function isUtf8Start(bytes: Buffer): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
