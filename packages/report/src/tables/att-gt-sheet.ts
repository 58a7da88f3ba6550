import type { AttGtResult } from "@ceteris/core";
import { specFacts } from "../spec-facts.ts";
import { word } from "../words.ts";
import { attGtClause } from "./att-gt-clause.ts";
import { bodyRow, textCell } from "./cells.ts";
import { estimateParts } from "./estimate-parts.ts";
import { eventTimeName, timeName } from "./event-time-name.ts";
import { makeSheet } from "./make-sheet.ts";
import { modelClauses, noteSentence, starsClause } from "./notes.ts";
import { pretrendRows, withReference } from "./path-rows.ts";
import type { Sheet } from "./sheet.ts";
import { type SheetOptions, sheetFrame } from "./sheet-options.ts";
import { STARS, type StarLevel } from "./stars.ts";

export interface AttGtSheetOptions extends SheetOptions {
  /** Default 4. */
  readonly digits?: number | undefined;
  /** Default `STARS`; empty for none. */
  readonly stars?: readonly StarLevel[] | undefined;
}

/**
 * Group-time effects, a period a line under its cohort, with the joint test of those before treatment.
 *
 * @example
 * console.log(sheetToText(attGtSheet(attGt(panel, { outcome: "index" }))));
 */
export function attGtSheet(result: AttGtResult, options: AttGtSheetOptions = {}): Sheet {
  const { lang = "en", labels, digits = 4, stars = STARS } = options;
  const { level } = specFacts(result.spec);
  const parts = withReference(estimateParts(result.estimates, { level, digits, stars }, lang), lang);
  return makeSheet({
    ...sheetFrame(options, {
      id: "att-gt",
      title: "titleAttGt",
      notes: [
        noteSentence(
          [attGtClause(result, true, lang), modelClauses([result], labels, lang), starsClause(stars, lang)],
          lang,
        ),
      ],
    }),
    columns: [
      { key: "cohort", header: word("cohort", lang), align: "left" },
      { key: "time", header: timeName(result, labels, lang), align: "left" },
      { key: "eventTime", header: word("eventTime", lang), align: "right" },
      ...parts.map((part) => part.column),
    ],
    rows: [
      ...result.estimates.map((row, i) =>
        bodyRow([
          { text: String(row.cohort), repeated: result.estimates[i - 1]?.cohort === row.cohort },
          textCell(String(row.time)),
          { text: eventTimeName(row.eventTime, null), value: row.eventTime },
          ...parts.map((part) => part.cell(row)),
        ]),
      ),
      { kind: "rule" },
      ...pretrendRows(result, parts.length + 3, 3, lang),
    ],
  });
}
