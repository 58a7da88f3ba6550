import { compile } from "vega-lite";
import { describe, expect, test } from "vitest";
import { plotBacon, renderSvg, VEGA_LITE_SCHEMA } from "../src/index.ts";
import { baconResult } from "./bacon-result.ts";
import { drawnTexts, elements } from "./markup.ts";

const TEXTS = {
  en: [
    "Goodman-Bacon decomposition",
    "Dashed line: two-way fixed effects, 0.0072",
    "Later vs always treated",
    "Weight",
    "Estimate of the comparison",
  ],
  zh: ["Goodman-Bacon分解", "虚线：双向固定效应估计系数0.0072", "后处理对始终处理", "权重", "2×2估计系数"],
} as const;

describe.each(["en", "zh"] as const)("plotBacon, %s", (lang) => {
  const spec = plotBacon(baconResult(), { lang });

  test("compiles without a warning, its data inlined", () => {
    const warnings: unknown[] = [];
    const note = (...args: unknown[]) => {
      warnings.push(args);
      return logger;
    };
    const silent = () => logger;
    const logger: object = { warn: note, error: note, info: silent, debug: silent, level: silent };
    compile(structuredClone(spec), { logger: logger as never });
    expect(warnings).toEqual([]);
    expect(JSON.stringify(spec).replace(VEGA_LITE_SCHEMA, "")).not.toMatch(/https?:|"url"/);
    expect(JSON.parse(JSON.stringify(spec))).toEqual(spec);
  });

  test("draws its texts, none cut off or on top of another", async () => {
    const svg = await renderSvg(spec);
    elements(svg);
    const drawn = drawnTexts(svg);
    for (const text of TEXTS[lang]) expect(drawn.texts.map((t) => t.text)).toContain(text);
    for (const [i, a] of drawn.texts.entries()) {
      expect(Math.min(a.left, a.top), a.text).toBeGreaterThanOrEqual(0);
      expect(a.right, a.text).toBeLessThanOrEqual(drawn.width);
      expect(a.bottom, a.text).toBeLessThanOrEqual(drawn.height);
      for (const b of drawn.texts.slice(i + 1)) {
        const apart = a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
        expect(apart, `“${a.text}” and “${b.text}”`).toBe(true);
      }
    }
    expect(await renderSvg(spec)).toBe(svg);
  });
});

test("a point for each comparison, a line at the two-way estimate", () => {
  const { estimate, comparisons } = baconResult();
  const text = JSON.stringify(plotBacon(baconResult()));
  expect(text).toContain(JSON.stringify({ values: [{ at: estimate }] }));
  const { values } = plotBacon(baconResult()).data as { values: { x: number; y: number }[] };
  expect(values.map(({ x, y }) => [x, y])).toEqual(comparisons.map((row) => [row.weight, row.estimate]));
});

test("only the types that occur are in the legend; no subtitle without a title", () => {
  const result = baconResult([["treated-vs-never", "2018", "never", 0.012, 1]]);
  const text = JSON.stringify(plotBacon(result, { title: null }));
  expect(text).toContain('"domain":["Treated vs never treated"]');
  expect(text).not.toContain("Dashed line");
});

test("differences within groups are not drawn", () => {
  const spec = plotBacon(
    baconResult([
      ["treated-vs-never", "2018", "never", 0.012, 0.4],
      ["both-treated", "2018", "2020", 0.01, 0.5],
      ["within-groups", null, null, 46, 0.1],
    ]),
  );
  expect((spec.data as { values: object[] }).values).toHaveLength(2);
  expect(JSON.stringify(spec)).toContain(
    '"domain":["Treated vs never treated","Treated at different times"]',
  );
});
