import type { UnitGrid } from "./unit-grid.ts";

/** A unit when it is first treated after a time without, and the units it may be compared with. */
export interface MatchedSet {
  readonly unit: number;
  /** Code of its first treated period. */
  readonly period: number;
  /** Why it has no set: its window leaves the data, or it is seen only in part. Null otherwise. */
  readonly lost: "outside" | "incomplete" | null;
  /** Units with the same treatment history that are not treated in the period, in the panel's order. */
  readonly controls: readonly number[];
}

export interface SetRules {
  /** Periods before treatment that histories are compared in. */
  readonly history: number;
  /** Periods after the first treated one in which outcomes are needed. */
  readonly after: number;
  /** Do units treated inside the window, but not in the first period, serve as controls? */
  readonly laterTreated: boolean;
}

/**
 * The matched set of every start of treatment (Imai, Kim and Wang 2023): units with the same treatment
 * history over the periods before that are not treated when it starts. A unit belongs to a set, as
 * treated or control, only if it is seen in the whole window.
 *
 * @param needed columns by unit × period that must be known: the outcome in the whole window, the others
 *   before treatment
 */
export function matchedSets(
  grid: UnitGrid,
  needed: { readonly outcome: Float64Array; readonly before: readonly Float64Array[] },
  { history, after, laterTreated }: SetRules,
): readonly MatchedSet[] {
  const { nUnits, nPeriods, status } = grid;
  const sets: MatchedSet[] = [];
  for (let period = 1; period < nPeriods; period++) {
    const at = (unit: number, offset: number) => unit * nPeriods + period + offset;
    const starters: number[] = [];
    for (let unit = 0; unit < nUnits; unit++) {
      if (status[at(unit, 0)] === 1 && lastKnown(status, at(unit, -1), unit * nPeriods) === 0)
        starters.push(unit);
    }
    if (starters.length === 0) continue;
    if (period < history || period + after >= nPeriods) {
      for (const unit of starters) sets.push({ unit, period, lost: "outside", controls: [] });
      continue;
    }
    const isComplete = (unit: number) => {
      for (let offset = -history; offset <= after; offset++) {
        const cell = at(unit, offset);
        if (Number.isNaN(needed.outcome[cell]!) || Number.isNaN(status[cell]!)) return false;
        if (offset < 0 && needed.before.some((column) => Number.isNaN(column[cell]!))) return false;
      }
      return true;
    };
    const staysUntreated = (unit: number) => {
      for (let offset = 0; offset <= (laterTreated ? 0 : after); offset++) {
        if (status[at(unit, offset)] !== 0) return false;
      }
      return true;
    };
    const past = (unit: number) =>
      Array.from({ length: history }, (_, k) => status[at(unit, k - history)]).join("");
    const byPast = new Map<string, number[]>();
    for (let unit = 0; unit < nUnits; unit++) {
      if (!staysUntreated(unit) || !isComplete(unit)) continue;
      const list = byPast.get(past(unit));
      if (list) list.push(unit);
      else byPast.set(past(unit), [unit]);
    }
    for (const unit of starters) {
      const complete = isComplete(unit);
      const controls = complete ? (byPast.get(past(unit)) ?? []) : [];
      sets.push({ unit, period, lost: complete ? null : "incomplete", controls });
    }
  }
  return sets;
}

/** The last status known from one cell back to another; `NaN` when none is. */
function lastKnown(status: Float64Array, from: number, to: number): number {
  let cell = from;
  while (cell > to && Number.isNaN(status[cell]!)) cell--;
  return status[cell]!;
}
