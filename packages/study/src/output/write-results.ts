import { basename } from "node:path";
import { VERSION, type Warning } from "@ceteris/core";
import {
  renderSvg,
  type Sheet,
  sheetToCsv,
  sheetToHtml,
  sheetToLatex,
  sheetToMarkdown,
} from "@ceteris/report";
import type { StudyContext } from "../context.ts";
import type { StudyFile } from "../file/read-study.ts";
import type { StudyResults } from "../results.ts";
import type { Figure, Section, SectionInput } from "../sections/section.ts";
import { buildSections } from "../sections/sections.ts";
import type { OutputFolder } from "./folder.ts";
import { type DrawnSections, studyPage } from "./study-page.ts";

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
  const drawn = await drawFigures(sections);
  for (const [figure, svg] of drawn) {
    await write(`charts/${figure.id}.vl.json`, JSON.stringify(figure.spec, null, 2));
    await write(`charts/${figure.id}.svg`, svg);
  }
  await write("results.json", JSON.stringify(input.document, null, 2));
  const { lang } = input;
  const versions = [{ lang, sections, drawn }, await otherLanguage(input)] as const;
  await write("index.html", studyPage(input, versions, Object.keys(TABLE_FORMATS)));
  await output.finish();
  return names;
}

async function drawFigures(sections: readonly Section[]): Promise<ReadonlyMap<Figure, string>> {
  const drawn = new Map<Figure, string>();
  for (const figure of sections.flatMap((section) => section.figures)) {
    drawn.set(figure, await renderSvg(figure.spec));
  }
  return drawn;
}

/** The report in the language that was not asked for, for the page's switch. */
async function otherLanguage(input: WriteInput): Promise<DrawnSections> {
  const lang = input.lang === "zh" ? "en" : "zh";
  const sections = buildSections({ ...input, lang });
  return { lang, sections, drawn: await drawFigures(sections) };
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
