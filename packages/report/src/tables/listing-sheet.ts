import { type Word, word } from "../words.ts";
import { bodyRow, textCell } from "./cells.ts";
import { makeSheet } from "./make-sheet.ts";
import type { Cell, Sheet } from "./sheet.ts";
import { type SheetOptions, sheetFrame } from "./sheet-options.ts";

export type Listing = readonly (readonly [string, Cell])[];

/** A table of two columns: what, and how much. */
export function listingSheet(id: string, title: Word, lines: Listing, options: SheetOptions): Sheet {
  const { lang = "en" } = options;
  return makeSheet({
    ...sheetFrame(options, { id, title }),
    columns: [
      { key: "statistic", header: word("statistic", lang), align: "left" },
      { key: "value", header: word("value", lang), align: "right" },
    ],
    rows: lines.map(([name, cell]) => bodyRow([textCell(name), cell])),
  });
}
