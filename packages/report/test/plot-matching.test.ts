import { describe, expect, test } from "vitest";
import { plotMatchWeights, plotOverlap } from "../src/index.ts";
import { expectCompiles, expectDraws } from "./expect-drawable.ts";
import { psmDid } from "./factories.ts";

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
          "Before matching",
        ],
        ["倾向得分分布", "倾向得分", "占本组比例（%）", "处理组", "控制组", "匹配前"],
      ),
    },
    {
      name: `match weights, ${lang}`,
      spec: plotMatchWeights(psmDid(), { lang }),
      texts: pick(
        [
          "Weights of matched controls",
          "1,020 controls, worth 412.6 equally weighted",
          "Match weight",
          "Number of controls",
        ],
        ["控制组匹配权重分布", "1020个控制组，有效样本量412.6", "匹配权重", "控制组数量"],
      ),
    },
  ];
});

describe.each(CHARTS)("$name", ({ spec, texts }) => {
  test("compiles without a warning, its data inlined", () => expectCompiles(spec));
  test("draws its texts, none cut off or on top of another", () => expectDraws(spec, texts));
});

test("without a title there is no line under it", () => {
  for (const spec of [plotOverlap(psmDid(), { title: null }), plotMatchWeights(psmDid(), { title: null })]) {
    expect(spec).not.toHaveProperty("title");
  }
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
