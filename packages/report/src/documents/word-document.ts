import type { Language } from "@ceteris/core";
import type { FileChild, ISectionOptions } from "docx";
import { oneLine } from "../tables/sheet.ts";
import { fixedZip } from "./fixed-zip.ts";
import type { WordPart } from "./word-parts.ts";
import { REMARKS, remarkLevels } from "./word-remarks.ts";
import { wordStyles } from "./word-styles.ts";
import { PAGE } from "./word-table-layout.ts";
import { type Docx, SIZES } from "./word-text.ts";

export interface WordDocument {
  readonly title: string;
  readonly lang: Language;
  readonly parts: readonly WordPart[];
}

/** Parts as a Word file. Neighbours whose pages lie the same way share a section. */
export async function wordDocument(docx: Docx, document: WordDocument): Promise<Uint8Array> {
  const sections: { orientation: WordPart["orientation"]; children: FileChild[] }[] = [];
  for (const { orientation, children } of document.parts) {
    const last = sections.at(-1);
    if (last?.orientation === orientation) last.children.push(...children);
    else sections.push({ orientation, children: [...children] });
  }
  const file = new docx.Document({
    title: oneLine(document.title),
    creator: "ceteris",
    lastModifiedBy: "ceteris",
    styles: wordStyles(docx, document.lang),
    numbering: { config: [{ reference: REMARKS, levels: remarkLevels(docx, document.lang) }] },
    compatibility: { version: 15 },
    sections: sections.map(({ orientation, children }) => section(docx, orientation, children)),
  });
  return fixedZip(await docx.Packer.toBuffer(file));
}

function section(
  docx: Docx,
  orientation: WordPart["orientation"],
  children: readonly FileChild[],
): ISectionOptions {
  const { ends, sides } = PAGE.margin;
  const across = orientation === "landscape";
  const margin = across
    ? { top: sides, bottom: sides, left: ends, right: ends }
    : { top: ends, bottom: ends, left: sides, right: sides };
  const number = new docx.TextRun({ children: [docx.PageNumber.CURRENT], size: SIZES.note });
  return {
    properties: {
      page: {
        size: {
          width: PAGE.width,
          height: PAGE.height,
          orientation: docx.PageOrientation[across ? "LANDSCAPE" : "PORTRAIT"],
        },
        margin,
      },
    },
    footers: {
      default: new docx.Footer({
        children: [new docx.Paragraph({ alignment: docx.AlignmentType.CENTER, children: [number] })],
      }),
    },
    children,
  };
}
