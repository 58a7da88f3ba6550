import type { DistributionRow, Language } from "@ceteris/core";
import { nameOf } from "../names.ts";
import { word } from "../words.ts";
import { type Adjustment, sampleWord } from "./adjustment.ts";
import { numberCell, textCell } from "./cells.ts";
import { makeSheet } from "./make-sheet.ts";
import type { Sheet } from "./sheet.ts";
import { type SheetOptions, sheetFrame } from "./sheet-options.ts";

export interface DistributionSheetOptions extends SheetOptions {
  /** Standard deviation that differences are in, as the result's `spec` has it. Default: not said. */
  readonly standardDeviation?: string | undefined;
  /** What the samples are before and after. Default: weighting. */
  readonly adjustment?: Adjustment | undefined;
}

/** Balance beyond the mean: difference of means, variance ratio, distances of the distribution functions. */
export function distributionSheet(
  rows: readonly DistributionRow[],
  options: DistributionSheetOptions = {},
): Sheet {
  const { lang = "en", labels, standardDeviation = "", adjustment = "weighting" } = options;
  return makeSheet({
    ...sheetFrame(options, {
      id: "distribution",
      title: "titleDistribution",
      notes: [note(standardDeviation, lang), rows.some((row) => row.type === "binary") ? BINARY[lang] : null],
    }),
    columns: [
      { key: "covariate", header: word("variable", lang), align: "left" },
      { key: "sample", header: word("sample", lang), align: "left" },
      { key: "difference", header: word("meanDifference", lang), align: "decimal" },
      { key: "varianceRatio", header: word("varianceRatio", lang), align: "decimal" },
      { key: "ks", header: word("ks", lang), align: "decimal" },
      { key: "ecdfMean", header: word("ecdfMean", lang), align: "decimal" },
    ],
    rows: rows.map((row, i) => {
      const repeated = row.covariate === rows[i - 1]?.covariate;
      return {
        kind: "body",
        continues: repeated,
        cells: [
          { text: nameOf(row.covariate, labels, lang), repeated },
          textCell(word(sampleWord(row.sample, adjustment), lang)),
          numberCell(row.difference, 3, row.type === "binary" ? "‡" : ""),
          numberCell(row.varianceRatio, 2),
          numberCell(row.ks, 3),
          numberCell(row.ecdfMean, 3),
        ],
      };
    }),
  });
}

const DEVIATIONS: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  treated: { en: "of the treated", zh: "处理组" },
  controls: { en: "of the controls", zh: "控制组" },
  pooled: { en: "pooled over the two groups", zh: "两组合并" },
  all: { en: "of all units", zh: "全部个体" },
};

function note(standardDeviation: string, lang: Language): string {
  const whose = DEVIATIONS[standardDeviation]?.[lang];
  if (lang === "zh") return `均值差异以调整前的${whose ?? ""}标准差为单位。`;
  return `Differences of means are in standard deviations${whose ? ` ${whose}` : ""} before adjustment.`;
}

const BINARY = {
  en: "‡ 0/1 variable: difference of shares.",
  zh: "‡表示0/1变量，为比例之差。",
} as const;
