import type { Language } from "@ceteris/core";
import type { IRunOptions, TextRun } from "docx";
import { oneLine } from "../tables/sheet.ts";

/** The library, loaded when a document is made. */
export type Docx = typeof import("docx");

/** Sizes of type in half points, with the names Chinese printers give them. */
export const SIZES = {
  /** 三号 */
  title: 32,
  /** 四号 */
  heading: 28,
  /** 小四 */
  body: 24,
  /** 五号 */
  caption: 21,
  /** 小五 */
  note: 18,
} as const;

/** Which Chinese face: Song for text, Hei for headings and captions. */
export type ChineseFace = "宋体" | "黑体";

/** Times New Roman for Latin letters and figures, a Chinese face for the rest. */
export function wordFont(chinese: ChineseFace) {
  const latin = "Times New Roman";
  return { ascii: latin, hAnsi: latin, cs: latin, eastAsia: chinese };
}

/** Marks that both scripts share and that Chinese sets a whole character wide. */
const SHARED_MARKS = /([“”‘’…—·]+)/;

/**
 * A text as runs of Word; fonts come from the styles. Shared marks in Chinese text are set as Chinese
 * ones, while a number keeps its Latin minus sign.
 */
export function wordRuns(
  docx: Docx,
  text: string,
  lang: Language,
  style: Pick<IRunOptions, "size" | "bold" | "italics"> = {},
): TextRun[] {
  const line = xmlText(oneLine(text));
  const parts = lang === "zh" && /\p{Script=Han}/u.test(line) ? line.split(SHARED_MARKS) : [line];
  return parts
    .filter((part) => part !== "")
    .map((part) => {
      const marks = parts.length > 1 && SHARED_MARKS.test(part);
      return new docx.TextRun({ ...style, text: part, ...(marks ? { font: { hint: "eastAsia" } } : {}) });
    });
}

/** Text without the code points that XML cannot hold. */
function xmlText(text: string): string {
  return text.replace(/[\ud800-\udfff\ufffe\uffff]/gu, "\ufffd");
}
