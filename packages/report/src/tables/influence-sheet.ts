import type { Estimate, InfluenceRow, LeaveOneOutResult } from "@ceteris/core";
import { nameOf } from "../names.ts";
import { formatCount, formatNumber, formatPercent } from "../numbers.ts";
import { specFacts } from "../spec-facts.ts";
import { word } from "../words.ts";
import { blank, bodyRow, countCell, intervalCell, numberCell, pCell, textCell } from "./cells.ts";
import { intervalHeader } from "./estimate-parts.ts";
import { makeSheet } from "./make-sheet.ts";
import type { Sheet } from "./sheet.ts";
import { type SheetOptions, sheetFrame } from "./sheet-options.ts";

export interface InfluenceSheetOptions extends SheetOptions {
  /** Default 4. */
  readonly digits?: number | undefined;
  /** Clusters shown, the most influential first. Default 15. */
  readonly most?: number | undefined;
}

/**
 * The effect without each of the most influential clusters, what that changes, and how much of the design
 * the cluster has; last the effect with all of them.
 *
 * @example
 * const sheet = influenceSheet(leaveOneOut(panel, { outcome: "index" }), { lang: "zh" });
 */
export function influenceSheet(result: LeaveOneOutResult, options: InfluenceSheetOptions = {}): Sheet {
  const { lang = "en", digits = 4, most = 15, labels } = options;
  const shown = byInfluence(result.leftOut).slice(0, most);
  const decimal = (key: string, header: string) => ({ key, header, align: "decimal" as const });
  const figures = (row: Estimate) => [
    numberCell(row.estimate, digits),
    numberCell(row.stdError, digits),
    pCell(row.pValue),
    intervalCell(row.confLow, row.confHigh, digits),
  ];
  return makeSheet({
    ...sheetFrame(options, {
      id: "influence",
      title: "titleInfluence",
      notes: [note(result, shown.length, options)],
    }),
    columns: [
      {
        key: "cluster",
        header: `${word("leftOut", lang)}${lang === "zh" ? "的" : ": "}${nameOf(result.by, labels, lang)}`,
        align: "left",
      },
      decimal("estimate", word("estimate", lang)),
      decimal("stdError", word("stdError", lang)),
      decimal("pValue", word("pValue", lang)),
      decimal("interval", intervalHeader(specFacts(result.spec).level, lang)),
      decimal("change", word("change", lang)),
      { key: "nObs", header: word("nObs", lang), align: "right" },
      decimal("leverage", word("leverage", lang)),
      decimal("partialLeverage", word("partialLeverage", lang)),
    ],
    rows: [
      ...shown.map((row) =>
        bodyRow([
          textCell(row.cluster),
          ...figures(row),
          numberCell(row.change, digits),
          countCell(row.nObs, lang),
          numberCell(row.leverage, 3),
          numberCell(row.partialLeverage, 3),
        ]),
      ),
      { kind: "rule" },
      bodyRow([
        textCell(word("leftOutNobody", lang)),
        ...figures(result.estimates[0]!),
        blank,
        countCell(result.sample.nObs, lang),
        blank,
        blank,
      ]),
    ],
  });
}

/** Largest change first; those that the effect is not identified without before all. */
function byInfluence(rows: readonly InfluenceRow[]): readonly InfluenceRow[] {
  const size = ({ change }: InfluenceRow) => (change === null ? Number.POSITIVE_INFINITY : Math.abs(change));
  return rows.toSorted((a, b) => size(b) - size(a) || 0);
}

function note(result: LeaveOneOutResult, shown: number, options: InfluenceSheetOptions): string {
  const { lang = "en", digits = 4, labels } = options;
  const { nClusters, jackknife, effectiveClusters, by, spec } = result;
  const { stdError, confLow, confHigh } = jackknife.cv3;
  const name = nameOf(by, labels, lang);
  const count = formatCount(nClusters, lang);
  const level = formatPercent(specFacts(spec).level ?? 0.95);
  const effective = formatNumber(effectiveClusters, 1);
  const interval =
    confLow === null || confHigh === null
      ? ""
      : `[${formatNumber(confLow, digits)}, ${formatNumber(confHigh, digits)}]`;
  if (lang === "zh") {
    const rest = shown < nClusters ? `按影响大小列出${count}个${name}中的前${shown}个。` : "";
    const error =
      stdError === null
        ? ""
        : `刀切法（CV3）标准误为${formatNumber(stdError, digits)}，${level}置信区间${interval}。`;
    return `${rest}杠杆值已扣除嵌套于${name}的固定效应；偏杠杆值为处理变量剩余变异中来自该取值的比例，合计为1，相当于${effective}个杠杆相等的聚类。${error}`;
  }
  const rest = shown < nClusters ? `The ${shown} most influential of ${count} levels of ${name}. ` : "";
  const error =
    stdError === null
      ? ""
      : ` Cluster jackknife (CV3): standard error ${formatNumber(stdError, digits)}, ${level} confidence interval ${interval}.`;
  return `${rest}Leverage is net of fixed effects within ${name}; partial leverage is the share in what variation of treatment the model leaves, adds up to 1, and amounts to ${effective} clusters of equal leverage.${error}`;
}
