import { labelText } from "@ceteris/core";
import { comparisonSheet } from "@ceteris/report";
import { say } from "./say.ts";
import type { SectionBuilder } from "./section-builder.ts";

export const comparisonSection: SectionBuilder = ({ results, lang }) => {
  const { comparison } = results;
  if (!comparison) return null;
  const { same, near, differs, absent } = comparison.counts;
  const all = same + near + differs + absent;
  return {
    id: "comparison",
    title: say(lang, "Published against replicated", "原文与复现结果对照"),
    paragraphs: [
      say(
        lang,
        `Of ${all} printed figures (${labelText(comparison.source, "en")}), ${same} come out the same to the printed digits, ${near} within the stated tolerance, ${differs} differ${absent > 0 ? `, and ${absent} have no counterpart in this study` : ""}.`,
        `对照的原文：${labelText(comparison.source, "zh")}。原文报告的${all}个数值中，${same}个在所报告的位数上与原文一致，${near}个在容许误差范围内，${differs}个不一致${absent > 0 ? `，${absent}个在本研究中没有对应结果` : ""}。`,
      ),
    ],
    warnings: [],
    sheets: [comparisonSheet(comparison, { id: "comparison", lang })],
    figures: [],
  };
};
