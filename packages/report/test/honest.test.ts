import type { HonestResult } from "@ceteris/core";
import { describe, expect, test } from "vitest";
import { honestSheet, plotHonest, renderSvg, sheetToText } from "../src/index.ts";
import { expectCompiles } from "./expect-drawable.ts";
import { drawnTexts } from "./markup.ts";

const row = (eventTime: number, estimate: number, reference = false) => ({
  term: `event:${eventTime}`,
  estimate,
  stdError: reference ? null : 0.1,
  statistic: null,
  dof: null,
  pValue: null,
  confLow: null,
  confHigh: null,
  eventTime,
  reference,
});

function result(changes: Partial<HonestResult> = {}): HonestResult {
  return {
    kind: "honest",
    type: "relative",
    restrict: null,
    method: "c-lf",
    bounds: [
      { type: "relative", m: 0.5, confLow: 0.119, confHigh: 0.2716 },
      { type: "relative", m: 2, confLow: -0.0421, confHigh: 0.4244 },
    ],
    original: { estimate: 0.19596, stdError: 0.031, confLow: 0.1352, confHigh: 0.2567 },
    breakdown: 1.5678,
    estimates: [row(-2, 0.01), row(-1, 0, true), row(0, 0.19596)],
    sample: null,
    fit: null,
    spec: { target: "first", level: 0.95 },
    warnings: [],
    ...changes,
  };
}

test("the table sets the original interval above the robust ones", () => {
  expect(sheetToText(honestSheet(result()))).toMatchInlineSnapshot(`
    "Sensitivity to differences in trends
    ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
                                         95% CI
                                  ────────────────────
    Violation of parallel trends  Lower end  Upper end
    ──────────────────────────────────────────────────
    Parallel trends                 0.1352    0.2567
    M̄ = 0.5                         0.1190    0.2716
    M̄ = 2                          −0.0421    0.4244
    ──────────────────────────────────────────────────
    Breakdown value M̄               1.5678
    ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
    Notes: Target: the effect at event time 0, estimated at 0.1960.
    Relative magnitudes: the difference in trends moves after treatment, from one period to the next, by at most M̄ times its largest move before it (Rambachan and Roth 2023). Conditional–least-favourable hybrid confidence sets.
    Breakdown value: the smallest violation whose interval holds zero.
    "
  `);
});

test("the table in Chinese, of smoothness, where nothing breaks down", () => {
  const bounds = [
    { type: "smoothness", m: 0, confLow: 0.1, confHigh: 0.2 },
    { type: "smoothness", m: 0.0123456, confLow: 0.05, confHigh: 0.3 },
  ] as const;
  const sheet = honestSheet(
    result({ type: "smoothness", bounds, breakdown: null, spec: { target: "average" } }),
    {
      lang: "zh",
      digits: 3,
      notes: [{ en: "A note.", zh: "附注。" }],
    },
  );
  expect(sheet.title).toBe("平行趋势敏感性分析");
  expect(sheet.columns.map((column) => column.group)).toEqual([undefined, "置信区间", "置信区间"]);
  const texts = sheet.rows.map((line) =>
    line.kind === "body" ? line.cells.map((cell) => cell.text) : line.kind,
  );
  expect(texts).toEqual([
    ["平行趋势", "0.135", "0.257"],
    ["M = 0", "0.100", "0.200"],
    ["M = 0.0123", "0.050", "0.300"],
    "rule",
    ["临界值 M", "—", ""],
  ]);
  expect(sheet.notes[0]).toBe("目标参数为政策后各期效应的平均值，估计值为0.1960。");
  expect(sheet.notes.at(-1)).toBe("附注。");
});

test.each([
  ["first", "the effect at event time 0"],
  ["average", "the average effect after the base period"],
  ["weights", "a weighted sum of the effects after the base period"],
  [3, "the effect at event time 3"],
])("the target %s is named", (target, named) => {
  expect(honestSheet(result({ spec: { target } })).notes[0]).toBe(`Target: ${named}, estimated at 0.1960.`);
});

describe("a restriction on sign or direction", () => {
  const bounds = [
    { type: "relative-smoothness", m: 0, confLow: null, confHigh: null },
    { type: "relative-smoothness", m: 1, confLow: 0.1, confHigh: 0.2 },
  ] as const;
  const restricted = result({ type: "relative-smoothness", restrict: "increasing", bounds });

  test("is named under the table, with the method; an empty set is a dash", () => {
    const sheet = honestSheet(restricted);
    expect(sheet.notes[1]).toBe(
      "Relative smoothness: after treatment the slope of the difference in trends changes, from one period to the next, by at most M̄ times its largest change before it, M̄ = 0 being a straight line; it does not fall after treatment (Rambachan and Roth 2023). Conditional–least-favourable hybrid confidence sets.",
    );
    const empty = sheet.rows[1]!;
    expect(empty.kind === "body" && empty.cells.map((cell) => cell.text)).toEqual(["M̄ = 0", "—", "—"]);
    const zh = honestSheet(result({ type: "smoothness", restrict: "negative", method: "c-f" }), {
      lang: "zh",
    });
    expect(zh.notes[1]).toBe(
      "平滑限制：相邻两期趋势差异斜率的变化不超过M，M＝0即线性趋势，且政策后趋势差异不为正（Rambachan和Roth，2023）。条件—固定长度混合置信集。",
    );
  });

  test("is the chart's subtitle, before the breakdown value, and an empty set leaves its place free", async () => {
    const texts = async (lang: "en" | "zh") =>
      drawnTexts(await renderSvg(plotHonest(restricted, { lang }))).texts.map((drawn) => drawn.text);
    expect(await texts("en")).toContain(
      "Difference in trends: it does not fall after treatment; Breakdown value: M̄ = 1.57",
    );
    expect(await texts("en")).toContain("Multiple of the largest change of slope before treatment (M̄)");
    expect(await texts("zh")).toContain("政策后趋势差异逐期不减；临界值：M̄ = 1.57");
    const { values } = plotHonest(restricted).data as { values: { x: number }[] };
    expect(values.map((v) => v.x)).toEqual([0, 2]);
  });
});

describe.each(["en", "zh"] as const)("plotHonest, %s", (lang) => {
  const spec = plotHonest(result(), { lang });

  test("compiles without a warning", () => {
    expectCompiles(spec);
  });

  test("draws an interval for the original and for each size", async () => {
    const texts = drawnTexts(await renderSvg(spec)).texts.map((drawn) => drawn.text);
    const wanted = {
      en: [
        "Sensitivity to differences in trends",
        "Breakdown value: M̄ = 1.57",
        "Parallel trends",
        "Original",
        "Robust",
        "95% confidence interval",
      ],
      zh: ["平行趋势敏感性分析", "临界值：M̄ = 1.57", "平行趋势", "原始", "稳健"],
    }[lang];
    for (const text of [...wanted, "0.5", "2"]) expect(texts).toContain(text);
    const { values } = spec.data as { values: { x: number; low: number; high: number }[] };
    expect(values.map((v) => [v.x, v.low, v.high])).toEqual([
      [0, 0.1352, 0.2567],
      [1, 0.119, 0.2716],
      [2, -0.0421, 0.4244],
    ]);
  });
});

test("without a title there is no subtitle, and without a breakdown value none is named", () => {
  expect(plotHonest(result(), { title: null })).not.toHaveProperty("title");
  expect(JSON.stringify(plotHonest(result({ breakdown: null })))).not.toContain("Breakdown");
});
