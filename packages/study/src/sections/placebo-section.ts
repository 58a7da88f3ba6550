import { placeboSheet, plotPlacebo, plotPlaceboPValues } from "@ceteris/report";
import { estimateText, pText } from "./estimate-text.ts";
import { say } from "./say.ts";
import type { SectionBuilder } from "./section-builder.ts";

export const placeboSection: SectionBuilder = ({ context, results, lang }) => {
  const { placebo } = results;
  if (!placebo) return null;
  const { labels } = context;
  const { actual, draws, pValue, studentised } = placebo;
  const beyond =
    actual.estimate === null
      ? 0
      : placebo.values.filter((v) => Math.abs(v) >= Math.abs(actual.estimate!)).length;
  return {
    id: "placebo",
    title: say(lang, "Placebo", "安慰剂检验"),
    paragraphs: [
      say(
        lang,
        `Of ${draws.n} made-up assignments ${beyond} ${beyond === 1 ? "gives" : "give"} an estimate as far from zero as the actual ${estimateText(actual, "en")}; two-sided p ${pText(pValue.twoSided)}.`,
        `在${draws.n}次随机分配中，${beyond === 0 ? "没有一次" : `有${beyond}次`}的估计系数绝对值达到或超过实际估计系数${estimateText(actual, "zh")}；双侧检验 p ${pText(pValue.twoSided)}。`,
      ),
      ...(studentised
        ? [
            say(
              lang,
              `Comparing t statistics in place of estimates, p ${pText(studentised.pValue.twoSided)}.`,
              `若改为比较t统计量，p ${pText(studentised.pValue.twoSided)}。`,
            ),
          ]
        : []),
    ],
    warnings: placebo.warnings,
    sheets: [placeboSheet(placebo, { id: "placebo", lang, labels })],
    figures: [
      {
        id: "placebo",
        caption: studentised
          ? say(
              lang,
              "Density of placebo estimates with the p value of each, and the actual estimate",
              "安慰剂估计系数的核密度、各次抽样的p值与实际估计",
            )
          : say(lang, "Density of placebo estimates and the actual one", "安慰剂估计系数的核密度与实际估计"),
        spec: (studentised ? plotPlaceboPValues : plotPlacebo)(placebo, { lang, labels, title: null }),
      },
    ],
  };
};
