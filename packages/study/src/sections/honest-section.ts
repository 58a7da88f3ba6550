import type { HonestResult, Language } from "@ceteris/core";
import { formatNumber, honestSheet, plotHonest } from "@ceteris/report";
import { say } from "./say.ts";
import type { SectionBuilder } from "./section-builder.ts";

export const honestSection: SectionBuilder = ({ context, results, lang }) => {
  const { honest } = results;
  if (!honest) return null;
  const { labels } = context;
  return {
    id: "honest",
    title: say(lang, "Sensitivity to differing trends", "平行趋势敏感性分析"),
    paragraphs: [originalText(honest, lang), ...shapeText(honest, lang), breakdownText(honest, lang)],
    warnings: honest.warnings.filter((warning) => warning.code === "TRENDS_REFUTED"),
    sheets: [honestSheet(honest, { id: "honest", lang, labels })],
    figures: [
      {
        id: "honest",
        caption: say(
          lang,
          "Intervals that allow trends to differ, by the size of the difference",
          "允许趋势存在差异时的置信区间",
        ),
        spec: plotHonest(honest, { lang, labels, title: null }),
      },
    ],
  };
};

function originalText({ original }: HonestResult, lang: Language): string {
  const interval = [original.confLow, original.confHigh].map((x) => formatNumber(x, 4)).join(", ");
  return say(
    lang,
    `Under parallel trends the effect lies in [${interval}].`,
    `在平行趋势成立时，政策效应的置信区间为[${interval}]。`,
  );
}

/** Up to what difference in trends the interval leaves out zero. */
function breakdownText({ breakdown, type }: HonestResult, lang: Language): string {
  if (breakdown === null) {
    return say(
      lang,
      "However far trends differ, within what was searched, the interval leaves out zero.",
      "在搜索范围内，无论趋势差异多大，置信区间均不包含零。",
    );
  }
  if (breakdown === 0) {
    return say(
      lang,
      "The interval holds zero already when trends are parallel or nearly so.",
      "即使趋势（近乎）平行，置信区间也已包含零。",
    );
  }
  const size = breakdown.toPrecision(2);
  return {
    relative: say(
      lang,
      `The sign holds as long as trends differ after treatment by less than ${size} times the largest difference between periods before it (Rambachan and Roth 2023).`,
      `只要政策实施后的趋势差异不超过实施前各期最大差异的${size}倍，效应的符号就保持不变（Rambachan和Roth，2023）。`,
    ),
    smoothness: say(
      lang,
      `The sign holds as long as the slope of the difference in trends changes by less than ${size} from a period to the next (Rambachan and Roth 2023).`,
      `只要趋势差异的斜率逐期变化不超过${size}，效应的符号就保持不变（Rambachan和Roth，2023）。`,
    ),
    "relative-smoothness": say(
      lang,
      `The sign holds as long as the slope of the difference in trends changes after treatment by less than ${size} times its largest change before it (Rambachan and Roth 2023).`,
      `只要政策实施后趋势差异斜率的逐期变化不超过实施前最大变化的${size}倍，效应的符号就保持不变（Rambachan和Roth，2023）。`,
    ),
  }[type];
}

const SHAPE = {
  positive: [
    "Trends are taken to differ, if at all, upwards after treatment.",
    "分析假定政策后趋势差异不为负。",
  ],
  negative: [
    "Trends are taken to differ, if at all, downwards after treatment.",
    "分析假定政策后趋势差异不为正。",
  ],
  increasing: [
    "The difference in trends is taken not to fall from period to period after treatment.",
    "分析假定政策后趋势差异逐期不减。",
  ],
  decreasing: [
    "The difference in trends is taken not to rise from period to period after treatment.",
    "分析假定政策后趋势差异逐期不增。",
  ],
} as const;

/** What is taken as known of the difference in trends; nothing, or a sentence. */
function shapeText({ restrict }: HonestResult, lang: Language): string[] {
  if (restrict === null) return [];
  const [en, zh] = SHAPE[restrict];
  return [say(lang, en, zh)];
}
