import {
  type ComparedEstimator,
  type EstimatorComparison,
  type Language,
  labelText,
  type SyntheticDidResult,
} from "@ceteris/core";
import {
  estimatorComparisonSheet,
  estimatorLabel,
  estimatorPaths,
  estimatorPathsSheet,
  formatNumber,
  plotEstimatorEffects,
  plotEstimators,
  plotSyntheticPaths,
  syntheticSheet,
} from "@ceteris/report";
import { calendarLabels } from "./calendar.ts";
import { estimateText } from "./estimate-text.ts";
import { say } from "./say.ts";
import type { SectionBuilder } from "./section-builder.ts";
import { tableStyle } from "./table-style.ts";

const SIZE = 0.05;

export const staggeredSection: SectionBuilder = ({ context, results, lang }) => {
  const { staggered } = results;
  if (!staggered) return null;
  const { labels } = context;
  const paths = estimatorPaths(staggered);
  const times = paths.flatMap(({ result }) => result.estimates.map((row) => row.eventTime));
  const synthetic = syntheticOf(staggered);
  const options = { lang, labels, timeLabels: calendarLabels(context.panel, times) };
  const style = tableStyle(context);
  return {
    id: "staggered",
    title: say(lang, "Estimators for staggered adoption", "交错处理的估计方法比较"),
    paragraphs: [...effectsText(staggered, lang), ...twoWayText(staggered, lang)],
    warnings: staggered.warnings,
    sheets: [
      estimatorComparisonSheet(staggered, { ...options, ...style }),
      estimatorPathsSheet(staggered, { ...options, ...style }),
      ...(synthetic ? [syntheticSheet(synthetic, { lang, labels })] : []),
    ],
    figures: [
      {
        id: "estimators",
        caption: say(lang, "The overall effect by estimator", "不同估计方法的总体效应"),
        spec: plotEstimatorEffects(staggered, { lang, labels, title: null }),
      },
      {
        id: "estimator-paths",
        caption: say(lang, "Event studies by several estimators", "不同估计方法的动态效应"),
        spec: plotEstimators(staggered, { ...options, title: null }),
      },
      ...(synthetic
        ? [
            {
              id: "synthetic-paths",
              caption: say(lang, "The treated and their synthetic control", "处理组与合成控制组"),
              spec: plotSyntheticPaths(synthetic, { lang, labels, title: null }),
            },
          ]
        : []),
    ],
  };
};

/** What is known of the synthetic controls, where they are among the estimators. */
function syntheticOf({ estimators }: EstimatorComparison): SyntheticDidResult | null {
  const result = estimators.find(({ estimator }) => estimator === "sdid")?.result ?? null;
  return result && "synthetic" in result ? (result as SyntheticDidResult) : null;
}

/** Between what the estimates lie that are means of effects, and how many differ from zero. */
function effectsText({ estimators }: EstimatorComparison, lang: Language): string[] {
  const found = estimators.filter((row) => row.estimator !== "twfe" && row.overall.estimate !== null);
  if (found.length === 0) return [];
  if (found.length === 1) {
    const [{ estimator, overall }] = found as [ComparedEstimator];
    return [
      say(
        lang,
        `The overall effect by ${nameOf(estimator, "en")} is ${estimateText(overall, "en")}.`,
        `${nameOf(estimator, "zh")}的总体效应为${estimateText(overall, "zh")}。`,
      ),
    ];
  }
  const [low, high] = [extreme(found, -1), extreme(found, 1)];
  const apart = found.filter(({ overall }) => overall.pValue !== null && overall.pValue < SIZE).length;
  const names = (language: Language) =>
    found.map(({ estimator }) => nameOf(estimator, language)).join(language === "zh" ? "、" : "; ");
  const differ = {
    en: `${apart === 0 ? "none" : apart === found.length ? "all" : apart} of them ${apart < 2 ? "differs" : "differ"} from zero at 5%`,
    zh: apart === 0 ? "在5%水平上均不显著" : `其中${apart}种在5%水平上显著`,
  };
  return [
    say(
      lang,
      `By ${found.length} estimators that do not use treated units as controls (${names("en")}), the overall effect lies between ${shown(low)} (${nameOf(low.estimator, "en")}) and ${shown(high)} (${nameOf(high.estimator, "en")}); ${differ.en}.`,
      `${found.length}种不以已处理个体为对照的估计方法（${names("zh")}）中，总体效应最小为${shown(low)}（${nameOf(low.estimator, "zh")}），最大为${shown(high)}（${nameOf(high.estimator, "zh")}）；${differ.zh}。`,
    ),
  ];
}

function twoWayText({ estimators }: EstimatorComparison, lang: Language): string[] {
  const twoWay = estimators.find((row) => row.estimator === "twfe" && row.overall.estimate !== null);
  if (!twoWay) return [];
  return [
    say(
      lang,
      `Two-way fixed effects, which use treated units as controls where treatment starts at different times, give ${estimateText(twoWay.overall, "en")}.`,
      `双向固定效应（处理时点不同时会以已处理个体为对照）的估计为${estimateText(twoWay.overall, "zh")}。`,
    ),
  ];
}

/** The smallest estimate (−1) or the largest (1). */
function extreme(rows: readonly ComparedEstimator[], sign: 1 | -1): ComparedEstimator {
  return rows.reduce((a, b) => (sign * b.overall.estimate! > sign * a.overall.estimate! ? b : a));
}

function shown({ overall }: ComparedEstimator): string {
  return formatNumber(overall.estimate!, 4);
}

function nameOf(estimator: string, lang: Language): string {
  return labelText(estimatorLabel(estimator), lang);
}
