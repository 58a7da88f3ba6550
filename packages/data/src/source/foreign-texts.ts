/** Bytes looked at after the first one beyond ASCII, and bytes of distinct texts that are enough. */
const MOST_BYTES = 2 ** 25;
const ENOUGH_BYTES = 2 ** 16;
const LONGEST = 4096;
const CONTEXT = 64;

/**
 * The distinct words and fields with bytes beyond ASCII in a text of unknown encoding, as far as it takes
 * to tell the encoding from them. They are cut at bytes that are part of no character of several bytes.
 */
export async function foreignTexts(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<readonly Uint8Array[]> {
  const found = new Map<string, Uint8Array>();
  let size = 0;
  let seen = 0;
  let begun: Uint8Array = new Uint8Array(0);
  const take = (text: Uint8Array) => {
    const start = Buffer.from(text.subarray(0, LONGEST));
    const key = start.toString("latin1");
    if (found.has(key)) return;
    found.set(key, start);
    size += start.length;
  };
  for await (const chunk of chunks) {
    const bytes = begun.length === 0 ? chunk : Buffer.concat([begun, chunk]);
    let start = 0;
    let foreign = false;
    for (let i = 0; i < bytes.length; i++) {
      const byte = bytes[i]!;
      if (byte >= 0x80) foreign = true;
      else if (CUTS[byte] === 1) {
        if (foreign) take(bytes.subarray(start, i));
        start = i + 1;
        foreign = false;
      }
    }
    if (foreign && bytes.length - start > LONGEST) {
      take(bytes.subarray(start));
      start = bytes.length;
    }
    // Letters before a word's first accent tell something; a long stretch of ASCII does not.
    begun = bytes.slice(foreign ? start : Math.max(start, bytes.length - CONTEXT));
    if (found.size > 0 || foreign) seen += chunk.length;
    if (size >= ENOUGH_BYTES || seen >= MOST_BYTES) return [...found.values()];
  }
  if (begun.some((byte) => byte >= 0x80)) take(begun);
  return [...found.values()];
}

/** Control characters and signs, up to the digits and between them and the letters. */
const CUTS = Uint8Array.from({ length: 128 }, (_, byte) => (byte < 48 || (byte > 57 && byte < 64) ? 1 : 0));
