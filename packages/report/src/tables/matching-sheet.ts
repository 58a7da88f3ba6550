import type { Language, PsmDidResult, ScoreRange } from "@ceteris/core";
import { specText } from "../spec-facts.ts";
import { word } from "../words.ts";
import { countCell, intervalCell, numberCell } from "./cells.ts";
import { type Listing, listingSheet } from "./listing-sheet.ts";
import type { Sheet } from "./sheet.ts";
import type { SheetOptions } from "./sheet-options.ts";

const ROWS = {
  nTreated: "nTreated",
  nControls: "nControls",
  onSupport: "onSupport",
  offSupport: "offSupport",
  nMatchedControls: "nMatchedControls",
} as const;

const UNITS = {
  nTreated: "nTreatedMatching",
  nControls: "nControlsMatching",
  onSupport: "onSupportUnits",
  offSupport: "offSupportUnits",
  nMatchedControls: "nMatchedControlUnits",
} as const;

const COUNTS = ["nTreated", "nControls", "onSupport", "offSupport", "nMatchedControls"] as const;

/**
 * What a match did: rows in, rows matched, matches with the same unit or another period, what the matched
 * controls are worth, and how far the scores overlap.
 *
 * @example
 * const sheet = matchingSheet(psmDid(panel, { outcome: "index", controls: ["gdp"], caliper: 0.05 }));
 */
export function matchingSheet(
  result: Pick<PsmDidResult, "matching" | "audit" | "spec">,
  options: SheetOptions = {},
): Sheet {
  const { lang = "en" } = options;
  return listingSheet(
    "matching",
    "titleMatching",
    [...counts(result, lang), ...audit(result, lang)],
    options,
  );
}

function counts({ matching, spec }: Pick<PsmDidResult, "matching" | "spec">, lang: Language): Listing {
  const design = specText(spec, "design");
  const names = design === "baseline" || design === "pre-means" ? UNITS : ROWS;
  const shares = (["matchedToSelf", "matchedToOtherPeriod"] as const).filter((key) => matching[key] !== null);
  return [
    ...COUNTS.map((key) => [word(names[key], lang), countCell(matching[key], lang)] as const),
    ...shares.map((key) => [word(key, lang), percentCell(matching[key])] as const),
  ];
}

function audit({ audit: found }: Pick<PsmDidResult, "audit">, lang: Language): Listing {
  const { cutoffs, partnerStability, scores } = found;
  const trims: Listing =
    cutoffs.length === 0
      ? []
      : [
          ...cutoffs.map(
            ({ time, cutoff }) =>
              [
                `${word("trimCutoff", lang)}${time === null ? "" : ` (${time})`}`,
                numberCell(cutoff, 4),
              ] as const,
          ),
          [word("trimmedTreated", lang), countCell(found.trimmedTreated, lang)],
          [word("trimmedControls", lang), countCell(found.trimmedControls, lang)],
        ];
  const gaps = (["treatedWithGaps", "controlsWithGaps"] as const).filter((key) => found[key] > 0);
  return [
    ...(partnerStability === null
      ? []
      : [[word("partnerStability", lang), percentCell(partnerStability)] as const]),
    ...gaps.map((key) => [word(key, lang), countCell(found[key], lang)] as const),
    [word("effectiveControls", lang), numberCell(found.effectiveControls, 1)],
    [word("largestWeight", lang, { unit: found.largestWeightUnit }), numberCell(found.largestWeight, 2)],
    [word("topTenthShare", lang), percentCell(found.topTenthShare)],
    [word("scoresTreated", lang), rangeCell(scores.treated)],
    [word("scoresControls", lang), rangeCell(scores.controls)],
    [word("overlapBefore", lang), percentCell(found.overlapBefore)],
    [word("overlapAfter", lang), percentCell(found.overlapAfter)],
    ...trims,
  ];
}

function percentCell(share: number | null) {
  return numberCell(share === null ? null : 100 * share, 1);
}

function rangeCell({ min, max }: ScoreRange) {
  return intervalCell(min, max, 3);
}
