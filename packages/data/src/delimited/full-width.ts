import type { Warning } from "@ceteris/core";
import { detectDelimiter } from "./delimiter.ts";

/** Last bytes of `，` and `；` in UTF-8, after EF BC, and what they stand for. */
const COMMA = 0x8c;
const SEMICOLON = 0x9b;
const QUOTE = 34;

/**
 * Whether fields are parted by full-width commas or semicolons, as a Chinese keyboard types them, alone or among
 * those of ASCII: only with them has every record as many fields.
 *
 * @param sample the start of a text in UTF-8
 */
export function hasFullWidthDelimiters(sample: Uint8Array, decimal: "." | "," | undefined): boolean {
  const plain = detectDelimiter(sample, decimal);
  // One line above a table of numbers is its names; above names it is a title.
  if (plain.agrees && !(plain.nTitles === 1 && NUMBERS_BELOW.test(Buffer.from(sample).toString("latin1"))))
    return false;
  const narrowed = Uint8Array.from(sample);
  narrowDelimiters(narrowed, 0, narrowed.length, false);
  const { agrees, nTitles } = detectDelimiter(narrowed, decimal);
  return agrees && nTitles === 0 && narrowed.some((byte, i) => byte !== sample[i]);
}

/** A number in the second line. */
const NUMBERS_BELOW = /^[^\r\n]*(?:\r\n|\r|\n)(?:[^\r\n]*[,;\t|])?[ "]*-?[\d.]+[ "]*(?:[,;\t|\r\n]|$)/;

/**
 * Puts a comma or semicolon and two blanks in the place of each full-width one in `bytes[from, to)` that is not in
 * quotation marks.
 *
 * @returns whether the last byte is in quotation marks, as `quoted` tells it of the first
 */
export function narrowDelimiters(bytes: Uint8Array, from: number, to: number, quoted: boolean): boolean {
  let inside = quoted;
  for (let i = from; i < to; i++) {
    const byte = bytes[i];
    if (byte === QUOTE) inside = !inside;
    else if (byte === 0xef && !inside && bytes[i + 1] === 0xbc) {
      const third = bytes[i + 2];
      if (third !== COMMA && third !== SEMICOLON) continue;
      bytes[i] = third === COMMA ? 44 : 59;
      bytes.fill(32, i + 1, i + 3);
    }
  }
  return inside;
}

export const FULL_WIDTH_DELIMITERS: Warning = Object.freeze({
  code: "FULL_WIDTH_DELIMITERS",
  message:
    "Fields are parted by full-width commas or semicolons (，；), which were read as those of ASCII; inside quotation marks they are text.",
  details: {},
});
