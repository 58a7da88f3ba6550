import {
  type DocxReport,
  type Fonts,
  reportToDocx,
  type Sheet,
  sheetsToDocx,
  sheetsToXlsx,
  sheetToCsv,
  sheetToHtml,
  sheetToJson,
  sheetToLatex,
  sheetToMarkdown,
  sheetToTypst,
  svgToPdf,
  svgToPng,
  THEME_CHOICES,
} from "@ceteris/report";
import type { Figure, Section } from "../sections/section.ts";

type Content = string | Uint8Array;

/** A chart with its picture, which several formats are made of. */
export interface DrawnFigure extends Figure {
  readonly svg: string;
}

interface Format<T> {
  /** Of a link. */
  readonly label: string;
  write(shown: T, fonts: () => Promise<Fonts>): Content | Promise<Content>;
}

/** Every format of a table, by the ending of its file. */
export const TABLE_FORMATS = {
  csv: { label: "CSV", write: (sheet) => sheetToCsv(sheet, { bom: true }) },
  md: { label: "Markdown", write: sheetToMarkdown },
  html: { label: "HTML", write: (sheet) => sheetToHtml(sheet, { standalone: true }) },
  tex: { label: "LaTeX", write: (sheet) => sheetToLatex(sheet) },
  typ: { label: "Typst", write: sheetToTypst },
  docx: { label: "Word", write: (sheet) => sheetsToDocx([sheet]) },
  xlsx: { label: "Excel", write: (sheet) => sheetsToXlsx([sheet]) },
  json: { label: "JSON", write: sheetToJson },
} as const satisfies Record<string, Format<Sheet>>;

/** Every format of a chart, by the ending of its file. */
export const CHART_FORMATS = {
  svg: { label: "SVG", write: ({ svg }) => svg },
  "vl.json": { label: "Vega-Lite", write: ({ spec }) => JSON.stringify(spec, null, 2) },
  png: { label: "PNG", write: async ({ svg }, fonts) => svgToPng(svg, { fonts: await fonts() }) },
  pdf: { label: "PDF", write: async ({ svg }, fonts) => svgToPdf(svg, { fonts: await fonts() }) },
} as const satisfies Record<string, Format<DrawnFigure>>;

/** A study for people: the same in Word and on the page. */
export interface StudyReport extends DocxReport {
  readonly sections: readonly (Omit<Section, "figures"> & { readonly figures: readonly DrawnFigure[] })[];
  readonly provenance: readonly string[];
}

/** Every document of a whole study beside `index.html`, with the name of its file. */
export const REPORT_FORMATS = {
  docx: {
    file: "report.docx",
    write: async (report, fonts) => reportToDocx(report, { fonts: await fonts() }),
  },
  xlsx: {
    file: "tables.xlsx",
    write: ({ sections }) => sheetsToXlsx(sections.flatMap((section) => section.sheets)),
  },
} as const satisfies Record<string, { file: string; write: Format<StudyReport>["write"] }>;

/** The words of `formats` in a study file. */
export const FORMAT_CHOICES = {
  tables: namesOf(TABLE_FORMATS),
  charts: namesOf(CHART_FORMATS),
  report: namesOf(REPORT_FORMATS),
  theme: [...THEME_CHOICES],
} as const;

function namesOf<T extends object>(formats: T): [keyof T, ...(keyof T)[]] {
  return Object.keys(formats) as [keyof T, ...(keyof T)[]];
}
