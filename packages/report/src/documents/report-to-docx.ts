import type { Language } from "@ceteris/core";
import type { Paragraph } from "docx";
import type { TopLevelSpec } from "vega-lite";
import type { Fonts } from "../render/fonts.ts";
import { openFonts } from "../render/open-fonts.ts";
import { readSvg, svgSize } from "../render/svg-node.ts";
import { svgToPng } from "../render/svg-to-png.ts";
import { oneLine, type Sheet } from "../tables/sheet.ts";
import { wordDocument } from "./word-document.ts";
import { type WordPart, wordCaption, wordTablePart } from "./word-parts.ts";
import { TEXT_WIDTH } from "./word-table-layout.ts";
import { type Docx, wordRuns } from "./word-text.ts";

export interface DocxFigure {
  readonly caption: string;
  /** From `renderSvg`. */
  readonly svg: string;
  /** The chart; its description is the picture's text. */
  readonly spec: TopLevelSpec;
}

export interface DocxSection {
  readonly title: string;
  readonly paragraphs: readonly string[];
  readonly sheets: readonly Sheet[];
  readonly figures: readonly DocxFigure[];
}

export interface DocxReport {
  readonly title: string;
  readonly lang: Language;
  /** Findings above the first section. */
  readonly lead?: readonly string[] | undefined;
  readonly sections: readonly DocxSection[];
}

export interface DocxOptions {
  /** Fonts of the figures; default: a fresh `openFonts()`. */
  readonly fonts?: Fonts | undefined;
}

/** Pixels of a figure for each pixel of the chart: 288 dots an inch. */
const FIGURE_SCALE = 3;

/**
 * A study as a Word document to hand in: headings and text, three-line tables that can be edited, with
 * caption and notes, and figures with captions, numbered in order. Latin letters and figures are set in
 * Times New Roman, Chinese in 宋体 and 黑体; everything but sizes in tables follows styles. A table too
 * wide for the page lies across a page of its own; a section without tables and figures is left out. The
 * same report gives the same bytes.
 *
 * @throws FONT_MISSING when no font has a character of a figure
 * @example
 * const spec = plotEventStudy(result, { title: null });
 * const file = await reportToDocx({
 *   title: "Pilot study", lang: "en",
 *   sections: [{ title: "Event study", paragraphs: [], sheets: [eventStudySheet(result)],
 *     figures: [{ caption: "Effects by year", svg: await renderSvg(spec), spec }] }],
 * });
 * await writeFile("report.docx", file);
 */
export async function reportToDocx(report: DocxReport, options: DocxOptions = {}): Promise<Uint8Array> {
  const docx = await import("docx");
  const { title, lang, lead = [] } = report;
  const { fonts = await openFonts() } = options;
  const parts: WordPart[] = [
    upright([
      new docx.Paragraph({ heading: docx.HeadingLevel.TITLE, children: wordRuns(docx, title, lang) }),
      ...paragraphs(docx, lead, lang),
    ]),
  ];
  let tables = 0;
  let figures = 0;
  for (const section of report.sections.filter((s) => s.sheets.length + s.figures.length > 0)) {
    parts.push(
      upright([
        new docx.Paragraph({
          heading: docx.HeadingLevel.HEADING_1,
          children: wordRuns(docx, section.title, lang),
        }),
        ...paragraphs(docx, section.paragraphs, lang),
      ]),
    );
    for (const sheet of section.sheets) parts.push(wordTablePart(docx, sheet, ++tables));
    for (const figure of section.figures) {
      parts.push(upright(await figureParts(docx, figure, { number: ++figures, lang, fonts })));
    }
  }
  return wordDocument(docx, { title, lang, parts });
}

function upright(children: WordPart["children"]): WordPart {
  return { orientation: "portrait", children };
}

function paragraphs(docx: Docx, texts: readonly string[], lang: Language): Paragraph[] {
  return texts.map((text) => new docx.Paragraph({ style: "BodyText", children: wordRuns(docx, text, lang) }));
}

async function figureParts(
  docx: Docx,
  { caption, svg, spec }: DocxFigure,
  { number, lang, fonts }: { readonly number: number; readonly lang: Language; readonly fonts: Fonts },
): Promise<Paragraph[]> {
  const png = await svgToPng(svg, { scale: FIGURE_SCALE, fonts });
  const text = oneLine(spec.description ?? caption);
  const picture = new docx.ImageRun({
    type: "png",
    data: png,
    transformation: fitted(svg),
    altText: { id: String(number), name: `figure ${number}`, title: oneLine(caption), description: text },
  });
  return [
    new docx.Paragraph({ style: "Figure", children: [picture] }),
    wordCaption(docx, "figure", caption, { lang, number }),
  ];
}

/** In pixels of 1/96 inch, no wider than the text. */
function fitted(svg: string): { width: number; height: number } {
  const { width, height } = svgSize(readSvg(svg));
  const share = Math.min(1, TEXT_WIDTH.portrait / 15 / width);
  return { width: Math.round(width * share), height: Math.round(height * share) };
}
