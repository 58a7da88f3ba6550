import type { TopLevelSpec } from "vega-lite";
import { expect, test } from "vitest";
import { renderSvg } from "../src/index.ts";
import { textWidth } from "../src/render/text-width.ts";
import { tidySvg } from "../src/render/tidy-svg.ts";

const base = { data: { values: [{ a: 1, link: "javascript:alert(1)", file: "file:///etc/passwd" }] } };
const x = { field: "a", type: "quantitative" };

test.each([
  ["a file", { data: { url: "file:///etc/passwd", format: { type: "csv" } }, mark: "point", encoding: {} }],
  ["an address", { data: { url: "http://127.0.0.1/data.json" }, mark: "point", encoding: {} }],
  ["a link", { ...base, mark: "point", encoding: { x, href: { field: "link" } } }],
  [
    "an image",
    { ...base, mark: { type: "image", width: 9, height: 9 }, encoding: { x, url: { field: "file" } } },
  ],
])("a chart that refers to %s is refused", async (_, spec) => {
  await expect(renderSvg(spec as TopLevelSpec)).rejects.toMatchObject({
    code: "OPTION_UNSUPPORTED",
    message: expect.stringMatching(
      /^chart: it refers to “.+”, and charts read no files or addresses\. Put the data into the specification, and leave out links and images\.$/,
    ),
  });
});

test("the description becomes the picture's text, and the specification is left alone", async () => {
  const spec = { ...base, description: 'a "b" <c>', mark: "point", encoding: { x } } as TopLevelSpec;
  const before = JSON.stringify(spec);
  const svg = await renderSvg(spec);
  expect(svg).toMatch(/^<svg role="img" aria-label="a &quot;b&quot; &lt;c&gt;" /);
  expect(JSON.stringify(spec)).toBe(before);
});

test("clip paths are numbered from one in every picture", async () => {
  const spec = { ...base, mark: { type: "point", clip: true }, encoding: { x } } as TopLevelSpec;
  const first = await renderSvg(spec);
  expect(first).toContain('clipPath id="clip1"');
  expect(await renderSvg(spec)).toBe(first);
});

test("coordinates are rounded to a thousandth, marks say nothing, text stays", () => {
  const svg =
    '<svg width="1.00049"><path role="graphics-symbol" aria-label="x" d="M0.30000000000000004,-1e-7L2,3.5"></path><text x="1">0.30000000000000004</text></svg>';
  expect(tidySvg(svg)).toBe(
    '<svg width="1"><path d="M0.3,0L2,3.5"></path><text x="1">0.30000000000000004</text></svg>',
  );
});

test("text is measured by Helvetica's widths and a little more, Chinese by the em", () => {
  expect(textWidth("中文", 10)).toBe(20);
  expect(textWidth("（%）", 10)).toBeCloseTo(20 + 1.05 * 8.89, 10);
  expect(textWidth("0.05", 10)).toBeCloseTo(1.05 * (3 * 5.56 + 2.78), 10);
  expect(textWidth("Wi", 10, true)).toBeCloseTo(1.06 * 1.05 * (9.44 + 2.22), 10);
});

test("refuses what is no chart", async () => {
  const message =
    "chart: it is no Vega-Lite specification. Make one of a result first, for example renderSvg(plotEventStudy(result)).";
  await expect(renderSvg({ kind: "did", estimates: [] } as unknown as TopLevelSpec)).rejects.toThrow(message);
  await expect(renderSvg(undefined as unknown as TopLevelSpec)).rejects.toThrow(message);
});
