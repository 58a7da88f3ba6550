import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { PALETTES, THEME_CHOICES } from "../src/charts/palettes.ts";
import { CATEGORY_COLOURS, SERIES_COLOURS } from "../src/charts/theme.ts";
import { type ChartSpec, plotTrends, renderSvg, withTheme } from "../src/index.ts";
import { CHARTS, TRENDS } from "./chart-examples.ts";
import { contrast, difference, lightness, VISIONS } from "./colours.ts";
import { expectCompiles, expectDraws } from "./expect-drawable.ts";

/** The colours of a theme for colours of print. */
function inTheme(theme: (typeof THEME_CHOICES)[number], colours: readonly string[]): string[] {
  const roles = Object.keys(PALETTES.print) as (keyof (typeof PALETTES)["print"])[];
  return colours.map((colour) => PALETTES[theme][roles.find((role) => PALETTES.print[role] === colour)!]);
}

function closest(colours: readonly string[], vision: keyof typeof VISIONS): number {
  const pairs = colours.flatMap((a, i) => colours.slice(0, i).map((b) => difference(a, b, vision)));
  return Math.min(...pairs);
}

test.each([
  ["categories", CATEGORY_COLOURS, 5],
  ["series", SERIES_COLOURS.slice(0, 4), 12],
])("%s differ in lightness in greyscale print, and from the paper", (_, colours, least) => {
  const sorted = [...colours.map(lightness), 100].sort((a, b) => a - b);
  for (let i = 1; i < sorted.length; i++) expect(sorted[i]! - sorted[i - 1]!).toBeGreaterThan(least);
});

describe.each(THEME_CHOICES)("%s", (theme) => {
  const palette = PALETTES[theme];

  // A difference of 10 is seen at a glance; marks are small, so series have more of it, up to the fifth.
  test.each(Object.keys(VISIONS) as (keyof typeof VISIONS)[])("colours are told apart: %s", (vision) => {
    const series = inTheme(theme, SERIES_COLOURS);
    expect(closest(series.slice(0, 4), vision)).toBeGreaterThan(20);
    expect(closest(series, vision)).toBeGreaterThan(7);
    expect(closest(inTheme(theme, CATEGORY_COLOURS), vision)).toBeGreaterThan(13);
    expect(difference(palette.pale, palette.second, vision)).toBeGreaterThan(25);
    expect(difference(palette.steel, palette.amber, vision)).toBeGreaterThan(25);
  });

  // WCAG 2: 4.5 for text, 3 for what must be seen; a third and fourth series have shapes as well.
  test("text and marks stand out from the ground", () => {
    for (const text of ["ink", "quiet"] as const)
      expect(contrast(palette[text], palette.paper)).toBeGreaterThan(4.5);
    for (const mark of ["first", "second", "accent", "steel"] as const)
      expect(contrast(palette[mark], palette.paper)).toBeGreaterThan(3);
    for (const mark of ["third", "fourth"] as const)
      expect(contrast(palette[mark], palette.paper)).toBeGreaterThan(2);
  });
});

test("no two roles share a colour of print, so that each has its own in other themes", () => {
  const colours = Object.values(PALETTES.print);
  expect(new Set(colours).size).toBe(colours.length);
});

test("no chart names a colour of its own", () => {
  const folder = new URL("../src/charts/", import.meta.url);
  const named = readdirSync(folder).filter(
    (name) => name !== "palettes.ts" && /"#[\da-f]{3,8}"/i.test(readFileSync(new URL(name, folder), "utf8")),
  );
  expect(named).toEqual([]);
});

/** Every colour that a picture is painted with, but those of a scale of values. */
function painted(svg: string): string[] {
  const found = [...svg.matchAll(/\s(?:fill|stroke)="(#[^"]*|[a-z]+)"/g)].map((m) => m[1]!);
  return [...new Set(found)].filter((colour) => colour !== "none" && colour !== "transparent");
}

const IN_ENGLISH = CHARTS.filter(({ name }) => name.endsWith("en"));

test.each(IN_ENGLISH)(
  "$name: on dark ground every colour is one of it, and texts have room",
  async (chart) => {
    const dark = withTheme(chart.spec, "dark");
    expectCompiles(dark);
    const svg = await expectDraws(dark, chart.texts);
    expect(Object.values(PALETTES.dark)).toEqual(expect.arrayContaining(painted(svg)));
  },
);

test("print is the chart as made; other themes leave the chart given alone", () => {
  const spec = plotTrends(TRENDS, { start: 2018 });
  const before = structuredClone(spec);
  expect(withTheme(spec, "print")).toBe(spec);
  withTheme(spec, "dark");
  expect(spec).toEqual(before);
});

test("screens show charts 15% larger, and texts of the data as they stand", async () => {
  const group = PALETTES.print.first;
  const spec = plotTrends([...TRENDS, { time: 2016, group, mean: 1 }]);
  const screen = withTheme(spec, "screen") as ChartSpec & { width: number };
  expect(screen.width).toBe(552);
  expect(await renderSvg(screen)).toContain(`>${group}</text>`);
});
