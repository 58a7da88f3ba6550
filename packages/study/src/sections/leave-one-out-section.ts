import { type InfluenceRow, type Language, type LeaveOneOutResult, labelText } from "@ceteris/core";
import { formatCount, formatNumber, influenceSheet, type Labels, plotLeaveOneOut } from "@ceteris/report";
import { say } from "./say.ts";
import type { SectionBuilder } from "./section-builder.ts";

const OWN_WARNINGS = [
  "INFLUENCE_SIGNIFICANCE",
  "INFLUENCE_LARGE",
  "LEFT_OUT_NOT_IDENTIFIED",
  "LEFT_OUT_WITHOUT_ERRORS",
];

export const leaveOneOutSection: SectionBuilder = ({ context, results, lang }) => {
  const { leaveOneOut } = results;
  if (!leaveOneOut) return null;
  const { labels } = context;
  return {
    id: "leave-one-out",
    title: say(lang, "Leaving out one at a time", "逐一剔除检验"),
    paragraphs: rangeText(leaveOneOut, labels, lang),
    warnings: leaveOneOut.warnings.filter(({ code }) => OWN_WARNINGS.includes(code)),
    sheets: [influenceSheet(leaveOneOut, { lang, labels })],
    figures: [
      {
        id: "leave-one-out",
        caption: say(
          lang,
          "The estimate with one left out at a time, from the lowest to the highest; line and band: none left out",
          "逐一剔除后的估计系数，由低到高排列；竖线与色带为全样本",
        ),
        spec: plotLeaveOneOut(leaveOneOut, { lang, labels, title: null }),
      },
    ],
  };
};

/** Between which estimates the effect moves; nothing where each one is needed. */
function rangeText(
  { leftOut, by, nClusters, estimates }: LeaveOneOutResult,
  labels: Labels | undefined,
  lang: Language,
): string[] {
  const found = leftOut.filter((row) => row.estimate !== null);
  if (found.length === 0) return [];
  const sorted = found.toSorted((a, b) => a.estimate! - b.estimate!);
  const [low, high] = [sorted[0]!, sorted.at(-1)!];
  const name = labelText(labels && Object.hasOwn(labels, by) ? labels[by]! : by, lang);
  const count = formatCount(nClusters, lang);
  const number = (value: number | null) => formatNumber(value!, 4);
  const one = (row: InfluenceRow) =>
    say(
      lang,
      `${number(row.estimate)} (without ${row.cluster})`,
      `${number(row.estimate)}（剔除${row.cluster}）`,
    );
  return [
    say(
      lang,
      `With one of ${count} levels of ${name} left out at a time the effect lies between ${one(low)} and ${one(high)}; with all of them it is ${number(estimates[0]!.estimate)}.`,
      `逐一剔除${count}个${name}后，效应介于${one(low)}与${one(high)}之间；全样本为${number(estimates[0]!.estimate)}。`,
    ),
  ];
}
