import { expect, test } from "vitest";
import { CATEGORY_COLOURS, SERIES_COLOURS } from "../src/charts/theme.ts";

/** CIE L* of an sRGB colour: what is left of it in greyscale print. */
function lightness(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((i) => {
    const c = Number.parseInt(hex.slice(i, i + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 116 * Math.cbrt(0.2126 * r! + 0.7152 * g! + 0.0722 * b!) - 16;
}

test.each([
  ["categories", CATEGORY_COLOURS, 5],
  ["series", SERIES_COLOURS, 12],
])("%s differ in lightness, and from the paper", (_, colours, least) => {
  const sorted = [...colours.map(lightness), 100].sort((a, b) => a - b);
  for (let i = 1; i < sorted.length; i++) expect(sorted[i]! - sorted[i - 1]!).toBeGreaterThan(least);
});
