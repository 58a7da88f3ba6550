/** Where bytes stop being text in an encoding. */
export interface BadPlace {
  /** From 1. */
  readonly byte: number;
  /** From 1; null where it is not known, and the byte is only the first of a stretch. */
  readonly line: number | null;
}

/** Bytes since the last line break that are kept to tell where a bad one is. */
const KEPT = 2 ** 20;

/** Decodes any encoding into UTF-8. @throws what `refuse` makes of the place of the first byte that does not fit */
export async function* transcoded(
  chunks: AsyncIterable<Uint8Array>,
  encoding: string,
  refuse: (place: BadPlace) => Error,
): AsyncIterable<Uint8Array> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const encoder = new TextEncoder();
  const byLine = !encoding.startsWith("utf-16");
  /** What has been decoded of the line begun; null when that is too long. */
  let begun: Uint8Array | null = new Uint8Array(0);
  let offset = 0;
  let line = 1;

  function decode(chunk: Uint8Array | undefined): string {
    try {
      return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
    } catch (error) {
      if (!(error instanceof TypeError) && !(error instanceof RangeError)) throw error;
      if (begun === null || !byLine) throw refuse({ byte: offset + 1, line: null });
      const bytes = Buffer.concat([begun, chunk ?? new Uint8Array(0)]);
      const bad = firstBad(bytes, encoding);
      throw refuse({ byte: offset - begun.length + bad.at + 1, line: line + bad.lines });
    }
  }

  for await (const chunk of chunks) {
    const text = decode(chunk);
    offset += chunk.length;
    const end = chunk.lastIndexOf(LF) + 1;
    for (let i = 0; i < end; i++) if (chunk[i] === LF) line++;
    if (end > 0) begun = chunk.slice(end);
    else if (begun !== null) begun = Buffer.concat([begun, chunk]);
    if (begun !== null && begun.length > KEPT) begun = null;
    yield encoder.encode(text);
  }
  yield encoder.encode(decode(undefined));
}

const LF = 10;

/** The first character that does not fit, and the lines before it. A line break is never part of another character. */
function firstBad(bytes: Buffer, encoding: string): { at: number; lines: number } {
  let lines = 0;
  let start = 0;
  for (;;) {
    const lf = bytes.indexOf(LF, start);
    const end = lf < 0 ? bytes.length : lf + 1;
    const line = bytes.subarray(start, end);
    if (!fits(line, encoding, false) || lf < 0) return { at: start + firstBadOfLine(line, encoding), lines };
    start = end;
    lines++;
  }
}

function firstBadOfLine(line: Uint8Array, encoding: string): number {
  // The shortest beginning that no continuation mends …
  let [low, high] = [0, line.length + 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (fits(line.subarray(0, middle), encoding, true)) low = middle;
    else high = middle;
  }
  // … ends in the character that does not fit; `low` bytes end before it, or inside.
  let at = low;
  while (at > 0 && !fits(line.subarray(0, at), encoding, false)) at--;
  return at;
}

function fits(bytes: Uint8Array, encoding: string, stream: boolean): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream });
    return true;
  } catch {
    return false;
  }
}
