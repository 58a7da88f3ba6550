import type { Language } from "@ceteris/core";
import type { IStylesOptions } from "docx";
import { type Docx, SIZES, wordFont } from "./word-text.ts";

/** The styles of a document, by which its looks can be changed in one place. */
export function wordStyles(docx: Docx, lang: Language): IStylesOptions {
  const { CENTER, JUSTIFIED } = docx.AlignmentType;
  const chinese = lang === "zh";
  const heading = (size: number) => ({ size, bold: true, color: "000000", font: wordFont("黑体") });
  const text = (id: string, name: string, run: object, paragraph: object) => ({
    id,
    name,
    basedOn: "Normal",
    quickFormat: true,
    run,
    paragraph,
  });
  return {
    default: {
      document: {
        run: {
          font: wordFont("宋体"),
          size: SIZES.body,
          language: { value: "en-US", eastAsia: "zh-CN" },
        },
      },
      title: {
        run: heading(SIZES.title),
        paragraph: { alignment: CENTER, spacing: { before: 120, after: 240 } },
      },
      heading1: {
        run: heading(SIZES.heading),
        paragraph: { keepNext: true, outlineLevel: 0, spacing: { before: 320, after: 140 } },
      },
    },
    paragraphStyles: [
      text(
        "BodyText",
        "Body Text",
        {},
        {
          alignment: JUSTIFIED,
          spacing: chinese ? { line: 360 } : { line: 300, after: 100 },
          ...(chinese ? { indent: { firstLineChars: 200, firstLine: 2 * 10 * SIZES.body } } : {}),
        },
      ),
      text(
        "Remark",
        "Remark",
        {},
        { alignment: JUSTIFIED, spacing: chinese ? { line: 340, after: 40 } : { line: 280, after: 60 } },
      ),
      text(
        "RemarkTitle",
        "Remark Title",
        { bold: true, font: wordFont("黑体") },
        { keepNext: true, spacing: { before: 160, after: 60 } },
      ),
      text(
        "Caption",
        "caption",
        { size: SIZES.caption, bold: !chinese, font: wordFont("黑体") },
        { alignment: CENTER, spacing: { before: 240, after: 90 } },
      ),
      text("TableText", "Table Text", { size: SIZES.caption }, { spacing: { before: 26, after: 26 } }),
      text(
        "TableNote",
        "Table Note",
        { size: SIZES.note },
        { alignment: JUSTIFIED, spacing: { before: 70, after: 120 } },
      ),
      text("Figure", "Figure", {}, { alignment: CENTER, keepNext: true, spacing: { before: 240, after: 0 } }),
    ],
  };
}
