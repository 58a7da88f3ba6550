import { uniqueWarnings, type Warning } from "@ceteris/core";
import { warningText } from "../warnings/warning-text.ts";
import { word } from "../words.ts";
import { bodyRow, textCell } from "./cells.ts";
import { makeSheet } from "./make-sheet.ts";
import type { Sheet } from "./sheet.ts";
import { type SheetOptions, sheetFrame } from "./sheet-options.ts";

/**
 * Warnings about data and design, each once.
 *
 * @example
 * const sheet = warningsSheet(result.warnings);
 */
export function warningsSheet(warnings: readonly Warning[], options: SheetOptions = {}): Sheet {
  const { lang = "en", labels } = options;
  return makeSheet({
    ...sheetFrame(options, { id: "warnings", title: "titleWarnings" }),
    columns: [
      { key: "code", header: word("code", lang), align: "left" },
      { key: "message", header: word("message", lang), align: "left", wrap: true },
    ],
    rows: uniqueWarnings(warnings).map((w) =>
      bodyRow([textCell(w.code), textCell(warningText(w, lang, labels))]),
    ),
  });
}
