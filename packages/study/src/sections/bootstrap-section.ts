import type { BootstrapEstimate } from "@ceteris/core";
import { bootstrapSheet, formatNumber, formatPercent, nameOf, plotBootstrap } from "@ceteris/report";
import { RESAMPLED_TERMS } from "../resampling/study-statistic.ts";
import { anewText } from "./anew-text.ts";
import { pText } from "./estimate-text.ts";
import { resampledLabels } from "./resampled-labels.ts";
import { say } from "./say.ts";
import type { Figure } from "./section.ts";
import type { SectionBuilder } from "./section-builder.ts";

export const bootstrapSection: SectionBuilder = ({ context, results, lang }) => {
  const { bootstrap, baseline } = results;
  if (!bootstrap) return null;
  const labels = resampledLabels(context.labels);
  const row = (term: string) => bootstrap.estimates.find((e) => e.term === term);
  const main = bootstrap.estimates[0]!;
  const held = row(RESAMPLED_TERMS.indexHeld);
  const formula = baseline?.models.at(-1)?.estimates.find((e) => e.term === main.term)?.stdError ?? null;
  const column = nameOf(bootstrap.clusters.column, labels, lang);
  const level = formatPercent(bootstrap.spec.level as number);
  const number = (value: number | null) => (value === null ? "–" : formatNumber(value, 4));
  const interval = ({ confLow, confHigh }: BootstrapEstimate) => `[${number(confLow)}, ${number(confHigh)}]`;
  const p = main.pValue === null ? null : `p ${pText(main.pValue)}`;
  const steps = anewText(context, lang);
  const share = held && shareOfVariance(main, held);
  return {
    id: "bootstrap",
    title: say(lang, "Bootstrap of the whole study", "全流程自助法"),
    paragraphs: [
      say(
        lang,
        `Over ${bootstrap.nDraws} draws of ${bootstrap.clusters.n} clusters (${column})${steps}, the standard error of the effect is ${number(main.stdError)}${formula === null ? "" : `, against ${number(formula)} by the formula`}; the ${level} interval is ${interval(main)}${p === null ? "" : ` (${p})`}.`,
        `以${column}为单位（共${bootstrap.clusters.n}个）有放回抽样${bootstrap.nDraws}次${steps}，政策效应的标准误为${number(main.stdError)}${formula === null ? "" : `（按公式计算为${number(formula)}）`}，${level}置信区间为${interval(main)}${p === null ? "" : `（${p}）`}。`,
      ),
      ...(held && share
        ? [
            say(
              lang,
              `With the index held as it was built on all the data the same draws give ${number(held.stdError)}: ${share.en}.`,
              `若指数沿用全样本构建的结果，同样的抽样得到的标准误为${number(held.stdError)}：${share.zh}。`,
            ),
          ]
        : []),
    ],
    warnings: bootstrap.warnings,
    sheets: [bootstrapSheet(bootstrap, { id: "bootstrap", lang, labels })],
    figures: [RESAMPLED_TERMS.baseline, RESAMPLED_TERMS.psmDid, RESAMPLED_TERMS.weighting].flatMap(
      (term): Figure[] =>
        row(term)?.estimate == null
          ? []
          : [
              {
                id: term === main.term ? "bootstrap" : `bootstrap-${term}`,
                caption: say(
                  lang,
                  `Estimates over draws: ${nameOf(term, labels, lang)}`,
                  `自助抽样估计系数的分布：${nameOf(term, labels, lang)}`,
                ),
                spec: plotBootstrap(bootstrap, { term, lang, labels, title: null }),
              },
            ],
    ),
  };
};

/** What building the index adds to the variance, or takes from it. */
function shareOfVariance(carried: BootstrapEstimate, held: BootstrapEstimate) {
  if (!carried.stdError || !held.stdError) return null;
  const ratio = (held.stdError / carried.stdError) ** 2;
  if (ratio > 1) {
    return {
      en: "building it anew makes the effect less variable, for its scale moves with the data",
      zh: "重新构建指数使估计更稳定，因为指数的量纲随样本变动",
    };
  }
  const share = formatPercent(Number((1 - ratio).toFixed(3)));
  return {
    en: `${share} of the variance of the effect comes from building the index`,
    zh: `政策效应方差的${share}来自指数的构建`,
  };
}
