import {
  balanceOverallSheet,
  balanceSheet,
  matchingSheet,
  plotBalance,
  regressionSheet,
  variantsSheet,
} from "@ceteris/report";
import { estimateText } from "./estimate-text.ts";
import { type SectionBuilder, say } from "./section.ts";

export const psmDidSection: SectionBuilder = ({ context, results, lang }) => {
  const { psmDid } = results;
  if (!psmDid) return null;
  const { labels } = context;
  const { matching, balanceOverall } = psmDid;
  const did = psmDid.estimates.find((e) => e.term === "did");
  const bias = (side: "before" | "after") => balanceOverall[side].meanBias?.toFixed(1) ?? "–";
  return {
    id: "psm-did",
    title: say(lang, "Matching before DID", "PSM-DID"),
    paragraphs: [
      say(
        lang,
        `${matching.onSupport} of ${matching.nTreated} treated rows find a match, and ${matching.nMatchedControls} of ${matching.nControls} control rows are used. The mean standardised bias goes from ${bias("before")}% to ${bias("after")}%.${did ? ` On the matched sample the effect is ${estimateText(did, "en")}, from ${psmDid.sample.nObs} rows.` : ""}`,
        `处理组${matching.nTreated}个观测值中有${matching.onSupport}个找到匹配对象，控制组${matching.nControls}个观测值中有${matching.nMatchedControls}个用于匹配。平均标准化偏差由匹配前的${bias("before")}%变为匹配后的${bias("after")}%。${did ? `匹配样本（${psmDid.sample.nObs}个观测值）的政策效应为${estimateText(did, "zh")}。` : ""}`,
      ),
    ],
    warnings: psmDid.warnings,
    sheets: [
      regressionSheet([{ result: psmDid }], {
        id: "psm-did",
        title: { en: "Difference-in-differences after matching", zh: "PSM-DID回归结果" },
        lang,
        labels,
      }),
      variantsSheet(psmDid, { id: "psm-did-samples", lang, labels }),
      balanceSheet(psmDid.balance, { id: "balance", lang, labels }),
      balanceOverallSheet(psmDid.balanceOverall, { id: "balance-overall", lang, labels }),
      matchingSheet(psmDid.matching, { id: "matching", lang, labels }),
    ],
    figures: [
      {
        id: "balance",
        caption: say(lang, "Standardised bias before and after matching", "匹配前后的标准化偏差"),
        spec: plotBalance(psmDid.balance, { lang, labels, title: null }),
      },
    ],
  };
};
