import type { AdoptionResult, EventStudyResult } from "@ceteris/core";
import { compile } from "vega-lite";
import { describe, expect, test } from "vitest";
import {
  plotAdoption,
  plotBalance,
  plotCoefficients,
  plotEventStudy,
  plotHeatMap,
  plotPlacebo,
  plotPlaceboPValues,
  plotRejection,
  plotSpecificationCurve,
  plotTrends,
  plotWeights,
  renderSvg,
  VEGA_LITE_SCHEMA,
} from "../src/index.ts";
import { balance, estimate, eventStudy, index, LABELS, placebo, studentisedPlacebo } from "./factories.ts";
import { HOSTILE } from "./hostile.ts";
import { drawnTexts, elements } from "./markup.ts";

const YEARS = { "-2": "2016", "-1": "2017", "0": "2018", "1": "2019", "2": "2020", "3": "2021" };
const TRENDS = [2016, 2017, 2018, 2019].flatMap((time, i) => [
  { time, group: { en: "Treated", zh: "处理组" }, mean: 0.19 + 0.01 * i },
  { time, group: { en: "Control", zh: "控制组" }, mean: 0.15 + 0.008 * i },
]);
const ADOPTION: AdoptionResult = {
  kind: "adoption",
  periods: ["2017", "2018", "2019"],
  histories: [
    { cohort: "2018", units: ["A", "B"], status: ["untreated", "treated", "treated"] },
    { cohort: null, units: ["C"], status: ["untreated", "absent", "untreated"] },
  ],
};
const SERIES = [
  { label: { en: "Base 2018", zh: "以2018年为基期" }, result: eventStudy(0) },
  { label: { en: "Base 2017", zh: "以2017年为基期" }, result: eventStudy(-1) },
];

const CHARTS = (["en", "zh"] as const).flatMap((lang) => {
  const options = { lang, labels: LABELS };
  const pick = (en: string[], zh: string[]) => (lang === "en" ? en : zh);
  return [
    {
      name: `event study, ${lang}`,
      spec: plotEventStudy(eventStudy(), options),
      texts: pick(
        ["Event study", "Joint test of leads: F(2, 256) = 6.10, p = 0.003", "Periods since treatment", "−2"],
        ["平行趋势检验", "前置项联合检验：F(2, 256) = 6.10, p = 0.003", "相对政策实施的时点", "−2"],
      ),
    },
    {
      name: `event studies by year, ${lang}`,
      spec: plotEventStudy(SERIES, { ...options, timeLabels: YEARS }),
      texts: pick(
        ["Base 2018", "Base 2017", "Year", "2021"],
        ["以2018年为基期", "以2017年为基期", "年份", "2021"],
      ),
    },
    {
      name: `placebo, ${lang}`,
      spec: plotPlacebo(placebo(), options),
      texts: pick(
        ["Placebo test", "500 draws, two-sided p = 0.002", "Actual estimate: 0.0090", "Density"],
        ["安慰剂检验", "500次抽样，双侧p值 = 0.002", "实际估计系数：0.0090", "核密度"],
      ),
    },
    {
      name: `placebo with p values, ${lang}`,
      spec: plotPlaceboPValues(studentisedPlacebo(), options),
      texts: pick(
        ["500 draws, two-sided p = 0.002", "Density", "p value of the draw", "p = 0.1"],
        ["500次抽样，双侧p值 = 0.002", "核密度", "p值", "p = 0.1"],
      ),
    },
    {
      name: `rejection region of a placebo, ${lang}`,
      spec: plotRejection(placebo(), options),
      texts: pick(
        ["500 draws, two-sided p = 0.002; orange: rejected at 5%", "Number of draws"],
        ["500次抽样，双侧p值 = 0.002；橙色为5%水平的拒绝域", "抽样次数", "实际估计系数：0.0090"],
      ),
    },
    {
      name: `weights, ${lang}`,
      spec: plotWeights(index(), options),
      texts: pick(
        ["Better services", "Buses and taxis per 10,000", "27.95"],
        ["改善公共服务", "每万人拥有的公共交通车辆数", "27.95"],
      ),
    },
    {
      name: `balance, ${lang}`,
      spec: plotBalance(balance(), options),
      texts: pick(
        ["Before matching", "Economic growth"],
        ["匹配前", "匹配后", "城市经济发展", "标准化偏差（%）"],
      ),
    },
    {
      name: `event study with bands, ${lang}`,
      spec: plotEventStudy(eventStudy(), {
        ...options,
        bands: { level: 0.95, rows: [{ eventTime: 1, confLow: -0.1, confHigh: 0.2 }] },
      }),
      texts: pick(
        ["Joint test of leads: F(2, 256) = 6.10, p = 0.003; thin lines: 95% band for the whole path"],
        ["前置项联合检验：F(2, 256) = 6.10, p = 0.003；细线：整条路径的95%置信带"],
      ),
    },
    {
      name: `adoption by unit, ${lang}`,
      spec: plotAdoption(ADOPTION, options),
      texts: pick(
        ["Who is treated when", "A", "C", "2019", "Treated", "Not in the data"],
        ["处理时间线", "无数据"],
      ),
    },
    {
      name: `adoption by history, ${lang}`,
      spec: plotAdoption(ADOPTION, { ...options, maxUnits: 2 }),
      texts: pick(["From 2018 (2)", "C", "Untreated"], ["2018起 (2)", "C", "未处理"]),
    },
    {
      name: `heat map, ${lang}`,
      spec: plotHeatMap(
        [
          { unit: "A", time: 2018, value: 0.1 },
          { unit: "A", time: 2019, value: null },
          { unit: "B", time: 2018, value: 0.4 },
          { unit: "B", time: 2019, value: 0.6 },
        ],
        { ...options, outcome: "index", time: "year" },
      ),
      texts: pick(
        ["Units by period", "A", "B", "2019", "Public value"],
        ["个体与时期", "公共价值创造", "年份"],
      ),
    },
    {
      name: `coefficients, ${lang}`,
      spec: plotCoefficients(
        [
          { label: { en: "All", zh: "全样本" }, estimate: 0.2, confLow: 0.1, confHigh: 0.3 },
          { label: "(2)", estimate: null, confLow: null, confHigh: null },
          {
            label: { en: "All", zh: "全样本" },
            series: "Logit",
            estimate: 0.1,
            confLow: null,
            confHigh: null,
          },
        ],
        options,
      ),
      texts: pick(["Estimates", "All", "(2)", "Logit"], ["估计系数比较", "全样本", "(2)"]),
    },
    {
      name: `specification curve, ${lang}`,
      spec: plotSpecificationCurve(
        [
          {
            estimate: 0.2,
            confLow: 0.1,
            confHigh: 0.3,
            main: true,
            choices: { index: "entropy", errors: "city" },
          },
          { estimate: 0.1, confLow: 0, confHigh: 0.2, choices: { index: "equal", errors: "city" } },
          { estimate: null, confLow: null, confHigh: null, choices: { index: "pca", errors: "city" } },
        ],
        options,
      ),
      texts: pick(
        ["Specification curve", "Public value: entropy", "Public value: equal"],
        ["设定曲线", "公共价值创造: entropy", "公共价值创造: equal"],
      ),
    },
    {
      name: `trends, ${lang}`,
      spec: plotTrends(TRENDS, { ...options, outcome: "index", time: "year", start: 2018 }),
      texts: pick(
        ["Public value", "policy start", "Treated"],
        ["公共价值创造", "政策实施", "处理组", "年份"],
      ),
    },
  ];
});

describe.each(CHARTS)("$name", ({ spec, texts }) => {
  test("compiles without a warning, its data inlined", () => {
    const warnings: unknown[] = [];
    const note = (...args: unknown[]) => {
      warnings.push(args);
      return logger;
    };
    const logger: object = {
      warn: note,
      error: note,
      info: () => logger,
      debug: () => logger,
      level: () => logger,
    };
    compile(structuredClone(spec), { logger: logger as never });
    expect(warnings).toEqual([]);
    expect(spec.$schema).toBe(VEGA_LITE_SCHEMA);
    expect(JSON.stringify(spec).replace(VEGA_LITE_SCHEMA, "")).not.toMatch(/https?:|"url"/);
    expect(JSON.parse(JSON.stringify(spec))).toEqual(spec);
  });

  test("draws its texts, none cut off or on top of another, in the same bytes each time", async () => {
    const svg = await renderSvg(spec);
    elements(svg);
    const drawn = drawnTexts(svg);
    for (const text of texts) expect(drawn.texts.map((t) => t.text)).toContain(text);
    for (const text of drawn.texts) {
      expect(text.left, text.text).toBeGreaterThanOrEqual(0);
      expect(text.right, text.text).toBeLessThanOrEqual(drawn.width);
      expect(text.top, text.text).toBeGreaterThanOrEqual(0);
      expect(text.bottom, text.text).toBeLessThanOrEqual(drawn.height);
    }
    for (const [i, a] of drawn.texts.entries()) {
      for (const b of drawn.texts.slice(i + 1)) {
        const apart = a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
        expect(apart, `“${a.text}” and “${b.text}”`).toBe(true);
      }
    }
    expect(await renderSvg(spec)).toBe(svg);
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
