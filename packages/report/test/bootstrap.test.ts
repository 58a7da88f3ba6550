import type { BootstrapEstimate, BootstrapResult } from "@ceteris/core";
import { compile } from "vega-lite";
import { describe, expect, it } from "vitest";
import { bootstrapSheet, plotBootstrap, renderSvg, sheetToText, VEGA_LITE_SCHEMA } from "../src/index.ts";
import { LABELS } from "./factories.ts";
import { drawnTexts } from "./markup.ts";

const around = (low: number, high: number) => ({ confLow: low, confHigh: high, pValue: 0.012 });
const VALUES = Array.from({ length: 40 }, (_, i) => 0.01 + 0.004 * Math.sin(5 * i));

function row(term: string, changes: Partial<BootstrapEstimate> = {}): BootstrapEstimate {
  return {
    term,
    estimate: 0.0094,
    stdError: 0.003,
    statistic: 3.1,
    dof: null,
    pValue: 0.012,
    confLow: 0.0036,
    confHigh: 0.0159,
    bias: -0.0003,
    intervals: {
      percentile: around(0.0036, 0.0159),
      basic: around(0.0029, 0.0152),
      normal: around(0.0035, 0.0153),
      bca: null,
    },
    nDraws: 40,
    ...changes,
  };
}

const NONE = { confLow: null, confHigh: null, pValue: null };

/** As one that is not identified comes out. */
const LOST: Partial<BootstrapEstimate> = {
  estimate: null,
  stdError: null,
  bias: null,
  pValue: null,
  intervals: { percentile: NONE, basic: NONE, normal: NONE, bca: null },
  nDraws: 0,
};

function result(changes: Partial<BootstrapResult> = {}): BootstrapResult {
  return {
    kind: "bootstrap",
    estimates: [row("did"), row("psm-did", LOST)],
    vcov: { terms: ["did"], matrix: [[9e-6]] },
    nDraws: 40,
    clusters: { column: "city", n: 1257 },
    values: { did: [...VALUES.slice(1), null], "psm-did": VALUES.map(() => null) },
    failures: [],
    spec: { by: "city", strata: null, draws: 40, interval: "percentile", level: 0.95, seed: 7 },
    warnings: [],
    ...changes,
  };
}

describe("the table", () => {
  it("sets estimate, error, bias, p and each interval on a line", () => {
    expect(sheetToText(bootstrapSheet(result({ estimates: [row("did")] })))).toMatchInlineSnapshot(`
      "Pairs cluster bootstrap
      ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
                                                                           95% CI
                                                    ────────────────────────────────────────────────────
      Term  Estimate  Std. error   Bias    p value     Percentile          Basic             Normal       Draws
      ─────────────────────────────────────────────────────────────────────────────────────────────────────────
      DID    0.0094     0.0030    −0.0003   0.012   [0.0036, 0.0159]  [0.0029, 0.0152]  [0.0035, 0.0153]     40
      ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
      Notes: Each of 40 draws takes 1,257 whole clusters of city with replacement and computes everything anew. The p value goes with the percentile interval. Seed 7.
      "
    `);
  });

  it("says strata, BCa and a missing estimate, in Chinese", () => {
    const intervals = { ...row("did").intervals, bca: { confLow: null, confHigh: 0.02, pValue: 0.01 } };
    const sheet = bootstrapSheet(
      result({
        estimates: [row("did", { intervals }), ...result().estimates.slice(1)],
        spec: { ...result().spec, strata: "pilot", interval: "bca", level: 0.9 },
      }),
      { lang: "zh", labels: { ...LABELS, city: "城市", pilot: "试点" }, digits: 3 },
    );
    expect(sheet.title).toBe("配对聚类自助法");
    expect(sheet.columns.map((column) => [column.group, column.header])).toEqual([
      [undefined, "变量"],
      [undefined, "估计系数"],
      [undefined, "标准误"],
      [undefined, "偏误"],
      [undefined, "p值"],
      ["90%置信区间", "百分位"],
      ["90%置信区间", "基本"],
      ["90%置信区间", "正态近似"],
      ["90%置信区间", "BCa"],
      [undefined, "抽样次数"],
    ]);
    const cells = sheet.rows.map((line) => (line.kind === "body" ? line.cells.map((cell) => cell.text) : []));
    expect(cells[0]!.slice(1, 6)).toEqual(["0.009", "0.003", "−0.000", "0.012", "[0.004, 0.016]"]);
    expect(cells[0]!.at(-2)).toBe("—");
    expect(cells[1]!.slice(1, 5)).toEqual(["—", "—", "—", "—"]);
    expect(sheet.notes).toEqual([
      "每次抽样以城市为单位（共1257个）在试点各层内有放回地整体抽取，并重新完成全部计算；共40次抽样。p值对应于BCa置信区间。随机种子为7。",
    ]);
  });
});

describe.each(["en", "zh"] as const)("the chart, %s", (lang) => {
  const spec = plotBootstrap(result(), { lang, labels: LABELS });

  it("is Vega-Lite that compiles without a warning", () => {
    expect(spec.$schema).toBe(VEGA_LITE_SCHEMA);
    const warnings: unknown[] = [];
    const note = (...args: unknown[]) => {
      warnings.push(args);
      return logger;
    };
    const logger = { level: () => logger, error: note, warn: note, info: () => logger, debug: () => logger };
    compile(spec as Parameters<typeof compile>[0], { logger: logger as never });
    expect(warnings).toEqual([]);
  });

  it("shows the draws, the estimate and every interval that has both ends", async () => {
    const texts = drawnTexts(await renderSvg(spec)).texts.map((drawn) => drawn.text);
    const wanted =
      lang === "en"
        ? [
            "Pairs cluster bootstrap",
            "40 draws, 95% intervals",
            "Actual estimate: 0.0094",
            "Percentile",
            "Basic",
            "Normal",
          ]
        : ["配对聚类自助法", "40次抽样，95%置信区间", "实际估计系数：0.0094", "百分位", "基本", "正态近似"];
    for (const text of wanted) expect(texts).toContain(text);
    expect(texts).not.toContain("BCa");
    expect(texts.filter((text) => text.startsWith("−"))).toEqual([]);
  });
});

it("a term without draws, or an unknown one, gives axes alone", async () => {
  for (const term of ["psm-did", "other"]) {
    const { texts } = drawnTexts(await renderSvg(plotBootstrap(result(), { term, title: null })));
    expect(texts.map((drawn) => drawn.text)).toContain("Density");
    expect(texts.map((drawn) => drawn.text)).not.toContain("Percentile");
  }
});
