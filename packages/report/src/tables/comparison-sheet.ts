import { type Label, labelText } from "@ceteris/core";
import type { Wording } from "../names.ts";
import { formatNumber } from "../numbers.ts";
import { word } from "../words.ts";
import { bodyRow, numberCell, textCell } from "./cells.ts";
import { makeSheet, type Sheet, type SheetRow } from "./sheet.ts";

/** A printed figure against the one computed. */
export interface ComparedFigure {
  readonly item: Label;
  readonly printed: number;
  /** Null when it could not be computed. */
  readonly replicated: number | null;
  /** Decimals printed; decides whether the two are the same. */
  readonly digits: number;
  /** Difference in absolute value that still counts as close; default: none does. */
  readonly within?: number | undefined;
  /** Figures of one printed table stand together under its name. */
  readonly section?: Label | undefined;
}

export type Verdict = "same" | "close" | "different" | "absent";

export interface ComparisonSheetOptions extends Wording {
  /** Default "comparison". */
  readonly id?: string | undefined;
  readonly title?: Label | undefined;
  readonly notes?: readonly Label[] | undefined;
}

/** `same` when the figure rounds to the printed one, `close` within the tolerance given. */
export function verdictOf(figure: ComparedFigure): Verdict {
  const { printed, replicated, digits, within = 0 } = figure;
  if (replicated === null) return "absent";
  if (Math.abs(replicated - printed) <= 0.5 * 10 ** -digits + 1e-12) return "same";
  return Math.abs(replicated - printed) <= within ? "close" : "different";
}

/** Published against replicated, figure by figure, with one more decimal for what was computed. */
export function comparisonSheet(
  figures: readonly ComparedFigure[],
  options: ComparisonSheetOptions = {},
): Sheet {
  const { lang = "en" } = options;
  const rows: SheetRow[] = [];
  let section = "";
  for (const figure of figures) {
    const name = figure.section === undefined ? "" : labelText(figure.section, lang);
    if (name !== section && name !== "") rows.push({ kind: "panel", title: name });
    section = name;
    const { printed, replicated, digits } = figure;
    rows.push(
      bodyRow([
        textCell(labelText(figure.item, lang)),
        { text: formatNumber(printed, digits), value: printed },
        numberCell(replicated, digits + 1),
        numberCell(replicated === null ? null : replicated - printed, digits + 1),
        textCell(word(verdictOf(figure), lang)),
      ]),
    );
  }
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
