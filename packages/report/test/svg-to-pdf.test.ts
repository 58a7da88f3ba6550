import { inflateSync } from "node:zlib";
import { beforeAll, expect, test } from "vitest";
import { type Fonts, openFonts, plotEventStudy, plotHeatMap, renderSvg, svgToPdf } from "../src/index.ts";
import { eventStudy, LABELS } from "./factories.ts";

let fonts: Fonts;
beforeAll(async () => {
  fonts = await openFonts({ system: false });
});

const svgOf = (inside: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="100" height="40" viewBox="0 0 100 40">${inside}</svg>`;

/** The file's text and its content streams, unpacked. */
function opened(pdf: Uint8Array) {
  const bytes = Buffer.from(pdf);
  const text = bytes.toString("latin1");
  const streams: string[] = [];
  for (const found of text.matchAll(/stream\r?\n/g)) {
    if (text.slice(found.index - 3, found.index) === "end") continue;
    try {
      streams.push(inflateSync(bytes.subarray(found.index + found[0].length)).toString("latin1"));
    } catch {
      // A font file, or one that is not packed.
    }
  }
  return { text, drawing: streams.find((s) => /\b(re|l|m)\n/.test(s)) ?? "", streams };
}

test("a chart is a page of its own size, with text in embedded fonts of both scripts", async () => {
  const svg = await renderSvg(plotEventStudy(eventStudy(), { lang: "zh", labels: LABELS }));
  const [, width, height] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg)!.map(Number);
  const { text, streams } = opened(await svgToPdf(svg, { fonts }));
  expect(text).toContain(`/MediaBox [0 0 ${width! * 0.75} ${height! * 0.75}]`);
  expect(text).toMatch(/\/BaseFont \/\w+\+Arimo-Regular/);
  expect(text).toMatch(/\/BaseFont \/\w+\+NotoSansHans-Regular/);
  expect(text.match(/\/FontFile[23]/g)?.length).toBeGreaterThanOrEqual(2);
  // Readers find the characters again: the map to Unicode holds the minus sign and 平行趋势.
  const unicode = streams.filter((s) => s.includes("beginbfrange")).join("");
  for (const code of ["2212", "5e73", "884c", "8d8b", "52bf"]) expect(unicode).toContain(`<${code}>`);
});

test("the same chart gives the same bytes, and they tell no date", async () => {
  const svg = svgOf('<text transform="translate(10,20)" fill="#000">效应</text>');
  const first = Buffer.from(await svgToPdf(svg, { fonts }));
  expect(Buffer.compare(await svgToPdf(svg), first)).toBe(0);
  expect(first.toString("latin1").match(/D:\d+Z/g)).toEqual(["D:20000101000000Z"]);
});

test("marks stay lines and shapes; what is inherited, hidden or seen through is so here too", async () => {
  const { drawing } = opened(
    await svgToPdf(
      svgOf(
        '<g fill="none" stroke="#ff0000"><path d="M1,2L3,4" stroke-width="2" stroke-dasharray="4,3"></path></g>' +
          '<rect x="5" y="6" width="7" height="8" fill="rgb(0, 0, 255)" fill-opacity="0.5"></rect>' +
          '<path d="M90,91L92,93" stroke="#000" opacity="0"></path><g display="none"><rect x="70" width="7" height="7"></rect></g>',
      ),
      { fonts },
    ),
  );
  expect(drawing).toMatch(/2 w[\s\S]*\[4 3\] 0 d[\s\S]*1 2 m\n3 4 l[\s\S]*S/);
  expect(drawing).toMatch(/1 0 0 SCN/);
  expect(drawing).toMatch(/5 6 7 8 re[\s\S]*0 0 1 scn[\s\S]*f/);
  expect(drawing).not.toContain("90 91 m");
  expect(drawing).not.toContain("70 0 7 7 re");
  // The line has no fill of its own: its group's “none” holds.
  expect(drawing.match(/\bf\b/g)).toHaveLength(1);
});

test("a clip holds wherever it is defined", async () => {
  const { drawing } = opened(
    await svgToPdf(
      svgOf(
        '<g clip-path="url(#clip1)"><rect width="9" height="9"></rect></g><defs><clipPath id="clip1"><rect x="1" y="2" width="3" height="4"></rect></clipPath></defs>',
      ),
      { fonts },
    ),
  );
  expect(drawing).toMatch(/1 2 3 4 re\nW n[\s\S]*0 0 9 9 re/);
});

test("the legend of shades is a gradient", async () => {
  const values = ["A", "B"].flatMap((unit) => [1, 2].map((time) => ({ unit, time, value: time })));
  const svg = await renderSvg(plotHeatMap(values, { lang: "zh" }));
  expect(svg).toContain("<linearGradient");
  const { text } = opened(await svgToPdf(svg, { fonts }));
  expect(text).toContain("/ShadingType 2");
});

test.each([
  [
    "a radial gradient",
    '<defs><radialGradient id="a"></radialGradient></defs><rect width="1" height="1" fill="url(#a)"></rect>',
    "this gradient",
  ],
  ["a clip without shape", '<g clip-path="url(#b)"></g>', "a clip that refers to “b”"],
  ["a group seen through", '<g opacity="0.5"></g>', "a group that is seen through"],
  ["a slanted mark", '<g transform="skewX(3)"></g>', "the transformation skewX"],
])("%s is refused", async (_, inside, what) => {
  await expect(svgToPdf(svgOf(inside), { fonts })).rejects.toMatchObject({
    code: "OPTION_UNSUPPORTED",
    message: `picture: ${what} cannot be drawn as PDF. Write the chart as SVG or PNG.`,
  });
});

test("a character that no font has is an error here too", async () => {
  await expect(svgToPdf(svgOf("<text>𠮷</text>"), { fonts })).rejects.toMatchObject({ code: "FONT_MISSING" });
});
