import type { PsmDidResult } from "@ceteris/core";
import { word } from "../words.ts";
import { countCell, numberCell } from "./cells.ts";
import { listingSheet } from "./listing-sheet.ts";
import type { Sheet } from "./sheet.ts";
import type { SheetOptions } from "./sheet-options.ts";

/** What a match did: rows in, rows matched, and how many matches are with the same unit or another period. */
export function matchingSheet(matching: PsmDidResult["matching"], options: SheetOptions = {}): Sheet {
  const { lang = "en" } = options;
  const counts = ["nTreated", "nControls", "onSupport", "offSupport", "nMatchedControls"] as const;
  const shares = (["matchedToSelf", "matchedToOtherPeriod"] as const).filter((key) => matching[key] !== null);
  const lines = [
    ...counts.map((key) => [word(key, lang), countCell(matching[key], lang)] as const),
    ...shares.map((key) => [word(key, lang), numberCell(100 * matching[key]!, 1)] as const),
  ];
  return listingSheet("matching", "titleMatching", lines, options);
}
