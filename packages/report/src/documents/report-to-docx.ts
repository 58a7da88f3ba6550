import type { Language, Warning } from "@ceteris/core";
import type { Paragraph } from "docx";
import type { TopLevelSpec } from "vega-lite";
import type { Labels } from "../names.ts";
import type { Fonts } from "../render/fonts.ts";
import { openFonts } from "../render/open-fonts.ts";
import { readSvg, svgSize } from "../render/svg-node.ts";
import { svgToPng } from "../render/svg-to-png.ts";
import { oneLine, type Sheet } from "../tables/sheet.ts";
import { specificationSheet } from "../tables/specification-sheet.ts";
import { word } from "../words.ts";
import { unbroken } from "../writers/unbroken.ts";
import { wordDocument } from "./word-document.ts";
import { type WordPart, wordCaption, wordTablePart } from "./word-parts.ts";
import { wordRemarks } from "./word-remarks.ts";
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
  /** Shown as numbered points to check. */
  readonly warnings?: readonly Warning[] | undefined;
  readonly sheets: readonly Sheet[];
  readonly figures: readonly DocxFigure[];
}

export interface DocxReport {
  readonly title: string;
  readonly lang: Language;
  /** Findings above the first section. */
  readonly lead?: readonly string[] | undefined;
  /** Shown names of columns in Chinese warnings. */
  readonly labels?: Labels | undefined;
  readonly sections: readonly DocxSection[];
  /** Where data and program come from, a line each, in an appendix. */
  readonly provenance?: readonly string[] | undefined;
  /** The whole study's options, as a table of the appendix. */
  readonly specification?: Readonly<Record<string, unknown>> | undefined;
}

export interface DocxOptions {
  /** Fonts of the figures; default: a fresh `openFonts()`. */
  readonly fonts?: Fonts | undefined;
}

/** Pixels of a figure for each pixel of the chart: 288 dots an inch. */
const FIGURE_SCALE = 3;

/**
 * A study as a Word document to hand in: headings, text and points to check, three-line tables that can
 * be edited, with caption and notes, and figures with captions, numbered in order; an appendix says where
 * data and program come from and what was asked of them. Latin letters and figures are set in Times New
 * Roman, Chinese in 宋体 and 黑体; everything but sizes in tables follows styles. A table too wide for the
 * page lies across a page of its own. The same report gives the same bytes.
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
  const heading = (text: string) =>
    new docx.Paragraph({ heading: docx.HeadingLevel.HEADING_1, children: wordRuns(docx, text, lang) });
  let tables = 0;
  let figures = 0;
  for (const [list, section] of report.sections.entries()) {
    const { warnings = [], sheets } = section;
    const titled = sheets.length + section.figures.length > 0;
    parts.push(
      upright([
        heading(section.title),
        ...paragraphs(docx, section.paragraphs, lang),
        ...wordRemarks(docx, warnings, { lang, labels: report.labels, list, titled }),
      ]),
    );
    for (const sheet of sheets) parts.push(wordTablePart(docx, sheet, ++tables));
    for (const figure of section.figures) {
      parts.push(upright(await figureParts(docx, figure, { number: ++figures, lang, fonts })));
    }
  }
  const { provenance = [], specification } = report;
  if (provenance.length > 0 || specification) {
    parts.push(
      upright([heading(word("appendix", lang)), ...paragraphs(docx, provenance, lang, "TableText")]),
    );
  }
  if (specification) {
    parts.push(wordTablePart(docx, specificationSheet(specification, { lang }), ++tables));
  }
  return wordDocument(docx, { title, lang, parts });
}

function upright(children: WordPart["children"]): WordPart {
  return { orientation: "portrait", children };
}

function paragraphs(docx: Docx, texts: readonly string[], lang: Language, style = "BodyText"): Paragraph[] {
  return texts.map(
    (text) => new docx.Paragraph({ style, children: wordRuns(docx, unbroken(text, lang), lang) }),
  );
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
