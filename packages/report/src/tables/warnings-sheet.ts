import { type Label, labelText, type Warning } from "@ceteris/core";
import type { Wording } from "../names.ts";
import { warningText } from "../warnings/warning-text.ts";
import { word } from "../words.ts";
import { bodyRow, textCell } from "./cells.ts";
import { makeSheet, type Sheet } from "./sheet.ts";

export interface WarningsSheetOptions extends Wording {
  /** Default "warnings". */
  readonly id?: string | undefined;
  readonly title?: Label | undefined;
}

/**
 * Warnings about data and design, each once.
 *
 * @example
 * const sheet = warningsSheet(result.warnings);
 */
export function warningsSheet(warnings: readonly Warning[], options: WarningsSheetOptions = {}): Sheet {
  const { lang = "en", labels } = options;
  const unique = new Map(warnings.map((w) => [`${w.code}\n${w.message}`, w]));
  return makeSheet({
    id: options.id ?? "warnings",
    title: options.title ? labelText(options.title, lang) : word("titleWarnings", lang),
    lang,
    columns: [
      { key: "code", header: word("code", lang), align: "left" },
      { key: "message", header: word("message", lang), align: "left", wrap: true },
    ],
    rows: [...unique.values()].map((w) =>
      bodyRow([textCell(w.code), textCell(warningText(w, lang, labels))]),
    ),
    notes: [],
  });
}
