import { oneLine, type Sheet } from "../tables/sheet.ts";
import { escapeHtml } from "./escape-html.ts";
import { htmlDocument } from "./html-document.ts";
import { sheetToHtml } from "./sheet-to-html.ts";

/**
 * One or more tables as a whole document, titled and in the language of the first.
 *
 * @example
 * await writeFile("did.html", sheetsToHtml([estimatesSheet(result), sampleSheet(result)]));
 */
export function sheetsToHtml(sheets: readonly [Sheet, ...Sheet[]]): string {
  const [{ lang, title }] = sheets;
  const tables = sheets.map((sheet) => sheetToHtml(sheet).trimEnd());
  return htmlDocument(lang, escapeHtml(oneLine(title)), tables.join("\n"));
}
