import { beforeAll, expect, test } from "vitest";
import {
  type Fonts,
  openFonts,
  plotBalance,
  plotEventStudy,
  plotPlacebo,
  renderSvg,
  svgToPng,
} from "../src/index.ts";
import { balance, eventStudy, LABELS, placebo } from "./factories.ts";
import { drawnTexts } from "./markup.ts";
import { inkShare, readPng } from "./pictures.ts";

let fonts: Fonts;
beforeAll(async () => {
  fonts = await openFonts({ system: false });
});

const svgOf = (inside: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="120" height="40" viewBox="0 0 120 40"><rect width="120" height="40" fill="#fff"></rect>${inside}</svg>`;
const text = (content: string) =>
  svgOf(`<text transform="translate(10,28)" font-size="20px" fill="#000">${content}</text>`);

test.each([
  ["event study", plotEventStudy(eventStudy(), { lang: "zh", labels: LABELS })],
  ["placebo", plotPlacebo(placebo(), { lang: "zh", labels: LABELS })],
  ["balance", plotBalance(balance(), { lang: "zh", labels: LABELS })],
])("every text of a Chinese %s chart has ink where it stands, at twice the size", async (_, spec) => {
  const svg = await renderSvg(spec);
  const png = readPng(await svgToPng(svg, { fonts }));
  const { width, height, texts } = drawnTexts(svg);
  expect([png.width, png.height]).toEqual([2 * width, 2 * height]);
  expect(texts.length).toBeGreaterThan(5);
  // A stroke of print covers 8 to 40 % of its box; a blank or a clipped text covers none.
  const faint = texts.filter((drawn) => inkShare(png, 2, drawn) < 0.03);
  expect(faint.map((drawn) => drawn.text)).toEqual([]);
});

test("without its texts the same places are blank", async () => {
  const svg = await renderSvg(plotEventStudy(eventStudy(), { lang: "zh", labels: LABELS }));
  const png = readPng(await svgToPng(svg.replace(/<text.*?<\/text>/g, ""), { fonts }));
  const blank = drawnTexts(svg).texts.filter((drawn) => inkShare(png, 2, drawn) < 0.03);
  expect(blank.length).toBeGreaterThan(5);
});

test("the same chart gives the same bytes, from fonts opened anew", async () => {
  const svg = text("效应 −0.05 ≤ χ² M\u0304");
  const first = await svgToPng(svg, { fonts });
  expect(Buffer.compare(await svgToPng(svg), first)).toBe(0);
});

test("the scale is that of the picture", async () => {
  const png = readPng(await svgToPng(text("a"), { fonts, scale: 3 }));
  expect([png.width, png.height]).toEqual([360, 120]);
});

test("text is anchored, and bold is darker", async () => {
  const at = async (attributes: string) => {
    const svg = svgOf(
      `<text transform="translate(60,28)" font-size="20px" fill="#000" ${attributes}>中中</text>`,
    );
    const png = readPng(await svgToPng(svg, { fonts }));
    return (left: number, right: number) => inkShare(png, 2, { left, right, top: 8, bottom: 34 });
  };
  const start = await at('text-anchor="start"');
  expect([start(0, 58), start(60, 100) > 0.1]).toEqual([0, true]);
  const end = await at('text-anchor="end"');
  expect([end(20, 60) > 0.1, end(62, 120)]).toEqual([true, 0]);
  const middle = await at('text-anchor="middle"');
  expect(middle(40, 60)).toBeCloseTo(middle(60, 80), 1);
  expect((await at('font-weight="bold"'))(60, 100)).toBeGreaterThan(1.2 * start(60, 100));
});

test("lines of a text stand one under another", async () => {
  const svg = svgOf(
    '<text transform="translate(10,15)" font-size="12px" fill="#000"><tspan>上</tspan><tspan x="0" dy="18">下</tspan></text>',
  );
  const png = readPng(await svgToPng(svg, { fonts }));
  expect(inkShare(png, 2, { left: 10, right: 22, top: 4, bottom: 17 })).toBeGreaterThan(0.1);
  expect(inkShare(png, 2, { left: 10, right: 22, top: 22, bottom: 36 })).toBeGreaterThan(0.1);
});

test("a character that no font has is an error that names it, not a blank", async () => {
  await expect(svgToPng(text("吉野𠮷"), { fonts })).rejects.toMatchObject({
    code: "FONT_MISSING",
    message:
      "text “吉野𠮷” of a chart: no font has “𠮷” (U+20BB7), which would be left blank. Name a font file that has it (--font, or fonts in the study file), or install one, on Debian fonts-noto-cjk.",
    details: { characters: ["𠮷"] },
  });
  await expect(svgToPng(text("👍 👎"), { fonts })).rejects.toThrow(
    /no font has “👍” \(U\+1F44D\), “👎” \(U\+1F44E\), .*has them .*on Debian fonts-noto-core\.$/,
  );
});

test("what leaves no ink anywhere needs no font", async () => {
  const plain = await svgToPng(text("ab"), { fonts });
  expect(Buffer.compare(await svgToPng(text("a\u200b\ufe0fb"), { fonts }), plain)).toBe(0);
});

test.each([
  ["an image", '<image href="/etc/passwd"></image>', "it has the element <image>"],
  ["a script", "<script>alert(1)</script>", "it has the element <script>"],
  ["a stray tag", "</g>", "</g> closes nothing"],
])("a picture with %s is refused", async (_, inside, what) => {
  await expect(svgToPng(svgOf(inside), { fonts })).rejects.toMatchObject({
    code: "OPTION_UNSUPPORTED",
    message: `picture: ${what}, which cannot be drawn as PNG or PDF. Give the picture as renderSvg wrote it.`,
  });
});

test.each([
  ["text", "no picture", "it is not one whole <svg> element"],
  ["half a picture", "<svg><g>", "it is not one whole <svg> element"],
  ["a picture without size", "<svg></svg>", "it has no width and height"],
])("%s is refused", async (_, svg, what) => {
  await expect(svgToPng(svg, { fonts })).rejects.toThrow(`picture: ${what}, `);
});
