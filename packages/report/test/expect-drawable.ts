import { compile } from "vega-lite";
import { expect } from "vitest";
import { type ChartSpec, renderSvg, VEGA_LITE_SCHEMA } from "../src/index.ts";
import { drawnTexts, elements } from "./markup.ts";

/** A chart compiles without a warning, brings its data along, and is plain JSON. */
export function expectCompiles(spec: ChartSpec): void {
  const warnings: unknown[] = [];
  const note = (...args: unknown[]) => {
    warnings.push(args);
    return logger;
  };
  const silent = () => logger;
  const logger: object = { warn: note, error: note, info: silent, debug: silent, level: silent };
  compile(structuredClone(spec), { logger: logger as never });
  expect(warnings).toEqual([]);
  expect(spec.$schema).toBe(VEGA_LITE_SCHEMA);
  expect(JSON.stringify(spec).replace(VEGA_LITE_SCHEMA, "")).not.toMatch(/https?:|"url"/);
  expect(JSON.parse(JSON.stringify(spec))).toEqual(spec);
}

/** A chart shows its texts, none cut off or on top of another, and is drawn the same twice: returns its SVG. */
export async function expectDraws(spec: ChartSpec, texts: readonly string[]): Promise<string> {
  const svg = await renderSvg(spec);
  elements(svg);
  const drawn = drawnTexts(svg);
  for (const text of texts) expect(drawn.texts.map((t) => t.text)).toContain(text);
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
  return svg;
}
