import type { Language } from "@ceteris/core";
import type { FileChild, Paragraph } from "docx";
import { oneLine, type Sheet } from "../tables/sheet.ts";
import { word } from "../words.ts";
import { unbroken } from "../writers/unbroken.ts";
import { wordTable } from "./word-table.ts";
import { TEXT_WIDTH, type Twips, wordTableLayout } from "./word-table-layout.ts";
import { type Docx, wordRuns } from "./word-text.ts";

/** What stands on pages that lie one way. */
export interface WordPart {
  readonly orientation: keyof typeof TEXT_WIDTH;
  readonly children: readonly FileChild[];
}

export interface CaptionOptions {
  readonly lang: Language;
  /** Null for a title without a number. */
  readonly number: number | null;
}

/**
 * A caption whose number Word keeps in order when tables move, and which it can list: the sequence is
 * called as Word calls its own label in that language.
 */
export function wordCaption(
  docx: Docx,
  kind: "table" | "figure",
  title: string,
  { lang, number }: CaptionOptions,
): Paragraph {
  const [before, after] = word(kind, lang, { n: "\n" }).split("\n");
  const sequence = new docx.SimpleField(`SEQ ${SEQUENCES[lang][kind]} \\* ARABIC`, String(number));
  return new docx.Paragraph({
    style: "Caption",
    ...(kind === "table" ? { keepNext: true } : { spacing: { before: 80, after: 200 } }),
    children: [
      ...(number === null ? [] : [...wordRuns(docx, before!, lang), sequence]),
      ...wordRuns(docx, number === null ? title : `${after}${lang === "zh" ? "　" : ". "}${title}`, lang),
    ],
  });
}

const SEQUENCES: Readonly<Record<Language, Readonly<Record<"table" | "figure", string>>>> = {
  en: { table: "Table", figure: "Figure" },
  zh: { table: "表", figure: "图" },
};

/** A table with its caption above and its notes below, as wide as the table. */
export function wordTablePart(docx: Docx, sheet: Sheet, number: number | null): WordPart {
  const layout = wordTableLayout(sheet);
  const margin = Math.max(0, (TEXT_WIDTH[layout.orientation] - layout.width) / 2);
  return {
    orientation: layout.orientation,
    children: [
      wordCaption(docx, "table", sheet.title, { lang: sheet.lang, number }),
      wordTable(docx, sheet, layout),
      noteText(docx, sheet, Math.round(margin)),
    ],
  };
}

/** Also keeps two tables apart, which Word would join; without notes it takes no room. */
function noteText(docx: Docx, { notes, lang }: Sheet, margin: Twips): Paragraph {
  if (notes.length === 0) {
    return new docx.Paragraph({
      spacing: { before: 0, after: 0, line: 20, lineRule: docx.LineRuleType.EXACT },
    });
  }
  const text = notes.map((note) => unbroken(oneLine(note), lang)).join(lang === "zh" ? "" : " ");
  return new docx.Paragraph({
    style: "TableNote",
    indent: { left: margin, right: margin },
    children: wordRuns(docx, word("notes", lang) + text, lang),
  });
}
