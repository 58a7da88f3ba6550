import type { JackknifeResult, Language } from "@ceteris/core";
import { type Labels, nameOf } from "../names.ts";
import { formatCount } from "../numbers.ts";
import { specFacts, specText } from "../spec-facts.ts";
import { word } from "../words.ts";
import { bodyRow, numberCell, textCell } from "./cells.ts";
import { estimateParts } from "./estimate-parts.ts";
import { makeSheet } from "./make-sheet.ts";
import type { Sheet } from "./sheet.ts";
import { type SheetOptions, sheetFrame } from "./sheet-options.ts";

export interface JackknifeSheetOptions extends SheetOptions {
  /** Default 4. */
  readonly digits?: number | undefined;
}

/**
 * A cluster jackknife in numbers, one estimate a line.
 *
 * @example
 * const sheet = jackknifeSheet(jackknife(panel, statistic), { lang: "zh" });
 */
export function jackknifeSheet(result: JackknifeResult, options: JackknifeSheetOptions = {}): Sheet {
  const { lang = "en", labels, digits = 4 } = options;
  const { estimates, spec } = result;
  const parts = estimateParts(estimates, { level: specFacts(spec).level, digits, stars: [] }, lang);
  return makeSheet({
    ...sheetFrame(options, {
      id: "jackknife",
      title: "titleJackknife",
      notes: [jackknifeNote(result, labels, lang)],
    }),
    columns: [
      { key: "term", header: word("term", lang), align: "left" },
      ...parts.map(({ column }) => column),
      { key: "bias", header: word("bootstrapBias", lang), align: "decimal" },
    ],
    rows: estimates.map((row) =>
      bodyRow([
        textCell(nameOf(row.term, labels, lang)),
        ...parts.map(({ cell }) => cell(row)),
        numberCell(row.bias, digits),
      ]),
    ),
  });
}

/** What was left out, and around what the squares are taken. */
function jackknifeNote(
  { clusters, spec }: JackknifeResult,
  labels: Labels | undefined,
  lang: Language,
): string {
  const column = nameOf(clusters.column, labels, lang);
  const n = formatCount(clusters.n, lang);
  const aroundMean = specText(spec, "centre") === "mean";
  if (lang === "zh") {
    const centre = aroundMean ? "剔除后各估计值的均值（CV3J）" : "全样本估计值（CV3）";
    return `逐一剔除${column}的每个聚类（共${n}个），并重新完成全部计算；方差围绕${centre}计算，t分布自由度为聚类数减1。`;
  }
  const centre = aroundMean
    ? "the mean of the estimates without one (CV3J)"
    : "the estimate on all the data (CV3)";
  return `Each of ${n} clusters of ${column} is left out once and everything computed anew; variances are taken around ${centre}, with t of one degree of freedom fewer than clusters.`;
}
