import type { BalanceRow } from "@ceteris/core";
import { nameOf } from "../names.ts";
import { word } from "../words.ts";

import { type Adjustment, sampleWord } from "./adjustment.ts";
import { blank, numberCell, pCell, textCell } from "./cells.ts";

import { makeSheet } from "./make-sheet.ts";
import type { Sheet } from "./sheet.ts";
import { type SheetOptions, sheetFrame } from "./sheet-options.ts";

export interface BalanceSheetOptions extends SheetOptions {
  /** Decimals of means; default 3. */
  readonly digits?: number | undefined;
  /** What the samples are before and after. Default: matching. */
  readonly adjustment?: Adjustment | undefined;
}

/**
 * Covariates before and after matching or weighting: means, standardised bias and its reduction, t test, variance ratio.
 *
 * @example
 * const sheet = balanceSheet(result.balance, { labels: { log_population: { en: "Population", zh: "人口规模" } } });
 */
export function balanceSheet(rows: readonly BalanceRow[], options: BalanceSheetOptions = {}): Sheet {
  const { lang = "en", labels, digits = 3, adjustment = "matching" } = options;
  return makeSheet({
    ...sheetFrame(options, {
      id: "balance",
      title: "titleBalance",
      notes: [NOTES[adjustment][lang], rows.some((row) => row.varianceFlag) ? FLAG[lang] : null],
    }),
    columns: [
      { key: "covariate", header: word("variable", lang), align: "left" },
      { key: "sample", header: word("sample", lang), align: "left" },
      { key: "meanTreated", header: word("meanTreated", lang), align: "decimal" },
      { key: "meanControl", header: word("meanControl", lang), align: "decimal" },
      { key: "biasPct", header: word("biasPct", lang), align: "decimal" },
      { key: "reductionPct", header: word("reductionPct", lang), align: "decimal" },
      { key: "t", header: word("tValue", lang), align: "decimal" },
      { key: "pValue", header: word("pValue", lang), align: "decimal" },
      { key: "varianceRatio", header: word("varianceRatio", lang), align: "decimal" },
    ],
    rows: rows.map((row, i) => ({
      kind: "body",
      continues: row.covariate === rows[i - 1]?.covariate,
      cells: [
        {
          text: nameOf(row.covariate, labels, lang),
          repeated: row.covariate === rows[i - 1]?.covariate,
        },
        textCell(word(sampleWord(row.sample, adjustment), lang)),
        numberCell(row.meanTreated, digits),
        numberCell(row.meanControl, digits),
        numberCell(row.biasPct, 1),
        row.sample === "before" ? blank : numberCell(row.reductionPct, 1),
        numberCell(row.t, 2),
        pCell(row.pValue),
        numberCell(row.varianceRatio, 2, row.varianceFlag ? "†" : ""),
      ],
    })),
  });
}

const FLAG = {
  en: "† Variance ratio outside the middle 95% of the F distribution with n − 1 and n − 1 degrees of freedom, n the treated of the sample.",
  zh: "†表示方差比超出F(n−1, n−1)分布的2.5%与97.5%分位数，n为该样本的处理组数量。",
} as const;

const NOTES = {
  matching: {
    en: "The standardised bias is the difference of means over the root mean of the two variances before matching.",
    zh: "标准化偏差为两组均值之差除以匹配前两组方差均值的平方根。",
  },
  weighting: {
    en: "The standardised bias is the difference of means over the root mean of the two variances before weighting; t takes the weights as given, each group counting its effective size.",
    zh: "标准化偏差为两组均值之差除以加权前两组方差均值的平方根；t值视权重为给定，各组以有效样本量计。",
  },
} as const;
