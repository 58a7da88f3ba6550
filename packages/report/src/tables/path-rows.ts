import type { Estimate, EstimationResult, Language, WaldTest } from "@ceteris/core";
import { word } from "../words.ts";
import { blank, bodyRow, countCell, numberCell, pCell, textCell } from "./cells.ts";
import type { EstimatePart } from "./estimate-parts.ts";
import type { SheetRow } from "./sheet.ts";

/** The columns of estimates with a base period among the rows: 0, and its word where the statistic stands. */
export function withReference(parts: readonly EstimatePart[], lang: Language): readonly EstimatePart[] {
  return parts.map(({ column, cell }) => ({
    column,
    cell: (row: Estimate & { readonly reference?: boolean }) => {
      if (!row.reference) return cell(row);
      if (column.key === "estimate") return { text: "0", value: 0 };
      return column.key === "statistic" ? textCell(word("basePeriod", lang)) : blank;
    },
  }));
}

/** Lines at the foot: the joint test of the effects before treatment, and the observations. */
export function pretrendRows(
  { pretrend, sample }: { readonly pretrend: WaldTest | null; readonly sample: EstimationResult["sample"] },
  width: number,
  at: number,
  lang: Language,
): readonly SheetRow[] {
  const line = (label: string, cell: ReturnType<typeof textCell>) =>
    bodyRow(Array.from({ length: width }, (_, i) => (i === 0 ? textCell(label) : i === at ? cell : blank)));
  const tests = pretrend
    ? [
        line(
          word("pretrend", lang, { d: pretrend.dof2 === null ? `χ²(${pretrend.dof1})` : "F" }),
          numberCell(pretrend.statistic, 3),
        ),
        line(word("pretrendP", lang), pCell(pretrend.pValue)),
      ]
    : [];
  return [...tests, line(word("nObs", lang), { ...countCell(sample.nObs, lang), align: "center" })];
}
