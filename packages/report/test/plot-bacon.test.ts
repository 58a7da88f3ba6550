import { describe, expect, test } from "vitest";
import { plotBacon } from "../src/index.ts";
import { baconResult } from "./bacon-result.ts";
import { expectCompiles, expectDraws } from "./expect-drawable.ts";

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
    expectCompiles(spec);
  });

  test("draws its texts, none cut off or on top of another", async () => {
    await expectDraws(spec, TEXTS[lang]);
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
