/** The units of a balanced panel that are treated for the same number of periods, up to the last. */
export interface TreatmentGroup {
  /** Periods under treatment: all of them = always treated, 0 = never. */
  readonly nTreated: number;
  readonly nUnits: number;
}

export interface GroupPath extends TreatmentGroup {
  /** Mean outcome in each period, each unit measured from its own first period. */
  readonly means: Float64Array;
}

/** Units whose status falls back to 0, by code; rows are in order of unit, then time, none missing. */
export function unitsSwitchingOff(status: Float64Array, nPeriods: number): readonly number[] {
  const units: number[] = [];
  for (let from = 0; from < status.length; from += nPeriods) {
    for (let i = from + 1; i < from + nPeriods; i++) {
      if (status[i]! >= status[i - 1]!) continue;
      units.push(from / nPeriods);
      break;
    }
  }
  return units;
}

/** Groups of a balanced panel in which treatment stays on, the earliest treated first. */
export function treatmentGroups(status: Float64Array, nPeriods: number): readonly TreatmentGroup[] {
  const sizes = new Int32Array(nPeriods + 1);
  for (let from = 0; from < status.length; from += nPeriods) sizes[treatedFrom(status, from, nPeriods)]!++;
  return [...sizes]
    .map((nUnits, nTreated) => ({ nTreated, nUnits }))
    .filter(({ nUnits }) => nUnits > 0)
    .reverse();
}

/** The same groups with the paths of their mean outcomes. */
export function groupPaths(
  status: Float64Array,
  outcome: Float64Array,
  nPeriods: number,
): readonly GroupPath[] {
  const groups = treatmentGroups(status, nPeriods).map((group) => ({
    ...group,
    means: new Float64Array(nPeriods),
  }));
  const byLength = new Map(groups.map((group) => [group.nTreated, group]));
  for (let from = 0; from < status.length; from += nPeriods) {
    const { means, nUnits } = byLength.get(treatedFrom(status, from, nPeriods))!;
    const level = outcome[from]!;
    for (let t = 1; t < nPeriods; t++) means[t]! += (outcome[from + t]! - level) / nUnits;
  }
  return groups;
}

/** First treated period of a group, "always" or "never". */
export function groupName({ nTreated }: TreatmentGroup, periods: readonly string[]): string {
  if (nTreated === 0) return "never";
  return nTreated === periods.length ? "always" : periods[periods.length - nTreated]!;
}

function treatedFrom(status: Float64Array, from: number, nPeriods: number): number {
  let count = 0;
  for (let i = from; i < from + nPeriods; i++) count += status[i]!;
  return count;
}
