import type { ClusterSpread, LeaveOneOutResult } from "@ceteris/core";
import { type Word, word } from "../words.ts";
import { bodyRow, numberCell, textCell } from "./cells.ts";
import { makeSheet } from "./make-sheet.ts";
import type { Sheet } from "./sheet.ts";
import { type SheetOptions, sheetFrame } from "./sheet-options.ts";

const MEASURES = {
  nObs: "nObs",
  leverage: "leverage",
  partialLeverage: "partialLeverage",
  estimate: "estimateWithout",
} as const satisfies Record<ClusterSpread["measure"], Word>;

/**
 * How rows, leverages and effects are spread over the clusters left out: the more uneven, the less
 * clustered standard errors can be trusted.
 *
 * @example
 * const sheet = clusterSpreadSheet(leaveOneOut(panel, { outcome: "index" }));
 */
export function clusterSpreadSheet(result: LeaveOneOutResult, options: SheetOptions = {}): Sheet {
  const { lang = "en" } = options;
  const figures = ["min", "p25", "median", "mean", "p75", "max", "coefVar"] as const;
  return makeSheet({
    ...sheetFrame(options, { id: "cluster-spread", title: "titleClusterSpread", notes: [] }),
    columns: [
      { key: "measure", header: word("measure", lang), align: "left" },
      ...figures.map((key) => ({ key, header: word(key, lang), align: "decimal" as const })),
    ],
    rows: result.spread.map((row) =>
      bodyRow([
        textCell(word(MEASURES[row.measure], lang)),
        ...figures.map((key) => numberCell(row[key], row.measure === "nObs" && key !== "coefVar" ? 1 : 4)),
      ]),
    ),
  });
}
