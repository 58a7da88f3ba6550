import type { Estimate, EstimationResult } from "@ceteris/core";
import { nameOf } from "../names.ts";
import { specFacts } from "../spec-facts.ts";
import { word } from "../words.ts";
import { bodyRow, textCell } from "./cells.ts";
import { estimateParts } from "./estimate-parts.ts";
import { makeSheet } from "./make-sheet.ts";
import { modelClauses, noteSentence, starsClause } from "./notes.ts";
import type { Sheet } from "./sheet.ts";
import { type SheetOptions, sheetFrame } from "./sheet-options.ts";
import { STARS, type StarLevel } from "./stars.ts";

export interface EstimatesSheetOptions extends SheetOptions {
  /** Default 4. */
  readonly digits?: number | undefined;
  /** Default `STARS`; empty for none. */
  readonly stars?: readonly StarLevel[] | undefined;
}

/** What `estimatesSheet` needs of a result. */
export interface EstimateRows {
  readonly estimates: readonly Estimate[];
  readonly spec: EstimationResult["spec"];
  readonly fit: EstimationResult["fit"];
}

/**
 * The rows of any result: estimate, standard error, t (or z), p and interval, one term a line.
 *
 * @example
 * console.log(sheetToText(estimatesSheet(twfe(panel, { outcome: "index" }))));
 */
export function estimatesSheet(result: EstimateRows, options: EstimatesSheetOptions = {}): Sheet {
  const { lang = "en", labels, digits = 4, stars = STARS } = options;
  const { level } = specFacts(result.spec);
  const parts = estimateParts(result.estimates, { level, digits, stars }, lang);
  const note = noteSentence([modelClauses([result], labels, lang), starsClause(stars, lang)], lang);
  return makeSheet({
    ...sheetFrame(options, { id: "estimates", title: "titleEstimates", notes: [note] }),
    columns: [
      { key: "term", header: word("term", lang), align: "left" },
      ...parts.map((part) => part.column),
    ],
    rows: result.estimates.map((e) =>
      bodyRow([textCell(nameOf(e.term, labels, lang)), ...parts.map((part) => part.cell(e))]),
    ),
  });
}
