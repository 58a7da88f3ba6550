import { type Label, labelText, type PsmDidResult } from "@ceteris/core";
import type { Wording } from "../names.ts";
import { word } from "../words.ts";
import { bodyRow, countCell, numberCell, textCell } from "./cells.ts";
import { type Cell, makeSheet, type Sheet } from "./sheet.ts";

export interface MatchingSheetOptions extends Wording {
  /** Default "matching". */
  readonly id?: string | undefined;
  readonly title?: Label | undefined;
  readonly notes?: readonly Label[] | undefined;
}

/** What a match did: rows in, rows matched, and how many matches are with the same unit or another period. */
export function matchingSheet(matching: PsmDidResult["matching"], options: MatchingSheetOptions = {}): Sheet {
  const { lang = "en" } = options;
  const counts = ["nTreated", "nControls", "onSupport", "offSupport", "nMatchedControls"] as const;
  const shares = (["matchedToSelf", "matchedToOtherPeriod"] as const).filter((key) => matching[key] !== null);
  const lines: readonly (readonly [string, Cell])[] = [
    ...counts.map((key) => [word(key, lang), countCell(matching[key], lang)] as const),
    ...shares.map((key) => [word(key, lang), numberCell(100 * matching[key]!, 1)] as const),
  ];
  return makeSheet({
    id: options.id ?? "matching",
    title: options.title ? labelText(options.title, lang) : word("titleMatching", lang),
    lang,
    columns: [
      { key: "statistic", header: word("statistic", lang), align: "left" },
      { key: "value", header: word("value", lang), align: "decimal" },
    ],
    rows: lines.map(([name, cell]) => bodyRow([textCell(name), cell])),
    notes: (options.notes ?? []).map((n) => labelText(n, lang)),
  });
}
