import { markedEncoding } from "../source/text-encoding.ts";

/** Tags with which tables that were saved as a web page, or as the XML of Excel 2003, begin. */
const MARKUP = /^\s*<(!doctype|html|\?xml|\?mso|table|div|meta|head|style|script|!--|workbook)/i;
const TABLE = /<table|schemas-microsoft-com:office:spreadsheet/i;

/** Whether bytes are a table in markup, as sites and programs give it out with the ending of a workbook. */
export function isMarkupTable(head: Uint8Array, extension: string): boolean {
  if (!/^\.(xlsx?|html?|et)$/.test(extension)) return false;
  const text = new TextDecoder(markedEncoding(head)).decode(head);
  return MARKUP.test(text) && TABLE.test(text);
}

/** The text of a page, in the encoding that its bytes show: marked, else UTF-8 if they are, else GB18030. */
export function markupText(bytes: Buffer): string {
  const encoding = markedEncoding(bytes);
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("gb18030").decode(bytes);
  }
}
