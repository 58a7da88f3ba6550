import { type LostPath, nameSome, type Panel, type PanelMatchResult, type Warning } from "@ceteris/core";
import type { PathMatch } from "./estimate-paths.ts";
import type { MatchedSet } from "./matched-sets.ts";
import type { ResolvedPanelMatch } from "./panel-match-options.ts";

/** Sizes of the matched sets, what the partners are worth, and who has none. */
export function describeSets(
  panel: Panel,
  sets: readonly MatchedSet[],
  matches: readonly PathMatch[],
): PanelMatchResult["matchedSets"] {
  const sizes = sets
    .map((set) => set.controls.length)
    .filter((size) => size > 0)
    .sort((a, b) => a - b);
  const weights = new Map<number, number>();
  for (const { partners } of matches) {
    for (const unit of partners) weights.set(unit, (weights.get(unit) ?? 0) + 1 / partners.length);
  }
  const squares = [...weights.values()].reduce((sum, w) => sum + w * w, 0);
  return {
    nTreated: sets.length,
    nMatched: matches.length,
    smallest: sizes[0]!,
    median: (sizes[(sizes.length - 1) >> 1]! + sizes[sizes.length >> 1]!) / 2,
    largest: sizes.at(-1)!,
    nPartners: weights.size,
    effectivePartners: matches.length ** 2 / squares,
    lost: lostPaths(panel, sets),
  };
}

/** PATHS_LOST: starts of treatment that the estimate says nothing of. */
export function warnLost(
  panel: Panel,
  sets: readonly MatchedSet[],
  { history, after }: ResolvedPanelMatch,
): readonly Warning[] {
  const lost = lostPaths(panel, sets);
  if (lost.length === 0) return [];
  const units = lost.map(({ unit, time }) => `${unit} in ${time}`);
  return [
    {
      code: "PATHS_LOST",
      message: `${lost.length} of ${sets.length} starts of treatment have no matched set (${nameSome(units)}): their ${history} periods before and ${after} after are not all in the data, or nobody shares their treatment history. The effect is that on the others. Use a shorter window.`,
      details: {
        units: lost.slice(0, 100).map(({ unit }) => unit),
        count: lost.length,
        nTreated: sets.length,
        history,
        after,
      },
    },
  ];
}

function lostPaths(panel: Panel, sets: readonly MatchedSet[]): readonly LostPath[] {
  return sets
    .filter((set) => set.controls.length === 0)
    .map(({ unit, period, lost }) => ({
      unit: panel.unit.labels[unit]!,
      time: panel.time.labels[period]!,
      reason: lost ?? ("no-partner" as const),
    }));
}
