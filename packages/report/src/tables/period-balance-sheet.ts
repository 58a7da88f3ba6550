import type { PeriodBalanceRow } from "@ceteris/core";
import { nameOf } from "../names.ts";
import { word } from "../words.ts";
import { numberCell, textCell } from "./cells.ts";
import { makeSheet, type Sheet } from "./sheet.ts";
import { type SheetOptions, sheetFrame } from "./sheet-options.ts";

/** Balance of covariates in each period under weights that units carry through all of them. */
export function periodBalanceSheet(rows: readonly PeriodBalanceRow[], options: SheetOptions = {}): Sheet {
  const { lang = "en", labels } = options;
  return makeSheet({
    ...sheetFrame(options, {
      id: "period-balance",
      title: "titlePeriodBalance",
      notes: [rows.some((row) => row.treated) ? NOTE[lang] : null],
    }),
    columns: [
      { key: "time", header: word("time", lang), align: "left" },
      { key: "covariate", header: word("variable", lang), align: "left" },
      { key: "biasBefore", header: word("biasBefore", lang), align: "decimal" },
      { key: "biasAfter", header: word("biasAfter", lang), align: "decimal" },
      { key: "ksBefore", header: word("ksBefore", lang), align: "decimal" },
      { key: "ksAfter", header: word("ksAfter", lang), align: "decimal" },
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
