import { type Label, type Language, labelText } from "@ceteris/core";
import type { Wording } from "../names.ts";
import { type Word, word } from "../words.ts";
import { bodyRow, textCell } from "./cells.ts";
import { type Cell, makeSheet, type Sheet } from "./sheet.ts";

export interface ListingOptions extends Wording {
  readonly id?: string | undefined;
  readonly title?: Label | undefined;
  readonly notes?: readonly Label[] | undefined;
}

export type Listing = readonly (readonly [string, Cell])[];

/** A table of two columns: what, and how much. */
export function listingSheet(id: string, title: Word, lines: Listing, options: ListingOptions): Sheet {
  const lang: Language = options.lang ?? "en";
  return makeSheet({
    id: options.id ?? id,
    title: options.title ? labelText(options.title, lang) : word(title, lang),
    lang,
    columns: [
      { key: "statistic", header: word("statistic", lang), align: "left" },
      { key: "value", header: word("value", lang), align: "right" },
    ],
    rows: lines.map(([name, cell]) => bodyRow([textCell(name), cell])),
    notes: (options.notes ?? []).map((n) => labelText(n, lang)),
  });
}
