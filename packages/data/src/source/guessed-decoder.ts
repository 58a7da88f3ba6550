import { gb18030Checker } from "./gb18030.ts";

/**
 * How to read the texts of a file that does not say its encoding, as those from before Stata 14, given as bytes
 * in Latin-1: UTF-8 when all are, else GB18030 when all are and look it, else Windows-1252. A character
 * that the width of a field cut off at its end counts for nothing.
 */
export function guessedDecoder(texts: Iterable<string>): (text: string) => string {
  const distinct = new Set<string>();
  for (const text of texts) if (!isAscii(text)) distinct.add(text);
  if (distinct.size === 0) return (text) => text;
  const encoding = isAll(distinct, isUtf8Start)
    ? "utf-8"
    : isAll(distinct, isChineseStart)
      ? "gb18030"
      : "windows-1252";
  const decoder = new TextDecoder(encoding);
  const known = new Map<string, string>();
  return (text) => {
    let read = known.get(text);
    if (read === undefined) {
      read = isAscii(text) ? text : decoder.decode(Buffer.from(text, "latin1")).replace(/\uFFFD$/, "");
      known.set(text, read);
    }
    return read;
  };
}

function isAscii(text: string): boolean {
  return /^[\0-\x7f]*$/.test(text);
}

function isAll(texts: Iterable<string>, holds: (bytes: Buffer) => boolean): boolean {
  for (const text of texts) if (!holds(Buffer.from(text, "latin1"))) return false;
  return true;
}

function isUtf8Start(bytes: Buffer): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

function isChineseStart(bytes: Buffer): boolean {
  const checker = gb18030Checker();
  try {
    checker.push(bytes);
  } catch {
    return false;
  }
  return !checker.looksWestern;
}
