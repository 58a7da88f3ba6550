import type { ComparisonType } from "@ceteris/core";
import type { TreatmentGroup } from "./treatment-groups.ts";

/** A comparison of two groups over the periods in which one of them changes status. */
export interface Pair<Group> {
  readonly type: ComparisonType;
  readonly treated: Group;
  readonly control: Group;
  /** Positions of periods: before is [from, change), after is [change, to). */
  readonly from: number;
  readonly change: number;
  readonly to: number;
  readonly weight: number;
}

/**
 * Every two-by-two comparison with its share of the two-way fixed-effects estimate (Goodman-Bacon 2021,
 * theorem 1). With nₑ units treated for mₑ of T periods and nₗ units for mₗ < mₑ, the earlier group
 * against the later one, before it is treated, weighs nₑ nₗ (mₑ − mₗ)(T − mₑ), and the later group
 * against the earlier one, treated by then, nₑ nₗ mₗ (mₑ − mₗ). Never treated is m = 0, always is m = T.
 *
 * @param groups the earliest treated first
 * @returns none when no group changes status, or all change in the same period
 */
export function weighedPairs<Group extends TreatmentGroup>(
  groups: readonly Group[],
  nPeriods: number,
): readonly Pair<Group>[] {
  const pairs = groups.flatMap((earlier, i) =>
    groups.slice(i + 1).flatMap((later) => bothWays(earlier, later, nPeriods)),
  );
  const total = pairs.reduce((sum, pair) => sum + pair.weight, 0);
  return pairs.map((pair) => ({ ...pair, weight: pair.weight / total }));
}

/** Share of the weight on comparisons whose controls are treated already. */
export function forbiddenWeight(
  pairs: readonly { readonly type: ComparisonType; readonly weight: number }[],
): number {
  return pairs
    .filter(({ type }) => type === "later-vs-earlier" || type === "later-vs-always")
    .reduce((sum, { weight }) => sum + weight, 0);
}

function bothWays<Group extends TreatmentGroup>(
  earlier: Group,
  later: Group,
  nPeriods: number,
): readonly Pair<Group>[] {
  const [first, second] = [nPeriods - earlier.nTreated, nPeriods - later.nTreated];
  const scale = earlier.nUnits * later.nUnits * (second - first);
  const pairs: readonly Pair<Group>[] = [
    {
      type: later.nTreated === 0 ? "treated-vs-never" : "earlier-vs-later",
      treated: earlier,
      control: later,
      from: 0,
      change: first,
      to: second,
      weight: scale * first,
    },
    {
      type: earlier.nTreated === nPeriods ? "later-vs-always" : "later-vs-earlier",
      treated: later,
      control: earlier,
      from: first,
      change: second,
      to: nPeriods,
      weight: scale * later.nTreated,
    },
  ];
  return pairs.filter(({ weight }) => weight > 0);
}
