import type { LostTreated } from "@ceteris/core";
import { type Word, word } from "../words.ts";
import { bodyRow, countCell, numberCell, textCell } from "./cells.ts";
import { makeSheet } from "./make-sheet.ts";
import type { Sheet, SheetColumn } from "./sheet.ts";
import { type SheetOptions, sheetFrame } from "./sheet-options.ts";

const REASONS: Readonly<Record<LostTreated["reason"], Word>> = {
  trimmed: "lostTrimmed",
  "outside-range": "lostOutsideRange",
  "thin-support": "lostThinSupport",
  "no-partner": "lostNoPartner",
};

/**
 * The treated units that a match loses, wholly or in part, why, and their mean score in the rows lost.
 *
 * @example
 * const sheet = lostTreatedSheet(result.audit.lost, { lang: "zh" });
 */
export function lostTreatedSheet(lost: readonly LostTreated[], options: SheetOptions = {}): Sheet {
  const { lang = "en" } = options;
  // Where units are matched, each has one row, and counting it says nothing.
  const counted = lost.some((row) => row.nRows > 1);
  const counts: readonly SheetColumn[] = [
    { key: "nLost", header: word("rowsLost", lang), align: "right" },
    { key: "nRows", header: word("nTreated", lang), align: "right" },
  ];
  return makeSheet({
    ...sheetFrame(options, { id: "lost-treated", title: "titleLost" }),
    columns: [
      { key: "unit", header: word("unit", lang), align: "left" },
      ...(counted ? counts : []),
      { key: "reason", header: word("reason", lang), align: "left" },
      { key: "score", header: word("meanScore", lang), align: "decimal" },
    ],
    rows: lost.map((row) =>
      bodyRow([
        textCell(row.unit),
        ...(counted ? [countCell(row.nLost, lang), countCell(row.nRows, lang)] : []),
        textCell(word(REASONS[row.reason], lang)),
        numberCell(row.score, 3),
      ]),
    ),
  });
}
