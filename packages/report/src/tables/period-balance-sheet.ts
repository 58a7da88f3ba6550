import type { PeriodBalanceRow } from "@ceteris/core";
import { nameOf } from "../names.ts";
import { word } from "../words.ts";
import { type Adjustment, sampleWord } from "./adjustment.ts";
import { numberCell, textCell } from "./cells.ts";
import { makeSheet } from "./make-sheet.ts";
import type { Sheet } from "./sheet.ts";
import { type SheetOptions, sheetFrame } from "./sheet-options.ts";

export interface PeriodBalanceSheetOptions extends SheetOptions {
  /** What the samples are before and after. Default: weighting. */
  readonly adjustment?: Adjustment | undefined;
}

/** Balance of covariates in each period, before and under the weights that rows carry there. */
export function periodBalanceSheet(
  rows: readonly PeriodBalanceRow[],
  options: PeriodBalanceSheetOptions = {},
): Sheet {
  const { lang = "en", labels, adjustment = "weighting" } = options;
  const header = (what: "periodBias" | "periodKs", sample: "before" | "after") =>
    word(what, lang).replace("{sample}", lang === "zh" ? word(sampleWord(sample, adjustment), lang) : sample);
  return makeSheet({
    ...sheetFrame(options, {
      id: "period-balance",
      title: "titlePeriodBalance",
      notes: [rows.some((row) => row.treated) ? NOTE[lang] : null],
    }),
    columns: [
      { key: "time", header: word("time", lang), align: "left" },
      { key: "covariate", header: word("variable", lang), align: "left" },
      { key: "biasBefore", header: header("periodBias", "before"), align: "decimal" },
      { key: "biasAfter", header: header("periodBias", "after"), align: "decimal" },
      { key: "ksBefore", header: header("periodKs", "before"), align: "decimal" },
      { key: "ksAfter", header: header("periodKs", "after"), align: "decimal" },
    ],
    rows: rows.map((row, i) => {
      const repeated = row.time === rows[i - 1]?.time;
      return {
        kind: "body",
        continues: repeated,
        cells: [
          { text: `${row.time}${row.treated ? "†" : ""}`, repeated },
          textCell(nameOf(row.covariate, labels, lang)),
          numberCell(row.biasBefore, 1),
          numberCell(row.biasAfter, 1),
          numberCell(row.ksBefore, 3),
          numberCell(row.ksAfter, 3),
        ],
      };
    }),
  });
}

const NOTE = {
  en: "† Somebody is treated already, so that covariates may have moved with treatment.",
  zh: "†表示该期已有个体受处理，协变量可能受政策影响。",
} as const;
