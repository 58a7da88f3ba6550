import { plotWeights, weightsSheet } from "@ceteris/report";
import { say } from "./say.ts";
import type { SectionBuilder } from "./section-builder.ts";

export const indexSection: SectionBuilder = ({ context, results, lang }) => {
  const { index } = results;
  if (!index) return null;
  const { labels } = context;
  const { n, mean, sd, min, max } = index.scores;
  const heavy = [...index.weights].sort((a, b) => b.weight - a.weight).slice(0, 3);
  const share = heavy.reduce((sum, w) => sum + w.weight, 0);
  const shown = (x: number | null) => (x === null ? "–" : x.toFixed(3));
  return {
    id: "index",
    title: say(lang, "The index", "综合指数"),
    paragraphs: [
      say(
        lang,
        `The scores of ${n} unit-periods have mean ${shown(mean)} and standard deviation ${shown(sd)}, and run from ${shown(min)} to ${shown(max)}. The three heaviest of ${index.weights.length} indicators carry ${(100 * share).toFixed(1)}% of the weight.`,
        `共${n}个观测值的指数得分均值为${shown(mean)}，标准差为${shown(sd)}，最小值${shown(min)}，最大值${shown(max)}。${index.weights.length}个指标中权重最大的三个合计占${(100 * share).toFixed(1)}%。`,
      ),
    ],
    warnings: index.warnings,
    sheets: [weightsSheet(index, { id: "index-weights", lang, labels })],
    figures: [
      {
        id: "index-weights",
        caption: say(lang, "Weight of each indicator", "各指标权重"),
        spec: plotWeights(index, { lang, labels, title: null }),
      },
    ],
  };
};
