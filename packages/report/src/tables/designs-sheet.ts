import type { DesignRow, PsmDesignsResult } from "@ceteris/core";
import { type Word, word } from "../words.ts";
import { blank, bodyRow, countCell, numberCell, pCell, textCell } from "./cells.ts";
import { coefficientCell } from "./coefficient-cell.ts";
import { makeSheet } from "./make-sheet.ts";
import { noteSentence, starsClause } from "./notes.ts";
import type { Sheet, SheetColumn } from "./sheet.ts";
import { type SheetOptions, sheetFrame } from "./sheet-options.ts";
import { STARS, type StarLevel } from "./stars.ts";

export interface DesignsSheetOptions extends SheetOptions {
  /** Default 4. */
  readonly digits?: number | undefined;
  /** Default `STARS`; empty for none. */
  readonly stars?: readonly StarLevel[] | undefined;
}

export const DESIGN_WORDS: Readonly<Record<DesignRow["design"], Word>> = {
  unmatched: "designUnmatched",
  pooled: "designPooled",
  "by-period": "designByPeriod",
  baseline: "designBaseline",
  "pre-means": "designPreMeans",
  paths: "designPaths",
};

/**
 * The designs of a match side by side: effect, sample, balance left, and what makes a design doubtful.
 *
 * @example
 * const sheet = designsSheet(psmDesigns(panel, { outcome: "index", controls: ["gdp"], caliper: 0.05 }));
 */
export function designsSheet(result: PsmDesignsResult, options: DesignsSheetOptions = {}): Sheet {
  const { lang = "en", digits = 4, stars = STARS } = options;
  const decimal = (key: string, header: Word): SheetColumn => ({
    key,
    header: word(header, lang),
    align: "decimal",
  });
  const count = (key: string, header: Word): SheetColumn => ({
    key,
    header: word(header, lang),
    align: "right",
  });
  const optional = (value: number | null, places: number) =>
    value === null ? blank : numberCell(value, places);
  const percent = (share: number | null) => optional(share === null ? null : 100 * share, 1);
  return makeSheet({
    ...sheetFrame(options, {
      id: "designs",
      title: "titleDesigns",
      notes: [NOTE[lang], noteSentence([starsClause(stars, lang)], lang)],
    }),
    columns: [
      { key: "design", header: word("design", lang), align: "left" },
      decimal("estimate", "coefficient"),
      decimal("stdError", "stdError"),
      decimal("pValue", "pValue"),
      count("nObs", "nObs"),
      count("nTreatedUnits", "treatedGroup"),
      count("nControlUnits", "controlGroup"),
      decimal("effectiveControls", "effectiveShort"),
      decimal("meanBias", "meanBias"),
      decimal("rubinB", "rubinB"),
      decimal("matchedToSelf", "selfShort"),
      decimal("matchedToOtherPeriod", "otherPeriodShort"),
    ],
    rows: result.rows.map((row) =>
      bodyRow([
        textCell(word(DESIGN_WORDS[row.design], lang)),
        coefficientCell(row, digits, stars),
        numberCell(row.stdError, digits),
        pCell(row.pValue),
        countCell(row.nObs, lang),
        countCell(row.nTreatedUnits, lang),
        countCell(row.nControlUnits, lang),
        optional(row.effectiveControls, 1),
        optional(row.meanBias, 1),
        optional(row.rubinB, 1),
        percent(row.matchedToSelf),
        percent(row.matchedToOtherPeriod),
      ]),
    ),
  });
}

const NOTE = {
  en: "Treated and control count units in the sample of the estimate; effective is the number of equally weighted controls that the matched ones are worth, of rows in the pooled and by-period designs and of units in the others. Errors take the match as given; those of outcome paths are normal.",
  zh: "处理组与控制组为估计样本中的个体数。混合匹配与逐期匹配的有效控制组以观测值计，其余以个体计。标准误未考虑匹配本身的抽样误差；路径匹配采用正态分布。",
} as const;
