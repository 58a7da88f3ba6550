import type { Estimate, Language, WeightingResult } from "@ceteris/core";
import {
  balanceOverallSheet,
  balanceSheet,
  distributionSheet,
  eventStudySheet,
  formatNumber,
  periodBalanceSheet,
  plotBalance,
  plotEcdf,
  plotEventStudy,
  regressionSheet,
  twoByTwoSheet,
  unitWeightsSheet,
  weightedPathWords,
  weightingSheet,
} from "@ceteris/report";
import { calendarLabels } from "./calendar.ts";
import { estimateText } from "./estimate-text.ts";
import { say } from "./say.ts";
import type { SectionBuilder } from "./section-builder.ts";
import { regressionStyle, tableStyle } from "./table-style.ts";

export const weightingSection: SectionBuilder = ({ context, results, lang }) => {
  const { weighting } = results;
  if (!weighting) return null;
  const { labels } = context;
  const { eventStudy, balance, balanceOverall, distribution, spec } = weighting;
  const options = { lang, labels };
  const adjusted = { ...options, adjustment: "weighting" } as const;
  const path = eventStudy && {
    timeLabels: calendarLabels(
      context.panel,
      eventStudy.estimates.map((e) => e.eventTime),
    ),
    ...weightedPathWords(eventStudy, labels),
    lang,
  };
  const style = tableStyle(context);
  return {
    id: "weighting",
    title: say(lang, "Balancing weights", "加权平衡"),
    paragraphs: [
      weightsText(weighting, lang),
      effectText(weighting, lang),
      ...doublyRobustText(weighting, lang),
    ],
    warnings: weighting.warnings,
    sheets: [
      regressionSheet([{ result: weighting }], {
        id: "weighted-did",
        title: { en: "Difference-in-differences under weights", zh: "加权双重差分回归结果" },
        ...options,
        ...regressionStyle(context),
      }),
      weightingSheet(weighting, { id: "weighting", ...options, ...style }),
      ...(weighting.doublyRobust.length > 0
        ? [twoByTwoSheet(weighting, { id: "two-by-two", ...options, ...style })]
        : []),
      ...(path ? [eventStudySheet(eventStudy, { ...path, ...style })] : []),
      unitWeightsSheet(weighting.weights, { id: "unit-weights", ...options }),
      balanceSheet(balance, { id: "weighted-balance", ...adjusted }),
      balanceOverallSheet(balanceOverall, { id: "weighted-balance-overall", ...adjusted }),
      distributionSheet(distribution, {
        id: "distribution",
        standardDeviation: String(spec.standardDeviation),
        ...adjusted,
      }),
      periodBalanceSheet(weighting.byPeriod, { id: "period-balance", ...options }),
    ],
    figures: [
      {
        id: "weighted-balance",
        caption: say(lang, "Standardised bias before and after weighting", "加权前后的标准化偏差"),
        spec: plotBalance(balance, { ...adjusted, title: null }),
      },
      {
        id: "covariate-distributions",
        caption: say(
          lang,
          "Distribution functions of the covariates before and after weighting",
          "加权前后协变量的经验分布",
        ),
        spec: plotEcdf(weighting.ecdf, { ...options, title: null }),
      },
      ...(path
        ? [
            {
              id: "weighted-event-study",
              caption: say(lang, "Event study under the weights", "加权后的平行趋势检验"),
              spec: plotEventStudy(eventStudy, { ...path, title: null }),
            },
          ]
        : []),
    ],
  };
};

function weightsText({ weights, balanceOverall }: WeightingResult, lang: Language): string {
  const controls = weights.groups.find(({ group }) => group === "controls")!;
  const treated = weights.groups.find(({ group }) => group === "treated")!;
  const bias = (sample: "before" | "after") => balanceOverall[sample].meanBias?.toFixed(1) ?? "–";
  const size = (value: number) => formatNumber(value, 1);
  return say(
    lang,
    `${treated.nUnits} treated units and ${controls.nUnits} controls have weights; they are worth ${size(treated.effectiveSize)} and ${size(controls.effectiveSize)} units of equal weight. The mean standardised bias goes from ${bias("before")}% to ${bias("after")}%.`,
    `处理组${treated.nUnits}个个体和控制组${controls.nUnits}个个体获得权重，有效样本量分别为${size(treated.effectiveSize)}和${size(controls.effectiveSize)}。平均标准化偏差由加权前的${bias("before")}%变为加权后的${bias("after")}%。`,
  );
}

function effectText({ variants, sample }: WeightingResult, lang: Language): string {
  const [plain, weighted] = variants as unknown as readonly [Estimate, Estimate];
  return say(
    lang,
    `Under the weights the effect is ${estimateText(weighted, "en")}, without them ${estimateText(plain, "en")}, on the same ${sample.nUnits} units. Standard errors take the weights as given.`,
    `在相同的${sample.nUnits}个个体上，加权后的政策效应为${estimateText(weighted, "zh")}，未加权为${estimateText(plain, "zh")}。标准误视权重为给定。`,
  );
}

function doublyRobustText({ doublyRobust }: WeightingResult, lang: Language): string[] {
  const dr = doublyRobust.find(({ term, estimate }) => term === "dr" && estimate !== null);
  if (!dr) return [];
  return [
    say(
      lang,
      `The doubly robust two-by-two estimate, right if either the score or the regression is, is ${estimateText(dr, "en")}.`,
      `双重稳健的两组两期估计（倾向得分模型与结果回归模型之一正确即可）为${estimateText(dr, "zh")}。`,
    ),
  ];
}
