import type { GroupWeights, Panel, UnitWeight } from "@ceteris/core";
import { effectiveSize } from "../balance/effective-size.ts";
import type { BaselineUnits } from "./baseline-units.ts";
import type { UnitWeights } from "./unit-weights.ts";

const GROUPS = ["controls", "treated"] as const;
/** Heaviest units named in a result. */
const NAMED = 10;

/** How the weights of each group are spread. */
export function groupWeights(
  { treated }: BaselineUnits,
  { weights, capped }: UnitWeights,
): readonly GroupWeights[] {
  return ([1, 0] as const).map((group) => {
    const own = weights.filter((w, i) => treated[i] === group && w > 0).toSorted();
    const sum = own.reduce((total, w) => total + w, 0);
    const mean = sum / own.length;
    const squares = own.reduce((total, w) => total + (w - mean) ** 2, 0);
    const tenth = own.subarray(own.length - Math.ceil(own.length / 10));
    return {
      group: GROUPS[group],
      nUnits: own.length,
      sum,
      effectiveSize: effectiveSize(own),
      min: own[0]!,
      max: own.at(-1)!,
      cv: own.length > 1 ? Math.sqrt(squares / (own.length - 1)) / mean : 0,
      largestShare: own.at(-1)! / sum,
      topTenthShare: tenth.reduce((total, w) => total + w, 0) / sum,
      nTrimmed: capped.filter((c, i) => c === 1 && treated[i] === group).length,
    };
  });
}

/** The heaviest units of those whose weights differ from their group's, heaviest share first. */
export function largestWeights(
  panel: Panel,
  { units, treated }: BaselineUnits,
  { weights }: UnitWeights,
): readonly UnitWeight[] {
  const sums = [0, 0];
  weights.forEach((w, i) => {
    sums[treated[i]!]! += w;
  });
  const varies = [0, 1].map((group) => {
    const own = weights.filter((w, i) => treated[i] === group && w > 0);
    return own.some((w) => w !== own[0]);
  });
  return Array.from(units.keys())
    .filter((k) => varies[treated[k]!] && weights[k]! > 0)
    .map((k) => ({ k, share: weights[k]! / sums[treated[k]!]! }))
    .sort((a, b) => b.share - a.share || a.k - b.k)
    .slice(0, NAMED)
    .map(({ k, share }) => ({
      unit: panel.unit.labels[units[k]!]!,
      group: GROUPS[treated[k] as 0 | 1],
      weight: weights[k]!,
      share,
    }));
}
