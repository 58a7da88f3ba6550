import { basename } from "node:path";
import { type Language, labelText, VERSION } from "@ceteris/core";
import { type PageLink, type ReportPage, reportPage } from "@ceteris/report";
import type { StudyFile } from "../file/read-study.ts";
import { effectText } from "../sections/baseline-section.ts";
import type { Figure, Section } from "../sections/section.ts";
import type { SectionInput } from "../sections/section-builder.ts";
import { CHART_FORMATS, REPORT_FORMATS, type StudyReport, TABLE_FORMATS } from "./formats.ts";
import type { StudyFormats } from "./study-formats.ts";

/** The study that a page shows. */
export interface PageInput extends SectionInput {
  readonly file: StudyFile;
}

/** Its sections in one language, and the pictures of their figures. */
export interface DrawnSections {
  readonly lang: Language;
  readonly sections: readonly Section[];
  readonly drawn: ReadonlyMap<Figure, string>;
}

/** The page that shows a whole study, in its own language first and in the other at a switch. */
export function studyPage(
  input: PageInput,
  versions: readonly [DrawnSections, ...DrawnSections[]],
  formats: StudyFormats,
): string {
  const [first, ...others] = versions.map((version) => onePage(input, version, formats));
  return reportPage([first!, ...others]);
}

/** What the page and the Word document say alike. */
export function studyReport(
  { file, context, results }: PageInput,
  { lang, sections, drawn }: DrawnSections,
): StudyReport {
  const fullModel = results.baseline?.models.at(-1);
  const { source } = context.panel.table;
  return {
    title: labelText(file.study.title ?? file.name, lang),
    lang,
    lead: fullModel ? effectText(context, fullModel, lang) : [],
    sections: sections.map((section) => ({
      ...section,
      figures: section.figures.map((figure) => ({ ...figure, svg: drawn.get(figure)! })),
    })),
    labels: context.labels,
    provenance: [
      lang === "zh"
        ? `数据：${basename(source.name)}，${source.nRowsRead}行`
        : `Data: ${basename(source.name)}, ${source.nRowsRead} rows`,
      `SHA-256: ${source.sha256 ?? "–"}`,
      lang === "zh"
        ? `ceteris ${VERSION}，${file.name}，随机种子${context.seed}`
        : `ceteris ${VERSION}, ${file.name}, seed ${context.seed}`,
    ],
    specification: { study: file.name, ...file.study, seed: context.seed },
  };
}

function onePage(input: PageInput, version: DrawnSections, formats: StudyFormats): ReportPage {
  const { sections } = version;
  return {
    ...studyReport(input, version),
    tableFiles: filesOf(
      sections.flatMap((section) => section.sheets),
      (id) => formats.tables.map((e) => ({ href: `tables/${id}.${e}`, label: TABLE_FORMATS[e].label })),
    ),
    figureFiles: filesOf(
      sections.flatMap((section) => section.figures),
      (id) => formats.charts.map((e) => ({ href: `charts/${id}.${e}`, label: CHART_FORMATS[e].label })),
    ),
    downloads: [...formats.report.map((e) => REPORT_FORMATS[e].file), "results.json"].map((name) => ({
      href: name,
      label: name,
    })),
  };
}

function filesOf(
  shown: readonly { readonly id: string }[],
  links: (id: string) => readonly PageLink[],
): Record<string, readonly PageLink[]> {
  return Object.fromEntries(shown.map(({ id }) => [id, links(id)]));
}
