import { basename } from "node:path";
import { type Language, labelText, VERSION } from "@ceteris/core";
import { type PageLink, type ReportPage, reportPage } from "@ceteris/report";
import { effectText } from "../sections/baseline-section.ts";
import type { Figure, Section } from "../sections/section.ts";
import type { WriteInput } from "./write-results.ts";

export interface DrawnSections {
  readonly lang: Language;
  readonly sections: readonly Section[];
  readonly drawn: ReadonlyMap<Figure, string>;
}

/** The page that shows a whole study, in its own language first and in the other at a switch. */
export function studyPage(
  input: WriteInput,
  versions: readonly [DrawnSections, ...DrawnSections[]],
  tableFormats: readonly string[],
): string {
  const [first, ...others] = versions.map((version) => onePage(input, version, tableFormats));
  return reportPage([first!, ...others]);
}

function onePage(
  { file, context, results }: WriteInput,
  { lang, sections, drawn }: DrawnSections,
  tableFormats: readonly string[],
): ReportPage {
  const { source } = context.panel.table;
  const fullModel = results.baseline?.models.at(-1);
  return {
    title: labelText(file.study.title ?? file.name, lang),
    lang,
    lead: fullModel ? effectText(context, fullModel, lang) : [],
    labels: context.labels,
    sections: sections.map((section) => ({
      ...section,
      figures: section.figures.map((figure) => ({ ...figure, svg: drawn.get(figure)! })),
    })),
    tableFiles: filesOf(
      sections.flatMap((section) => section.sheets),
      (id) => tableFormats.map((ending) => link(`tables/${id}.${ending}`)),
    ),
    figureFiles: filesOf(
      sections.flatMap((section) => section.figures),
      (id) => [link(`charts/${id}.svg`), link(`charts/${id}.vl.json`)],
    ),
    downloads: [link("results.json")],
    specification: { study: file.name, ...file.study, seed: context.seed },
    provenance: [
      lang === "zh"
        ? `数据：${basename(source.name)}，${source.nRowsRead}行`
        : `Data: ${basename(source.name)}, ${source.nRowsRead} rows`,
      `SHA-256: ${source.sha256 ?? "–"}`,
      lang === "zh"
        ? `ceteris ${VERSION}，${file.name}，随机种子${context.seed}`
        : `ceteris ${VERSION}, ${file.name}, seed ${context.seed}`,
    ],
  };
}

function filesOf(
  shown: readonly { readonly id: string }[],
  links: (id: string) => readonly PageLink[],
): Record<string, readonly PageLink[]> {
  return Object.fromEntries(shown.map(({ id }) => [id, links(id)]));
}

const FORMATS: Readonly<Record<string, string>> = {
  csv: "CSV",
  md: "Markdown",
  html: "HTML",
  tex: "LaTeX",
  svg: "SVG",
  "vl.json": "Vega-Lite",
};

/** A link named after the format of its file, or after the file. */
function link(href: string): PageLink {
  const [name, ...endings] = href.split("/").at(-1)!.split(".");
  const format = endings.join(".");
  return { href, label: FORMATS[format] ?? `${name}.${format}` };
}
