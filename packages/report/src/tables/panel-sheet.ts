import type { PanelSummary } from "@ceteris/core";
import { word } from "../words.ts";
import { countCell, textCell } from "./cells.ts";
import { listingSheet } from "./listing-sheet.ts";
import type { Sheet } from "./sheet.ts";
import type { SheetOptions } from "./sheet-options.ts";

/** The structure of a panel: size, balance, gaps, entry and exit, cohorts. */
export function panelSheet(panel: PanelSummary, options: SheetOptions = {}): Sheet {
  const { lang = "en" } = options;
  const counts = ["nRows", "nUnits", "nPeriods"] as const;
  const holes = ["unitsWithGaps", "unitsEnteringLate", "unitsLeavingEarly"] as const;
  const lines = [
    ...counts.map((key) => [word(key, lang), countCell(panel[key], lang)] as const),
    [word("time", lang), textCell(`${panel.periods[0]}–${panel.periods.at(-1)}`)] as const,
    [word("balanced", lang), textCell(word(panel.balanced ? "yes" : "no", lang))] as const,
    ...holes
      .filter(() => !panel.balanced)
      .map((key) => [word(key, lang), countCell(panel[key], lang)] as const),
    ...panel.cohorts.map(
      ({ cohort, nUnits }) =>
        [
          cohort === null ? word("neverTreated", lang) : word("cohortUnits", lang, { cohort }),
          countCell(nUnits, lang),
        ] as const,
    ),
    ...(panel.alwaysTreated > 0
      ? [[word("alwaysTreated", lang), countCell(panel.alwaysTreated, lang)] as const]
      : []),
  ];
  return listingSheet("panel", "titlePanel", lines, options);
}
