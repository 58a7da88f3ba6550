import { unzipSync } from "fflate";
import { expect, test } from "vitest";
import { openFonts, plotEventStudy, renderSvg, reportToDocx } from "../src/index.ts";
import { eventStudy, LABELS } from "./factories.ts";
import { unescaped } from "./markup.ts";
import { readPng } from "./pictures.ts";
import { baseline } from "./sheets.ts";
import { unzipped } from "./unzipped.ts";

const fonts = await openFonts({ system: false });

async function report(lang: "en" | "zh") {
  const spec = plotEventStudy(eventStudy(), { lang, labels: LABELS, title: null });
  const figure = { caption: lang === "zh" ? "动态效应" : "Effects", svg: await renderSvg(spec), spec };
  const section = {
    title: "Effects & more",
    paragraphs: ["“一”— 0"],
    sheets: [baseline(lang)],
    figures: [figure],
  };
  const warnings = ["One < two, p = 0.068.", "Second.", "Second."].map((message) => ({
    code: "OTHER",
    message,
  }));
  return {
    title: "<Study>",
    lang,
    lead: ["It is −0.01."],
    labels: LABELS,
    sections: [section, { ...section, title: "Nothing to show", sheets: [], figures: [], warnings }, section],
    provenance: ["SHA-256: abc"],
    specification: { panel: { unit: "city" }, title: { en: "A", zh: "甲" }, steps: { describe: null } },
  };
}

const files = {
  en: await reportToDocx(await report("en"), { fonts }),
  zh: await reportToDocx(await report("zh"), { fonts }),
};

test("title, text, numbered tables and figures in order, in both languages", () => {
  for (const [lang, captions] of [
    ["en", ["Table 1", "Figure 1", "Table 2", "Figure 2", "Table 3"]],
    ["zh", ["表1", "图1", "表2", "图2", "表3"]],
  ] as const) {
    const xml = unzipped(files[lang])["word/document.xml"]!;
    const found = xml.match(/<w:p>(?:(?!<\/w:p>).)*w:val="Caption".*?<\/w:p>/g)!;
    const texts = found.map((p) => p.replace(/<[^>]*>/g, ""));
    expect(texts.map((text, i) => text.startsWith(captions[i]!))).toEqual(captions.map(() => true));
    expect(xml).toContain("&lt;Study&gt;");
    expect(xml).toContain("It is −0.01.");
  }
});

/** The text of each paragraph of a document. */
function paragraphs(file: Uint8Array): string[] {
  const xml = unzipped(file)["word/document.xml"]!;
  return xml.match(/<w:p>.*?<\/w:p>/gs)!.map((p) => unescaped(p.replace(/<[^>]*>/g, "")));
}

test("a section without tables has its text and its remarks, each once, where it stands", () => {
  const shown = paragraphs(files.en);
  const at = shown.indexOf("Nothing to show");
  expect(shown.slice(at, at + 5)).toEqual([
    "Nothing to show",
    "“一”— 0",
    "One < two, p\u00a0=\u00a00.068.",
    "Second.",
    "Effects & more",
  ]);
});

test("remarks of a section with tables have a title", async () => {
  const given = await report("zh");
  const warnings = [{ code: "OTHER", message: "One." }];
  const [section] = given.sections;
  const file = await reportToDocx({ ...given, sections: [{ ...section!, warnings }] }, { fonts });
  expect(paragraphs(file)).toEqual(expect.arrayContaining(["需要注意", "One."]));
});

test("an appendix tells the data and the settings, as the study file names them", () => {
  const shown = paragraphs(files.zh);
  const at = shown.indexOf("附录：数据与设定");
  expect(shown.slice(at).filter((text) => text !== "")).toEqual([
    "附录：数据与设定",
    "SHA-256: abc",
    "表3　研究设定",
    "设定项",
    "取值",
    "panel.unit",
    "city",
    "title",
    "甲",
    "steps.describe",
    "默认",
  ]);
});

test("a figure is a picture of 288 dots an inch, with its description, no wider than the text", async () => {
  const given = await report("zh");
  const file = files.zh;
  const media = Object.entries(unzipSync(file)).filter(([name]) => name.startsWith("word/media/"));
  expect(media).toHaveLength(1);
  const png = readPng(media[0]![1]);
  const xml = unzipped(file)["word/document.xml"]!;
  const [, cx] = /<wp:extent cx="(\d+)"/.exec(xml)!.map(Number);
  expect(cx! / 914400).toBeLessThanOrEqual((11906 - 2 * 1588) / 1440 + 0.01);
  expect(png.width / (cx! / 914400)).toBeGreaterThan(280);
  expect(xml).toContain(`descr="${given.sections[0]!.figures[0]!.spec.description}"`);
});

test("marks that both scripts share are Chinese ones in Chinese text", () => {
  const xml = unzipped(files.zh)["word/document.xml"]!;
  expect(xml).toMatch(/w:hint="eastAsia"[^>]*><\/w:rFonts>|w:hint="eastAsia"/);
  expect(xml).toMatch(/<w:t[^>]*>“<\/w:t>/);
  expect(xml).toContain("It is −0.01.");
});

test("the same report gives the same bytes", async () => {
  const again = await reportToDocx(await report("zh"), { fonts });
  expect(Buffer.compare(again, files.zh)).toBe(0);
});

test("a figure with a character that no font has is an error", async () => {
  const given = await report("en");
  const figure = given.sections[0]!.figures[0]!;
  const svg = figure.svg.replace(/(<text[^>]*>)[^<]*/, "$1𠮷");
  const sections = [{ ...given.sections[0]!, figures: [{ ...figure, svg }] }];
  await expect(reportToDocx({ ...given, sections }, { fonts })).rejects.toMatchObject({
    code: "FONT_MISSING",
  });
});
