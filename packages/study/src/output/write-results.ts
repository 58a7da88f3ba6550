import { type Fonts, openFonts, renderSvg, type Theme, withTheme } from "@ceteris/report";
import type { Figure, Section } from "../sections/section.ts";
import { buildSections } from "../sections/sections.ts";
import type { OutputFolder } from "./folder.ts";
import { CHART_FORMATS, type DrawnFigure, REPORT_FORMATS, TABLE_FORMATS } from "./formats.ts";
import { studyFormats } from "./study-formats.ts";
import { type DrawnSections, type PageInput, studyPage, studyReport } from "./study-page.ts";

export interface WriteInput extends PageInput {
  /** What `results.json` holds. */
  readonly document: object;
}

/** Writes every table, chart, `results.json` and the reports that show them all; returns the names in order. */
export async function writeResults(output: OutputFolder, input: WriteInput): Promise<readonly string[]> {
  const names: string[] = [];
  const write = async (name: string, content: string | Uint8Array) => {
    await output.write(
      name,
      typeof content === "string" && !content.endsWith("\n") ? `${content}\n` : content,
    );
    names.push(name);
  };
  const { lang } = input;
  const formats = studyFormats(input.file.study);
  const fonts = openedOnce(input.file.fonts);
  const sections = buildSections(input);
  for (const sheet of sections.flatMap((section) => section.sheets)) {
    for (const ending of formats.tables) {
      await write(`tables/${sheet.id}.${ending}`, await TABLE_FORMATS[ending].write(sheet));
    }
  }
  const drawn = await drawFigures(sections);
  for (const [figure, svg] of drawn) {
    const shown = formats.theme === "print" ? { ...figure, svg } : await inTheme(figure, formats.theme);
    for (const ending of formats.charts) {
      await write(`charts/${figure.id}.${ending}`, await CHART_FORMATS[ending].write(shown, fonts));
    }
  }
  const own = { lang, sections, drawn };
  for (const ending of formats.report) {
    const { file, write: make } = REPORT_FORMATS[ending];
    await write(file, await make(studyReport(input, own), fonts));
  }
  await write("results.json", JSON.stringify(input.document, null, 2));
  await write("index.html", studyPage(input, [own, await otherLanguage(input)], formats));
  await output.finish();
  return names;
}

/** Opens the fonts when a picture first asks for them. */
function openedOnce(files: readonly string[]): () => Promise<Fonts> {
  let opened: Promise<Fonts> | undefined;
  return () => {
    opened ??= openFonts({ files });
    return opened;
  };
}

async function drawFigures(sections: readonly Section[]): Promise<ReadonlyMap<Figure, string>> {
  const drawn = new Map<Figure, string>();
  for (const figure of sections.flatMap((section) => section.figures)) {
    drawn.set(figure, await renderSvg(figure.spec));
  }
  return drawn;
}

async function inTheme(figure: Figure, theme: Theme): Promise<DrawnFigure> {
  const spec = withTheme(figure.spec, theme);
  return { ...figure, spec, svg: await renderSvg(spec) };
}

/** The report in the language that was not asked for, for the page's switch. */
async function otherLanguage(input: WriteInput): Promise<DrawnSections> {
  const lang = input.lang === "zh" ? "en" : "zh";
  const sections = buildSections({ ...input, lang });
  return { lang, sections, drawn: await drawFigures(sections) };
}
