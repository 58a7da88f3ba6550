import { compile } from "vega-lite";
import { describe, expect, test } from "vitest";
import { plotMatchWeights, plotOverlap, renderSvg, VEGA_LITE_SCHEMA } from "../src/index.ts";
import { psmDid } from "./factories.ts";
import { drawnTexts, elements } from "./markup.ts";

const CHARTS = (["en", "zh"] as const).flatMap((lang) => {
  const pick = (en: readonly string[], zh: readonly string[]) => (lang === "en" ? en : zh);
  return [
    {
      name: `overlap, ${lang}`,
      spec: plotOverlap(psmDid(), { lang }),
      texts: pick(
        [
          "Overlap of propensity scores",
          "Bars after matching, lines before; the groups overlap by 50% before and 100% after",
          "Propensity score",
          "Treated",
        ],
        ["倾向得分分布", "倾向得分", "占本组比例（%）", "处理组", "控制组"],
      ),
    },
    {
      name: `match weights, ${lang}`,
      spec: plotMatchWeights(psmDid(), { lang }),
      texts: pick(
        ["Weights of matched controls", "1,020 controls, worth 412.6 equally weighted", "Match weight"],
        ["控制组匹配权重分布", "1020个控制组，有效样本量412.6", "匹配权重", "控制组数量"],
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
    for (const text of texts) expect(drawn.texts.map((t) => t.text)).toContain(text);
    for (const [i, a] of drawn.texts.entries()) {
      expect(Math.min(a.left, a.top), a.text).toBeGreaterThanOrEqual(0);
      expect(a.right, a.text).toBeLessThanOrEqual(drawn.width);
      for (const b of drawn.texts.slice(i + 1)) {
        const apart = a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
        expect(apart, `“${a.text}” and “${b.text}”`).toBe(true);
      }
    }
    expect(await renderSvg(spec)).toBe(svg);
  });
});

test("the controls' bars mirror their shares after matching, two bins in one", () => {
  const { overlap } = psmDid();
  const text = JSON.stringify(plotOverlap(psmDid()));
  expect(text).toContain(
    JSON.stringify({
      group: "Control",
      low: 0,
      high: 0.05,
      y: -100 * (overlap[0]!.controlsAfter + overlap[1]!.controlsAfter),
    }),
  );
});
