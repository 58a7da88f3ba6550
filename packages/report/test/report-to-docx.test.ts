import { unzipSync } from "fflate";
import { expect, test } from "vitest";
import { openFonts, plotEventStudy, renderSvg, reportToDocx } from "../src/index.ts";
import { eventStudy, LABELS } from "./factories.ts";
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
  return {
    title: "<Study>",
    lang,
    lead: ["It is −0.01."],
    sections: [section, { ...section, title: "Nothing to show", sheets: [], figures: [] }, section],
  };
}

const files = {
  en: await reportToDocx(await report("en"), { fonts }),
  zh: await reportToDocx(await report("zh"), { fonts }),
};

test("title, text, numbered tables and figures in order, in both languages", () => {
  for (const [lang, captions] of [
    ["en", ["Table 1", "Figure 1", "Table 2", "Figure 2"]],
    ["zh", ["表1", "图1", "表2", "图2"]],
  ] as const) {
    const xml = unzipped(files[lang])["word/document.xml"]!;
    const found = xml.match(/<w:p>(?:(?!<\/w:p>).)*w:val="Caption".*?<\/w:p>/g)!;
    const texts = found.map((p) => p.replace(/<[^>]*>/g, ""));
    expect(texts.map((text, i) => text.startsWith(captions[i]!))).toEqual([true, true, true, true]);
    expect(xml.match(/SEQ \w+/g)).toEqual(["SEQ table", "SEQ figure", "SEQ table", "SEQ figure"]);
    expect(xml).toContain("&lt;Study&gt;");
    expect(xml).toContain("It is −0.01.");
    expect(xml).not.toContain("Nothing to show");
  }
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
