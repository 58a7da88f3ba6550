import type { PsmDidResult } from "@ceteris/core";
import { word } from "../words.ts";
import { type Adjustment, sampleWord } from "./adjustment.ts";
import { bodyRow, numberCell, pCell, textCell } from "./cells.ts";
import { makeSheet } from "./make-sheet.ts";
import type { Sheet } from "./sheet.ts";
import { type SheetOptions, sheetFrame } from "./sheet-options.ts";

export interface BalanceOverallSheetOptions extends SheetOptions {
  /** What the samples are before and after. Default: matching. */
  readonly adjustment?: Adjustment | undefined;
}

/** Balance of all covariates at once, before and after matching or weighting. */
export function balanceOverallSheet(
  overall: PsmDidResult["balanceOverall"],
  options: BalanceOverallSheetOptions = {},
): Sheet {
  const { lang = "en", adjustment = "matching" } = options;
  return makeSheet({
    ...sheetFrame(options, { id: "balance-overall", title: "titleBalanceOverall", notes: [NOTE[lang]] }),
    columns: [
      { key: "sample", header: word("sample", lang), align: "left" },
      { key: "pseudoR2", header: word("pseudoR2", lang), align: "decimal" },
      { key: "lrChi2", header: word("lrChi2", lang), align: "decimal" },
      { key: "pValue", header: word("pValue", lang), align: "decimal" },
      { key: "meanBias", header: word("meanBias", lang), align: "decimal" },
      { key: "medianBias", header: word("medianBias", lang), align: "decimal" },
      { key: "rubinB", header: word("rubinB", lang), align: "decimal" },
      { key: "rubinR", header: word("rubinR", lang), align: "decimal" },
    ],
    rows: (["before", "after"] as const).map((sample) => {
      const row = overall[sample];
      return bodyRow([
        textCell(word(sampleWord(sample, adjustment), lang)),
        numberCell(row.pseudoR2, 3),
        numberCell(row.lrChi2, 2),
        pCell(row.pValue),
        numberCell(row.meanBias, 1),
        numberCell(row.medianBias, 1),
        flagged(row.rubinB, 1, row.rubinB !== null && row.rubinB > 25),
        flagged(row.rubinR, 2, row.rubinR !== null && (row.rubinR < 0.5 || row.rubinR > 2)),
      ]);
    }),
  });
}

function flagged(value: number | null, digits: number, flag: boolean) {
  return numberCell(value, digits, flag ? "†" : "");
}

const NOTE = {
  en: "† Rubin’s B above 25, or Rubin’s R outside 0.5 to 2.",
  zh: "†表示Rubin B值大于25，或Rubin R值不在0.5与2之间。",
} as const;
