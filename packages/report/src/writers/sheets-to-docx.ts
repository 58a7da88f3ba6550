import { wordDocument } from "../documents/word-document.ts";
import { wordTablePart } from "../documents/word-parts.ts";
import type { Sheet } from "../tables/sheet.ts";

/**
 * One or more tables as a Word file, each a three-line table that can be edited, with title and notes.
 * The same tables give the same bytes.
 *
 * @example
 * await writeFile("did.docx", await sheetsToDocx([estimatesSheet(result), sampleSheet(result)]));
 */
export async function sheetsToDocx(sheets: readonly [Sheet, ...Sheet[]]): Promise<Uint8Array> {
  const docx = await import("docx");
  const [{ lang, title }] = sheets;
  const parts = sheets.map((sheet) => wordTablePart(docx, sheet, null));
  return wordDocument(docx, { title, lang, parts });
}
