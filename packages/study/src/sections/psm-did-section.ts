import type { Language, MatchAudit, PsmDidResult } from "@ceteris/core";
import {
  balanceOverallSheet,
  balanceSheet,
  designsSheet,
  distributionSheet,
  formatNumber,
  lostTreatedSheet,
  matchingSheet,
  periodBalanceSheet,
  plotBalance,
  plotEcdf,
  plotMatchWeights,
  plotOverlap,
  regressionSheet,
  variantsSheet,
} from "@ceteris/report";
import { estimateText } from "./estimate-text.ts";
import { say } from "./say.ts";
import type { SectionBuilder } from "./section-builder.ts";
import { regressionStyle, tableStyle } from "./table-style.ts";

export const psmDidSection: SectionBuilder = ({ context, results, lang }) => {
  const { psmDid } = results;
  if (!psmDid) return null;
  const { labels } = context;
  const { balanceOverall, audit, designs } = psmDid;
  const options = { lang, labels };
  const style = tableStyle(context);
  const matched = { ...options, adjustment: "matching" } as const;
  return {
    id: "psm-did",
    title: say(lang, "Matching before DID", "PSM-DID"),
    paragraphs: [matchText(psmDid, lang), auditText(psmDid, lang), ...lostText(psmDid, lang)],
    warnings: [
      ...psmDid.warnings,
      ...(designs?.warnings ?? []).filter((w) => w.code === "DESIGN_NOT_IDENTIFIED"),
    ],
    sheets: [
      regressionSheet([{ result: psmDid }], {
        id: "psm-did",
        title: { en: "Difference-in-differences after matching", zh: "PSM-DID回归结果" },
        ...options,
        ...regressionStyle(context),
      }),
      variantsSheet(psmDid, { id: "psm-did-samples", ...options, ...style }),
      ...(designs ? [designsSheet(designs, { id: "designs", ...options, ...style })] : []),
      balanceSheet(psmDid.balance, { id: "balance", ...options }),
      balanceOverallSheet(balanceOverall, { id: "balance-overall", ...options }),
      distributionSheet(psmDid.distribution, {
        id: "matched-distribution",
        standardDeviation: String(psmDid.spec.standardDeviation),
        ...matched,
      }),
      periodBalanceSheet(psmDid.byPeriod, { id: "matched-period-balance", ...matched }),
      matchingSheet(psmDid, { id: "matching", ...options }),
      ...(audit.lost.length > 0 ? [lostTreatedSheet(audit.lost, { id: "lost-treated", ...options })] : []),
    ],
    figures: [
      {
        id: "balance",
        caption: say(lang, "Standardised bias before and after matching", "匹配前后的标准化偏差"),
        spec: plotBalance(psmDid.balance, { ...options, title: null }),
      },
      {
        id: "overlap",
        caption: say(
          lang,
          "Propensity scores of the two groups (bars after matching, lines before)",
          "匹配前后两组的倾向得分分布（柱形为匹配后，折线为匹配前）",
        ),
        spec: plotOverlap(psmDid, { ...options, title: null }),
      },
      {
        id: "matched-distributions",
        caption: say(
          lang,
          "Distribution functions of the covariates before and after matching",
          "匹配前后协变量的经验分布",
        ),
        spec: plotEcdf(psmDid.ecdf, { ...matched, title: null }),
      },
      {
        id: "match-weights",
        caption: say(lang, "Weights of the matched controls", "控制组匹配权重分布"),
        spec: plotMatchWeights(psmDid, { ...options, title: null }),
      },
    ],
  };
};

/** Whether a match was of units, and what its rows are called. */
function ofUnits({ spec }: PsmDidResult): boolean {
  return spec.design === "baseline" || spec.design === "pre-means";
}

function matchText(result: PsmDidResult, lang: Language): string {
  const { matching, balanceOverall } = result;
  const did = result.estimates.find((e) => e.term === "did");
  const bias = (side: "before" | "after") => balanceOverall[side].meanBias?.toFixed(1) ?? "–";
  const units = ofUnits(result);
  const [row, measure] = units ? ["units", "个个体"] : ["rows", "个观测值"];
  return say(
    lang,
    `${matching.onSupport} of ${matching.nTreated} treated ${row} find a match, and ${matching.nMatchedControls} of ${matching.nControls} control ${row} are used. The mean standardised bias goes from ${bias("before")}% to ${bias("after")}%.${did ? ` On the matched sample the effect is ${estimateText(did, "en")}, from ${result.sample.nObs} rows.` : ""}`,
    `处理组${matching.nTreated}${measure}中有${matching.onSupport}个找到匹配对象，控制组${matching.nControls}${measure}中有${matching.nMatchedControls}个用于匹配。平均标准化偏差由匹配前的${bias("before")}%变为匹配后的${bias("after")}%。${did ? `匹配样本（${result.sample.nObs}个观测值）的政策效应为${estimateText(did, "zh")}。` : ""}`,
  );
}

/** What carries the match, and whether it lasts. */
function auditText(result: PsmDidResult, lang: Language): string {
  const { audit, matching } = result;
  const measure = ofUnits(result) ? "个匹配个体" : "个匹配观测值";
  const effective = formatNumber(audit.effectiveControls, 1);
  const top = percent(audit.topTenthShare);
  return say(
    lang,
    `The ${matching.nMatchedControls} matched controls are worth ${effective} equally weighted ones; the heaviest tenth of them has ${top} of the weight.${stability(audit, "en")}`,
    `控制组${matching.nMatchedControls}${measure}的有效样本量为${effective}，权重最大的10%占总权重的${top}。${stability(audit, "zh")}`,
  );
}

function stability(
  { partnerStability, treatedWithGaps, controlsWithGaps }: MatchAudit,
  lang: Language,
): string {
  const gaps =
    treatedWithGaps + controlsWithGaps === 0
      ? ""
      : say(
          lang,
          ` ${treatedWithGaps} treated and ${controlsWithGaps} control units keep only some of their rows, so that the sample is no longer a full panel of them.`,
          `处理组${treatedWithGaps}个、控制组${controlsWithGaps}个个体仅保留部分时期，匹配样本不再是这些个体的完整面板。`,
        );
  if (partnerStability === null) return gaps;
  const share = percent(partnerStability);
  return (
    say(
      lang,
      ` From one period to the next, ${share} of a treated unit's partner units stay the same.`,
      `处理组个体的匹配对象在相邻两期中有${share}保持不变。`,
    ) + gaps
  );
}

function lostText(result: PsmDidResult, lang: Language): string[] {
  const { lost } = result.audit;
  if (lost.length === 0) return [];
  const entirely = lost.filter((row) => row.nLost === row.nRows).map((row) => row.unit);
  if (entirely.length === 0) return [];
  const named = entirely.slice(0, 8);
  const more = entirely.length - named.length;
  return [
    say(
      lang,
      `The estimate says nothing of ${entirely.length} treated units that have no match: ${named.join(", ")}${more > 0 ? ` and ${more} more` : ""}.`,
      `${entirely.length}个处理组个体没有匹配对象，估计结果不涉及这些个体：${named.join("、")}${more > 0 ? `等` : ""}。`,
    ),
  ];
}

function percent(share: number): string {
  return `${formatNumber(100 * share, 0)}%`;
}
