import { type EstimationResult, type Language, uniqueWarnings } from "@ceteris/core";
import { assignmentLevel } from "@ceteris/did";
import { plotTrends, regressionSheet } from "@ceteris/report";
import type { StudyContext } from "../context.ts";
import { trendMeans } from "../trend-means.ts";
import { baselineEffects } from "./baseline-effects.ts";
import { clusterName } from "./cluster-name.ts";
import { clustersOf, estimateText } from "./estimate-text.ts";
import { outcomeMean } from "./outcome-mean.ts";
import { say } from "./say.ts";
import type { Figure } from "./section.ts";
import type { SectionBuilder } from "./section-builder.ts";
import { regressionStyle } from "./table-style.ts";

export const baselineSection: SectionBuilder = ({ context, results, lang }) => {
  const { baseline } = results;
  if (!baseline) return null;
  const { labels } = context;
  const { models, alsoClustered } = baseline;
  const style = regressionStyle(context);
  const columns = models.map((result) => ({ result, outcomeMean: outcomeMean(context.panel, result) }));
  const clustered = [models.at(-1)!, ...alsoClustered].map((result) => ({
    result,
    outcomeMean: outcomeMean(context.panel, result),
    label: {
      en: `by ${clusterName(context, result, "en")}`,
      zh: `${clusterName(context, result, "zh")}层面`,
    },
  }));
  const effects = baselineEffects(context, baseline, lang);
  const comparison =
    alsoClustered.length === 0
      ? []
      : [
          regressionSheet(clustered, {
            id: "baseline-clusters",
            title: { en: "The full model under other cluster levels", zh: "完整模型：不同聚类层面" },
            lang,
            labels,
            digits: 4,
            ...style,
          }),
        ];
  return {
    id: "baseline",
    title: say(lang, "Baseline", "基准回归"),
    paragraphs: [
      ...effectText(context, models.at(-1)!, lang),
      ...alsoClustered.flatMap((r) => clusterText(context, models.at(-1)!, r, lang)),
    ],
    warnings: uniqueWarnings(...models.map((m) => m.warnings)),
    sheets: [
      regressionSheet(columns, {
        id: "baseline",
        title: {
          en: "Difference-in-differences, controls added one at a time",
          zh: "双重差分基准回归（逐步加入控制变量）",
        },
        lang,
        labels,
        ...style,
        rows: context.study.tables?.rows,
      }),
      ...comparison,
    ],
    figures: [...(effects ? [effects] : []), trends(context, lang)],
  };
};

/** The effect in one sentence, as the report opens with it too; empty where it is not identified. */
export function effectText(context: StudyContext, model: EstimationResult, lang: Language): string[] {
  const did = model.estimates.find((e) => e.term === "did");
  if (!did || did.estimate === null) return [];
  const clustered = clustersOf(model).length > 0;
  const by = clusterName(context, model, lang);
  const { nTreatedUnits, nUnits } = model.sample;
  return [
    say(
      lang,
      `In the full model the effect is ${estimateText(did, "en")}, with ${nTreatedUnits} treated among ${nUnits} units and errors ${clustered ? `clustered by ${by}` : "not clustered"}.`,
      `完整模型中政策效应为${estimateText(did, "zh")}；${nUnits}个个体中${nTreatedUnits}个为处理组，标准误${clustered ? `聚类到${by}层面` : "未聚类"}。`,
    ),
  ];
}

function clusterText(
  context: StudyContext,
  own: EstimationResult,
  other: EstimationResult,
  lang: Language,
): string[] {
  const before = own.estimates.find((e) => e.term === "did");
  const after = other.estimates.find((e) => e.term === "did");
  if (!before?.stdError || !after?.stdError) return [];
  const [column] = clustersOf(other);
  const groups = other.fit.nClusters[column!];
  const by = clusterName(context, other, lang);
  const change = 100 * (after.stdError / before.stdError - 1);
  const size = Math.abs(change).toFixed(0);
  const assigned = assignmentLevel(context.panel)?.column === column;
  return [
    say(
      lang,
      `${assigned ? `Treatment was assigned by ${by}. ` : ""}Clustered by ${by} (${groups} clusters), the same estimate is ${estimateText(after, "en")}: its standard error is ${size}% ${change < 0 ? "smaller" : "larger"}.`,
      `${assigned ? `政策在${by}层面分配。` : ""}若聚类到${by}层面（${groups}个聚类），同一估计为${estimateText(after, "zh")}，标准误${change < 0 ? "减小" : "增大"}${size}%。`,
    ),
  ];
}

function trends({ panel, model, labels }: StudyContext, lang: Language): Figure {
  const { outcome, weights } = model;
  const { points, start } = trendMeans(panel, { outcome, weights: weights ?? undefined });
  return {
    id: "trends",
    caption: say(lang, "Mean of the outcome by group", "处理组与控制组的结果变量均值"),
    spec: plotTrends(points, {
      lang,
      labels,
      outcome,
      time: panel.time.name,
      start,
      title: null,
    }),
  };
}
