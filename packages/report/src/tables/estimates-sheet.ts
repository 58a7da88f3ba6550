import { type Estimate, type EstimationResult, type Label, labelText } from "@ceteris/core";
import { nameOf, type Wording } from "../names.ts";
import { formatPercent } from "../numbers.ts";
import { specFacts } from "../spec-facts.ts";
import { word } from "../words.ts";
import { bodyRow, intervalCell, numberCell, pCell, textCell } from "./cells.ts";
import { coefficientCell } from "./coefficient-cell.ts";
import { modelClauses, noteSentence, starsClause } from "./notes.ts";
import { makeSheet, type Sheet } from "./sheet.ts";
import { STARS, type StarLevel } from "./stars.ts";

export interface EstimatesSheetOptions extends Wording {
  /** Default "estimates". */
  readonly id?: string | undefined;
  readonly title?: Label | undefined;
  /** Default 4. */
  readonly digits?: number | undefined;
  /** Default `STARS`; empty for none. */
  readonly stars?: readonly StarLevel[] | undefined;
  readonly notes?: readonly Label[] | undefined;
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
  const normal = result.estimates.some((e) => e.pValue !== null && e.dof === null);
  const note = noteSentence([modelClauses([result], labels, lang), starsClause(stars, lang)], lang);
  return makeSheet({
    id: options.id ?? "estimates",
    title: options.title ? labelText(options.title, lang) : word("titleEstimates", lang),
    lang,
    columns: [
      { key: "term", header: word("term", lang), align: "left" },
      { key: "estimate", header: word("coefficient", lang), align: "decimal" },
      { key: "stdError", header: word("stdError", lang), align: "decimal" },
      { key: "statistic", header: word(normal ? "zValue" : "tValue", lang), align: "decimal" },
      { key: "pValue", header: word("pValue", lang), align: "decimal" },
      {
        key: "interval",
        header:
          level === null
            ? word("intervalPlain", lang)
            : word("interval", lang, { level: formatPercent(level) }),
        align: "center",
      },
    ],
    rows: result.estimates.map((e) =>
      bodyRow([
        textCell(nameOf(e.term, labels, lang)),
        coefficientCell(e, digits, stars),
        numberCell(e.stdError, digits),
        numberCell(e.statistic, 2),
        pCell(e.pValue),
        intervalCell(e.confLow, e.confHigh, digits),
      ]),
    ),
    notes: [note, ...(options.notes ?? []).map((n) => labelText(n, lang))].filter((n) => n !== null),
  });
}
