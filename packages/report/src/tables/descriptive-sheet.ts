import type { ColumnSummary } from "@ceteris/core";
import { nameOf } from "../names.ts";
import { fittingDigits } from "../numbers.ts";
import { word } from "../words.ts";
import { bodyRow, countCell, numberCell, textCell } from "./cells.ts";
import { makeSheet } from "./make-sheet.ts";
import type { Sheet } from "./sheet.ts";
import { type SheetOptions, sheetFrame } from "./sheet-options.ts";

export type DescriptiveStatistic =
  | "n"
  | "missing"
  | "distinct"
  | "mean"
  | "sd"
  | "min"
  | "p25"
  | "median"
  | "p75"
  | "max";

export interface DescriptiveSheetOptions extends SheetOptions {
  /** Default n, mean, sd, min, max. */
  readonly statistics?: readonly DescriptiveStatistic[] | undefined;
  /** Decimals, fewer in rows of large values; default 3. */
  readonly digits?: number | undefined;
}

const COUNTS = new Set<DescriptiveStatistic>(["n", "missing", "distinct"]);

/**
 * Descriptive statistics, a column of the data a line.
 *
 * @example
 * const sheet = descriptiveSheet(result.columns, { statistics: ["n", "mean", "sd", "median"] });
 */
export function descriptiveSheet(
  columns: readonly ColumnSummary[],
  options: DescriptiveSheetOptions = {},
): Sheet {
  const { lang = "en", labels, digits = 3 } = options;
  const statistics = options.statistics ?? ["n", "mean", "sd", "min", "max"];
  return makeSheet({
    ...sheetFrame(options, { id: "descriptive", title: "titleDescriptive" }),
    columns: [
      { key: "variable", header: word("variable", lang), align: "left" },
      ...statistics.map((key) => ({
        key,
        header: word(key === "n" ? "nObs" : key, lang),
        align: COUNTS.has(key) ? ("right" as const) : ("decimal" as const),
      })),
    ],
    rows: columns.map((column) => {
      const measured = statistics.filter((s) => !COUNTS.has(s)).map((s) => column[s]);
      const decimals = fittingDigits(measured, digits);
      return bodyRow([
        textCell(nameOf(column.column, labels, lang)),
        ...statistics.map((s) =>
          COUNTS.has(s) ? countCell(column[s], lang) : numberCell(column[s], decimals),
        ),
      ]);
    }),
  });
}
