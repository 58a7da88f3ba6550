import { type ComparedFigure, type Comparison, type Language, labelText } from "@ceteris/core";
import { formatNumber } from "../numbers.ts";
import { word } from "../words.ts";
import { bodyRow, numberCell, textCell } from "./cells.ts";
import { makeSheet } from "./make-sheet.ts";
import type { Sheet, SheetRow } from "./sheet.ts";
import { type SheetOptions, sheetFrame } from "./sheet-options.ts";

/** Published against replicated, figure by figure, with one more decimal for what was computed; counts have none. */
export function comparisonSheet(comparison: Comparison, options: SheetOptions = {}): Sheet {
  const { lang = "en" } = options;
  const rows = comparison.tables.flatMap((table): SheetRow[] => [
    { kind: "panel", title: labelText(table.title, lang) },
    ...table.figures.map((figure) => figureRow(figure, lang)),
  ]);
  return makeSheet({
    ...sheetFrame(options, { id: "comparison", title: "titleComparison" }),
    columns: [
      { key: "item", header: word("item", lang), align: "left" },
      { key: "printed", header: word("printed", lang), align: "decimal" },
      { key: "replicated", header: word("replicated", lang), align: "decimal" },
      { key: "difference", header: word("difference", lang), align: "decimal" },
      { key: "verdict", header: word("verdict", lang), align: "left" },
    ],
    rows,
  });
}

function figureRow(
  { item, printed, replicated, difference, verdict }: ComparedFigure,
  lang: Language,
): SheetRow {
  const digits = printed.split(".")[1]?.length ?? 0;
  const finer = digits === 0 && Number.isInteger(replicated) ? 0 : digits + 1;
  return bodyRow([
    textCell(labelText(item, lang)),
    { text: formatNumber(Number(printed), digits), value: Number(printed) },
    numberCell(replicated, finer),
    numberCell(difference, finer),
    textCell(word(verdict, lang)),
  ]);
}
