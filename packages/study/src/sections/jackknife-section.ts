import type { JackknifeResult } from "@ceteris/core";
import { formatCount, formatNumber, formatPercent, jackknifeSheet, nameOf } from "@ceteris/report";
import { anewText } from "./anew-text.ts";
import { pText } from "./estimate-text.ts";
import { resampledLabels } from "./resampled-labels.ts";
import { say } from "./say.ts";
import type { SectionBuilder } from "./section-builder.ts";

export const jackknifeSection: SectionBuilder = ({ context, results, lang }) => {
  const { jackknife, baseline } = results;
  if (!jackknife) return null;
  const labels = resampledLabels(context.labels);
  const main = jackknife.estimates[0]!;
  const { clusters } = jackknife;
  const formula = baseline?.models.at(-1)?.estimates.find((e) => e.term === main.term)?.stdError ?? null;
  const column = nameOf(clusters.column, labels, lang);
  const level = formatPercent(jackknife.spec.level as number);
  const number = (value: number | null) => (value === null ? "–" : formatNumber(value, 4));
  const interval = `[${number(main.confLow)}, ${number(main.confHigh)}]`;
  const p = main.pValue === null ? null : `p ${pText(main.pValue)}`;
  const n = formatCount(clusters.n, lang);
  const steps = anewText(context, lang);
  const range = rangeOf(jackknife, main.term);
  return {
    id: "jackknife",
    title: say(lang, "Jackknife of the whole study", "全流程刀切法"),
    paragraphs: [
      say(
        lang,
        `Leaving out each of ${n} clusters (${column}) in turn${steps}, the standard error of the effect is ${number(main.stdError)}${formula === null ? "" : `, against ${number(formula)} by the formula`}; the ${level} interval is ${interval}${p === null ? "" : ` (${p})`}.`,
        `以${column}为单位（共${n}个）逐一剔除${steps}，政策效应的标准误为${number(main.stdError)}${formula === null ? "" : `（按公式计算为${number(formula)}）`}，${level}置信区间为${interval}${p === null ? "" : `（${p}）`}。`,
      ),
      ...(range
        ? [
            say(
              lang,
              `The effect lies between ${number(range.low.estimate)} (without ${range.low.cluster}) and ${number(range.high.estimate)} (without ${range.high.cluster}).`,
              `剔除后的政策效应介于${number(range.low.estimate)}（剔除${range.low.cluster}）与${number(range.high.estimate)}（剔除${range.high.cluster}）之间。`,
            ),
          ]
        : []),
    ],
    warnings: jackknife.warnings,
    sheets: [jackknifeSheet(jackknife, { id: "jackknife", lang, labels })],
    figures: [],
  };
};

/** The smallest and the largest estimate without one cluster. */
function rangeOf({ leftOut }: JackknifeResult, term: string) {
  const found = leftOut.flatMap(({ cluster, estimates }) =>
    estimates[term] == null ? [] : [{ cluster, estimate: estimates[term] }],
  );
  if (found.length === 0) return null;
  const sorted = found.sort((a, b) => a.estimate - b.estimate);
  return { low: sorted[0]!, high: sorted.at(-1)! };
}
