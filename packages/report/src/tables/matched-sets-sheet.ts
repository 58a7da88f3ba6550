import type { Estimate, PanelMatchResult } from "@ceteris/core";
import { word } from "../words.ts";
import { countCell, numberCell, textCell } from "./cells.ts";
import { coefficientCell } from "./coefficient-cell.ts";
import { listingSheet } from "./listing-sheet.ts";
import type { Sheet } from "./sheet.ts";
import type { SheetOptions } from "./sheet-options.ts";
import { STARS } from "./stars.ts";

/**
 * Matching on paths: the mean effect after treatment, how many starts of treatment found partners, the
 * sizes of their matched sets, and what the partners are worth.
 *
 * @example
 * const sheet = matchedSetsSheet(panelMatch(panel, { outcome: "index", after: 2 }));
 */
export function matchedSetsSheet(
  result: Pick<PanelMatchResult, "average" | "matchedSets">,
  options: SheetOptions = {},
): Sheet {
  const { lang = "en" } = options;
  const sets = result.matchedSets;
  const effect: Estimate = result.average;
  return listingSheet(
    "matched-sets",
    "titleMatchedSets",
    [
      [word("averagePost", lang), coefficientCell(effect, 4, STARS)],
      [word("stdError", lang), numberCell(effect.stdError, 4)],
      [word("startsOfTreatment", lang), countCell(sets.nTreated, lang)],
      [word("startsMatched", lang), countCell(sets.nMatched, lang)],
      [word("setSizes", lang), textCell([sets.smallest, sets.median, sets.largest].join(" / "))],
      [word("nPartners", lang), countCell(sets.nPartners, lang)],
      [word("effectiveControls", lang), numberCell(sets.effectivePartners, 1)],
    ],
    options,
  );
}
