import { basename } from "node:path";
import { labelText, VERSION, type Warning } from "@ceteris/core";
import {
  type PageLink,
  renderSvg,
  reportPage,
  type Sheet,
  sheetToCsv,
  sheetToHtml,
  sheetToLatex,
  sheetToMarkdown,
} from "@ceteris/report";
import type { StudyContext } from "../context.ts";
import type { StudyFile } from "../file/read-study.ts";
import type { StudyResults } from "../results.ts";
import { effectText } from "../sections/baseline-section.ts";
import type { Figure, Section, SectionInput } from "../sections/section.ts";
import { buildSections } from "../sections/sections.ts";
import type { OutputFolder } from "./folder.ts";

const TABLE_FORMATS = {
  csv: (sheet: Sheet) => sheetToCsv(sheet, { bom: true }),
  md: sheetToMarkdown,
  html: (sheet: Sheet) => sheetToHtml(sheet, { standalone: true }),
  tex: sheetToLatex,
} as const;

export interface WriteInput extends SectionInput {
  readonly file: StudyFile;
  readonly document: object;
}

/** Writes every table, chart, `results.json` and the page that shows them all; returns the names in order. */
export async function writeResults(output: OutputFolder, input: WriteInput): Promise<readonly string[]> {
  const names: string[] = [];
  const write = async (name: string, text: string) => {
    await output.write(name, text.endsWith("\n") ? text : `${text}\n`);
    names.push(name);
  };
  const sections = buildSections(input);
  for (const section of sections) {
    for (const sheet of section.sheets) {
      for (const [ending, render] of Object.entries(TABLE_FORMATS)) {
        await write(`tables/${sheet.id}.${ending}`, render(sheet));
      }
    }
  }
  const drawn = new Map<Figure, string>();
  for (const figure of sections.flatMap((section) => section.figures)) {
    const svg = await renderSvg(figure.spec);
    drawn.set(figure, svg);
    await write(`charts/${figure.id}.vl.json`, JSON.stringify(figure.spec, null, 2));
    await write(`charts/${figure.id}.svg`, svg);
  }
  await write("results.json", JSON.stringify(input.document, null, 2));
  await write("index.html", page(input, sections, drawn));
  await output.finish();
  return names;
}

/** The JSON document of a run. */
export function resultsDocument(
  file: StudyFile,
  context: StudyContext,
  results: StudyResults,
  warnings: readonly Warning[],
): object {
  const { source } = context.panel.table;
  return {
    schema: "ceteris/1",
    command: "run",
    version: VERSION,
    data: { file: basename(source.name), sha256: source.sha256, nRows: source.nRowsRead },
    ...results,
    spec: { study: file.name, ...file.study, seed: context.seed },
    warnings,
  };
}

function page(
  { file, context, results, lang }: WriteInput,
  sections: readonly Section[],
  drawn: ReadonlyMap<Figure, string>,
): string {
  const { source } = context.panel.table;
  const fullModel = results.baseline?.models.at(-1);
  return reportPage({
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
      (id) => Object.keys(TABLE_FORMATS).map((ending) => link(`tables/${id}.${ending}`)),
    ),
    figureFiles: filesOf(
      sections.flatMap((section) => section.figures),
      (id) => [link(`charts/${id}.svg`), link(`charts/${id}.vl.json`)],
    ),
    downloads: [link("results.json")],
    provenance: [
      lang === "zh"
        ? `数据：${basename(source.name)}，${source.nRowsRead}行`
        : `Data: ${basename(source.name)}, ${source.nRowsRead} rows`,
      `SHA-256: ${source.sha256 ?? "–"}`,
      lang === "zh"
        ? `ceteris ${VERSION}，${file.name}，随机种子${context.seed}`
        : `ceteris ${VERSION}, ${file.name}, seed ${context.seed}`,
    ],
  });
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
