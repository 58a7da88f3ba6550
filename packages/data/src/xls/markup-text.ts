import { foreignTexts } from "../source/foreign-texts.ts";
import { guessEncoding } from "../source/guess-encoding.ts";
import { markedEncoding } from "../source/text-encoding.ts";
import { wholeDecoder } from "../source/whole-decoder.ts";

/** Tags with which tables that were saved as a web page, or as the XML of Excel 2003, begin. */
const MARKUP = /^\s*<(!doctype|html|\?xml|\?mso|table|div|meta|head|style|script|!--|workbook)/i;
const TABLE = /<table|schemas-microsoft-com:office:spreadsheet/i;

/** Whether bytes are a table in markup, as sites and programs give it out with the ending of a workbook. */
export function isMarkupTable(head: Uint8Array, extension: string): boolean {
  if (!/^\.(xlsx?|html?|et)$/.test(extension)) return false;
  const text = new TextDecoder(markedEncoding(head)).decode(head);
  return MARKUP.test(text) && TABLE.test(text);
}

/**
 * The text of a page, in the encoding declared to us, or else the one that its bytes show: marked, UTF-8 if they
 * are, or as `guessEncoding` finds. What a page says of itself is as often wrong as right.
 */
export async function markupText(bytes: Buffer, declared: string | null = null): Promise<string> {
  if (declared !== null) return wholeDecoder(declared)(bytes);
  try {
    return new TextDecoder(markedEncoding(bytes), { fatal: true }).decode(bytes);
  } catch {
    const { encoding } = guessEncoding(await foreignTexts([bytes]));
    return wholeDecoder(encoding ?? "windows-1252")(bytes);
  }
}
