import type { Panel } from "@ceteris/core";
import type { MatchedStratum } from "../strata/match-stratum.ts";

/** Pairs beyond which they are not listed. */
const MANY = 5_000_000;

/**
 * Of a treated unit's partner units in one period, the share that are its partners in its next matched
 * period too, averaged over such pairs of periods; null where there is none, or pairs are too many.
 */
export function partnerStability(panel: Panel, strata: readonly MatchedStratum[]): number | null {
  const pairs = strata.reduce(
    (sum, { match }) => sum + match.start.reduce((n, from, i) => n + match.stop[i]! - from, 0),
    0,
  );
  if (pairs > MANY) return null;
  let sum = 0;
  let count = 0;
  for (const sets of partnersInTime(panel, strata)) {
    for (let k = 1; k < sets.length; k++) {
      const before = sets[k - 1]!;
      let kept = 0;
      for (const unit of before) if (sets[k]!.has(unit)) kept++;
      sum += kept / before.size;
      count++;
    }
  }
  return count === 0 ? null : sum / count;
}

/** For each treated unit, its sets of partner units in order of time. */
function partnersInTime(panel: Panel, strata: readonly MatchedStratum[]): Iterable<readonly Set<number>[]> {
  const { codes } = panel.unit;
  const found = new Map<number, Set<number>[]>();
  for (const { match, candidates, rows } of strata) {
    candidates.treated.forEach((at, i) => {
      if (match.start[i] === match.stop[i]) return;
      const partners = match.partners.subarray(match.start[i]!, match.stop[i]!);
      const units = new Set(Array.from(partners, (j) => codes[rows[candidates.controls[j]!]!]!));
      const unit = codes[rows[at]!]!;
      const sets = found.get(unit);
      if (sets) sets.push(units);
      else found.set(unit, [units]);
    });
  }
  return found.values();
}
