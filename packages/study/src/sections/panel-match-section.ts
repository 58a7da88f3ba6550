import type { Language, PanelMatchResult } from "@ceteris/core";
import {
  eventStudySheet,
  formatNumber,
  joinNames,
  type Labels,
  MATCHED_PATH_WORDS,
  matchedSetsSheet,
  nameOf,
  plotEventStudy,
} from "@ceteris/report";
import { calendarLabels } from "./calendar.ts";
import { estimateText } from "./estimate-text.ts";
import { say } from "./say.ts";
import type { SectionBuilder } from "./section-builder.ts";
import { tableStyle } from "./table-style.ts";

export const panelMatchSection: SectionBuilder = ({ context, results, lang }) => {
  const { panelMatch } = results;
  if (!panelMatch) return null;
  const { labels } = context;
  const path = {
    timeLabels: calendarLabels(
      context.panel,
      panelMatch.estimates.map((e) => e.eventTime),
    ),
    lang,
    labels,
  };
  return {
    id: "panel-match",
    title: say(lang, "Matching on paths before treatment", "处理前路径匹配"),
    paragraphs: [setsText(panelMatch, labels, lang)],
    warnings: panelMatch.warnings,
    sheets: [
      matchedSetsSheet(panelMatch, { lang, labels }),
      eventStudySheet(panelMatch, {
        ...MATCHED_PATH_WORDS,
        ...path,
        ...tableStyle(context),
      }),
    ],
    figures: [
      {
        id: "panel-match",
        caption: say(
          lang,
          "Effects by event time, each treated unit against those whose paths ran most alike",
          "处理前路径匹配后的动态效应",
        ),
        spec: plotEventStudy(panelMatch, { ...path, title: null }),
      },
    ],
  };
};

function setsText(
  { average, matchedSets, spec }: PanelMatchResult,
  labels: Labels | undefined,
  lang: Language,
): string {
  const { nTreated, nMatched, median, nPartners, effectivePartners } = matchedSets;
  const { history, ratio, matchOn } = spec as unknown as PathSpec;
  const effective = formatNumber(effectivePartners, 1);
  const columns = joinNames(
    matchOn.map((name) => nameOf(name, labels, lang)),
    lang,
  );
  const nearest = say(
    lang,
    ratio === null ? "all of them" : `the ${ratio} of them whose paths of ${columns} ran most alike`,
    ratio === null ? "其中全部个体" : `其中${columns}路径最接近的${ratio}个个体`,
  );
  return say(
    lang,
    `${nMatched} of ${nTreated} starts of treatment have units of the same treatment history over the ${history} periods before (${median} in the median), and are compared with ${nearest}. ${nPartners} units serve as partners, worth ${effective} equally weighted ones. The mean effect after treatment is ${estimateText(average, "en")}.`,
    `${nTreated}次处理开始中有${nMatched}次存在处理前${history}期处理历史相同的个体（匹配集规模的中位数为${median}），并与${nearest}比较。共有${nPartners}个个体作为匹配对象，有效样本量为${effective}。处理后的平均效应为${estimateText(average, "zh")}。`,
  );
}

interface PathSpec {
  readonly history: number;
  readonly ratio: number | null;
  readonly matchOn: readonly string[];
}
