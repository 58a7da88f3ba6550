import { type Language, uniqueWarnings, type Warning } from "@ceteris/core";
import type { ILevelsOptions, Paragraph } from "docx";
import type { Labels } from "../names.ts";
import { warningText } from "../warnings/warning-text.ts";
import { word } from "../words.ts";
import { unbroken } from "../writers/unbroken.ts";
import { type Docx, SIZES, wordRuns } from "./word-text.ts";

/** The numbering of remarks, by which Word counts them anew in each list. */
export const REMARKS = "remarks";

/** (1), (2), …; full-width in Chinese. */
export function remarkLevels(docx: Docx, lang: Language): ILevelsOptions[] {
  const room = 10 * SIZES.body * (lang === "zh" ? 3 : 2);
  return [
    {
      level: 0,
      format: docx.LevelFormat.DECIMAL,
      text: lang === "zh" ? "（%1）" : "(%1)",
      alignment: docx.AlignmentType.LEFT,
      style: { paragraph: { indent: { left: room, hanging: room } } },
    },
  ];
}

export interface RemarksOptions {
  readonly lang: Language;
  readonly labels?: Labels | undefined;
  /** Of the list within the document. */
  readonly list: number;
  /** Whether a line above says what they are. */
  readonly titled: boolean;
}

/** Warnings as a numbered list, each once. */
export function wordRemarks(docx: Docx, warnings: readonly Warning[], options: RemarksOptions): Paragraph[] {
  const { lang, labels, list, titled } = options;
  const items = uniqueWarnings(warnings).map(
    (warning) =>
      new docx.Paragraph({
        style: "Remark",
        numbering: { reference: REMARKS, level: 0, instance: list },
        children: wordRuns(docx, unbroken(warningText(warning, lang, labels), lang), lang),
      }),
  );
  if (items.length === 0 || !titled) return items;
  return [
    new docx.Paragraph({ style: "RemarkTitle", children: wordRuns(docx, word("warnings", lang), lang) }),
    ...items,
  ];
}
