import { nameSome, type Warning } from "@ceteris/core";

/** Units first treated in one period: those that could make a sub-experiment. */
export interface Cohort {
  /** On the scale of the panel's time values. */
  readonly start: number;
  readonly nUnits: number;
}

/** What windows are chosen among. */
export interface Adoption {
  /** Ascending. */
  readonly cohorts: readonly Cohort[];
  /** Some units are untreated in all periods. */
  readonly hasNever: boolean;
  /** Ascending, on the scale of the panel's time values. */
  readonly periods: Float64Array;
}

/** @param starts first treated period of each unit; `Infinity` for never */
export function adoptionOf(starts: Float64Array, periods: Float64Array): Adoption {
  const last = periods.at(-1)!;
  const counts = new Map<number, number>();
  for (const start of starts) if (start <= last) counts.set(start, (counts.get(start) ?? 0) + 1);
  const cohorts = [...counts].sort(([a], [b]) => a - b).map(([start, nUnits]) => ({ start, nUnits }));
  return { cohorts, hasNever: starts.some((start) => start > last), periods };
}

/** COHORTS_TRIMMED: cohorts that are no part of the estimates. */
export function warnTrimmed(
  { cohorts }: Adoption,
  {
    before,
    after,
    cohorts: kept,
  }: { readonly before: number; readonly after: number; readonly cohorts: readonly Cohort[] },
  name: (period: number) => number | string,
): readonly Warning[] {
  const trimmed = cohorts.filter((cohort) => !kept.includes(cohort));
  if (trimmed.length === 0) return [];
  const count = trimmed.reduce((sum, { nUnits }) => sum + nUnits, 0);
  const nTreated = cohorts.reduce((sum, { nUnits }) => sum + nUnits, 0);
  const listed = trimmed.map(({ start, nUnits }) => ({ cohort: name(start), nUnits }));
  return [
    {
      code: "COHORTS_TRIMMED",
      message: `${count} of ${nTreated} treated units take no part, as their cohorts are not seen from event time ${-before} to ${after} while other units are untreated throughout: ${nameSome(
        listed.map(({ cohort, nUnits }) => `${cohort} (${nUnits})`),
        12,
      )}. The effects are those on the other cohorts. Choose a shorter window with before and after to keep more of them.`,
      details: { count, nTreated, before, after, cohorts: listed },
    },
  ];
}
