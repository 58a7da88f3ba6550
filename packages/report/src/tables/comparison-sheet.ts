import { type ComparedFigure, type Comparison, type Label, type Language, labelText } from "@ceteris/core";
import type { Wording } from "../names.ts";
import { formatNumber } from "../numbers.ts";
import { word } from "../words.ts";
import { bodyRow, numberCell, textCell } from "./cells.ts";
import { makeSheet, type Sheet, type SheetRow } from "./sheet.ts";

export interface ComparisonSheetOptions extends Wording {
  /** Default "comparison". */
  readonly id?: string | undefined;
  readonly title?: Label | undefined;
  readonly notes?: readonly Label[] | undefined;
}

/** Published against replicated, figure by figure, with one more decimal for what was computed. */
export function comparisonSheet(comparison: Comparison, options: ComparisonSheetOptions = {}): Sheet {
  const { lang = "en" } = options;
  const rows = comparison.tables.flatMap((table): SheetRow[] => [
    { kind: "panel", title: labelText(table.title, lang) },
    ...table.figures.map((figure) => figureRow(figure, lang)),
  ]);
  return makeSheet({
    id: options.id ?? "comparison",
    title: options.title ? labelText(options.title, lang) : word("titleComparison", lang),
    lang,
    columns: [
      { key: "item", header: word("item", lang), align: "left" },
      { key: "printed", header: word("printed", lang), align: "decimal" },
      { key: "replicated", header: word("replicated", lang), align: "decimal" },
      { key: "difference", header: word("difference", lang), align: "decimal" },
      { key: "verdict", header: word("verdict", lang), align: "left" },
    ],
    rows,
    notes: (options.notes ?? []).map((n) => labelText(n, lang)),
  });
}

function figureRow(
  { item, printed, replicated, difference, verdict }: ComparedFigure,
  lang: Language,
): SheetRow {
  const digits = printed.split(".")[1]?.length ?? 0;
  return bodyRow([
    textCell(labelText(item, lang)),
    { text: formatNumber(Number(printed), digits), value: Number(printed) },
    numberCell(replicated, digits + 1),
    numberCell(difference, digits + 1),
    textCell(word(verdict, lang)),
  ]);
}
