import type { EventStudyResult } from "@ceteris/core";
import { describe, expect, test } from "vitest";
import {
  plotBalance,
  plotEventStudy,
  plotPlacebo,
  plotTrends,
  plotWeights,
  renderSvg,
} from "../src/index.ts";
import { CHARTS, TRENDS } from "./chart-examples.ts";
import { expectCompiles, expectDraws } from "./expect-drawable.ts";
import { balance, estimate, eventStudy, index, placebo } from "./factories.ts";
import { HOSTILE } from "./hostile.ts";
import { drawnTexts, elements } from "./markup.ts";

describe.each(CHARTS)("$name", ({ spec, texts }) => {
  test("compiles without a warning, its data inlined", () => {
    expectCompiles(spec);
  });

  test("draws its texts, none cut off or on top of another, in the same bytes each time", async () => {
    await expectDraws(spec, texts);
  });
});

/** All rows of data in a chart. */
function values(spec: unknown): Record<string, unknown>[] {
  const found: Record<string, unknown>[] = [];
  JSON.stringify(spec, (key, value) => {
    if (key === "values" && Array.isArray(value)) found.push(...value.filter((v) => typeof v === "object"));
    return value;
  });
  return found;
}

test("event study: a point and an interval for each time, the base hollow and without one", async () => {
  const spec = plotEventStudy(eventStudy(-1));
  const rows = values(spec).filter((r) => "eventTime" in r);
  expect(rows).toHaveLength(6);
  expect(rows[1]).toEqual({ series: "", eventTime: -1, x: -1, y: 0, low: null, high: null, hollow: true });
  expect(rows[5]!.y).toBe(eventStudy(-1).estimates[5]!.estimate);
  const svg = await renderSvg(spec);
  expect(svg.match(/fill="#ffffff" stroke="#1a1a1a"/g)).toHaveLength(1);
});

test("event study: every period is named while there is room, every other one beyond", async () => {
  const long = { ...eventStudy(), estimates: path(-9, 5), spec: { leads: 9, lags: 5 } };
  const named = async (width: number) =>
    drawnTexts(await renderSvg(plotEventStudy(long, { width }))).texts.filter((t) =>
      /^[≤≥]? ?−?\d$/.test(t.text),
    );
  expect(await named(480)).toHaveLength(15);
  expect((await named(240)).length).toBeLessThan(9);
});

/** A flat path of effects. */
function path(from: number, to: number): EventStudyResult["estimates"] {
  return Array.from({ length: to - from + 1 }, (_, i) => ({
    ...estimate("event", 0.01, 0.01),
    eventTime: from + i,
    reference: from + i === -1,
  }));
}

test("event study: no title, no test under it", async () => {
  const svg = await renderSvg(plotEventStudy(eventStudy(), { title: null }));
  expect(svg).not.toContain("Joint test");
  expect(svg).not.toContain("Event study<");
});

test("placebo: the dashed line stands at the estimate, the curve is the density of the draws", () => {
  const spec = plotPlacebo(placebo());
  expect(values(spec)).toContainEqual({ at: 0.00897 });
  expect(values(spec).filter((r) => Object.keys(r).join() === "x")).toHaveLength(500);
});

test("weights: the heaviest first, none rounded", () => {
  const rows = values(plotWeights(index()));
  expect(rows.map((r) => r.indicator).slice(0, 2)).toEqual(["Urban employment", "Patents per 10,000"]);
  const total = rows.reduce((sum, r) => sum + (r.weight as number), 0);
  expect(total).toBeCloseTo(100, 10);
  expect(rows[0]!.weight).toBe(100 * index().weights[5]!.weight);
});

test("balance: reference lines at the threshold", () => {
  const at = values(plotBalance(balance(), { threshold: 5 })).flatMap((r) => ("at" in r ? [r.at] : []));
  expect(at).toEqual([0, -5, 5]);
});

test("trends: the policy line stands before the first treated period, and nowhere without one", () => {
  expect(values(plotTrends(TRENDS, { start: 2018 }))).toContainEqual({ at: 1.5 });
  expect(values(plotTrends(TRENDS)).filter((r) => "at" in r)).toEqual([]);
});

test("hostile names are drawn as they stand", async () => {
  const labels = Object.fromEntries(HOSTILE.map((text, i) => [`c${i}`, text]));
  const weights = HOSTILE.map((_, i) => ({
    indicator: `c${i}`,
    label: `c${i}`,
    dimension: HOSTILE[i % 3]!,
    group: null,
    direction: "positive" as const,
    entropy: null,
    divergence: null,
    weight: 0.1,
  }));
  const expression = { label: "datum.x + 1", result: eventStudy(0) };
  const script = { label: HOSTILE[0], result: eventStudy(-1) };
  const timeLabels = { "-2": '"}[0] + alert(1) + {"', "0": "</text><script>" };
  for (const spec of [
    plotWeights({ weights }, { labels, title: HOSTILE[0] }),
    plotBalance(
      balance().map((row, i) => ({ ...row, covariate: `c${i}` })),
      { labels },
    ),
    plotEventStudy([expression, script], { timeLabels }),
    plotTrends([{ time: "</text>", group: HOSTILE[1], mean: 1 }], { outcome: "c5", labels }),
  ]) {
    const svg = await renderSvg(spec);
    expect(
      elements(svg).filter((n) => !["svg", "rect", "g", "path", "title", "text", "line"].includes(n)),
    ).toEqual([]);
  }
  const texts = drawnTexts(await renderSvg(plotEventStudy([expression, script], { timeLabels }))).texts;
  expect(texts.map((t) => t.text)).toEqual(
    expect.arrayContaining(["datum.x + 1", HOSTILE[0], timeLabels["-2"]]),
  );
});
