import { uniqueWarnings } from "@ceteris/core";
import { descriptiveSheet } from "@ceteris/report";
import { say } from "./say.ts";
import type { SectionBuilder } from "./section-builder.ts";

export const describeSection: SectionBuilder = ({ context, results, lang }) => {
  const { describe } = results;
  if (!describe) return null;
  const { panel } = describe;
  const paragraphs = panel
    ? [
        say(
          lang,
          `${panel.nUnits} units over ${panel.nPeriods} periods (${panel.periods[0]}–${panel.periods.at(-1)}), ${panel.nRows} rows, ${panel.balanced ? "balanced" : "unbalanced"}.`,
          `${panel.nUnits}个个体，${panel.nPeriods}期（${panel.periods[0]}—${panel.periods.at(-1)}），共${panel.nRows}个观测值，${panel.balanced ? "平衡面板" : "非平衡面板"}。`,
        ),
      ]
    : [];
  return {
    id: "describe",
    title: say(lang, "Data", "数据与描述性统计"),
    paragraphs,
    warnings: uniqueWarnings(context.panel.table.source.warnings, describe.warnings),
    sheets: [descriptiveSheet(describe.columns, { id: "descriptive", lang, labels: context.labels })],
    figures: [],
  };
};
