import type { Estimate, Language } from "@ceteris/core";
import { formatPercent } from "../numbers.ts";
import { word } from "../words.ts";
import { intervalCell, numberCell, pCell } from "./cells.ts";
import { coefficientCell } from "./coefficient-cell.ts";
import type { Cell, SheetColumn } from "./sheet.ts";
import type { StarLevel } from "./stars.ts";

/** A column of estimates, and the cell that a row has in it. */
export interface EstimatePart {
  readonly column: SheetColumn;
  cell(row: Estimate): Cell;
}

/** Coefficient with stars, standard error, t (or z), p and interval. */
export function estimateParts(
  rows: readonly Estimate[],
  { level, digits, stars }: { level: number | null; digits: number; stars: readonly StarLevel[] },
  lang: Language,
): readonly EstimatePart[] {
  const decimal = (key: string, header: string): SheetColumn => ({ key, header, align: "decimal" });
  return [
    {
      column: decimal("estimate", word("coefficient", lang)),
      cell: (row) => coefficientCell(row, digits, stars),
    },
    { column: decimal("stdError", word("stdError", lang)), cell: (row) => numberCell(row.stdError, digits) },
    {
      column: decimal("statistic", statisticHeader(rows, lang)),
      cell: (row) => numberCell(row.statistic, 2),
    },
    { column: decimal("pValue", word("pValue", lang)), cell: (row) => pCell(row.pValue) },
    {
      column: { key: "interval", header: intervalHeader(level, lang), align: "center" },
      cell: (row) => intervalCell(row.confLow, row.confHigh, digits),
    },
  ];
}

/** Whether p values and intervals are those of the normal distribution, not of t. */
export function usesNormal(rows: readonly Estimate[]): boolean {
  return rows.some((row) => row.pValue !== null && row.dof === null);
}

/** `t value`, or `z value` where inference is normal. */
export function statisticHeader(rows: readonly Estimate[], lang: Language): string {
  return word(usesNormal(rows) ? "zValue" : "tValue", lang);
}

/** `95% CI`, or plainly what it is when the level is not known. */
export function intervalHeader(level: number | null, lang: Language): string {
  return level === null
    ? word("intervalPlain", lang)
    : word("interval", lang, { level: formatPercent(level) });
}
