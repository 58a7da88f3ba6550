import type { LostTreated, Panel } from "@ceteris/core";
import type { MatchedStratum } from "../strata/match-stratum.ts";

/** Treated units with rows that have no match, in order of their names, and why. */
export function lostTreated(panel: Panel, strata: readonly MatchedStratum[]): readonly LostTreated[] {
  const { codes, labels } = panel.unit;
  const found = new Map<number, { -readonly [K in keyof LostTreated]: LostTreated[K] }>();
  const nRows = new Map<number, number>();
  for (const { treated, fates, rows, scores } of strata) {
    rows.forEach((row, at) => {
      if (treated[at] !== 1) return;
      const unit = codes[row]!;
      nRows.set(unit, (nRows.get(unit) ?? 0) + 1);
      const reason = fates[at]!;
      if (reason === "kept") return;
      const lost = found.get(unit) ?? { unit: labels[unit]!, nLost: 0, nRows: 0, reason, score: 0 };
      lost.nLost++;
      lost.score += (scores[at]! - lost.score) / lost.nLost;
      found.set(unit, lost);
    });
  }
  return [...found].sort(([a], [b]) => a - b).map(([unit, lost]) => ({ ...lost, nRows: nRows.get(unit)! }));
}
