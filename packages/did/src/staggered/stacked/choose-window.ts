import { CeterisError, nameSome, type Panel } from "@ceteris/core";
import { timeBetween } from "../time-between.ts";
import type { Adoption, Cohort } from "./adoption.ts";

export interface Window {
  readonly before: number;
  readonly after: number;
  /** The cohorts seen in all of it while others are untreated in all of it. */
  readonly cohorts: readonly Cohort[];
}

/**
 * The window of the sub-experiments; what is not given of it is chosen so that it keeps the most rows of
 * treated units, and among equals the most cohorts, then the most periods before treatment.
 *
 * @throws EMPTY_SAMPLE when no cohort has a whole window and units to compare with
 */
export function chooseWindow(
  panel: Panel,
  adoption: Adoption,
  given: { readonly before?: number | undefined; readonly after?: number | undefined },
  base: number,
): Window {
  const { cohorts, periods } = adoption;
  const distances = [
    ...new Set(cohorts.flatMap(({ start }) => Array.from(periods, (t) => timeBetween(start, t)))),
  ].sort((a, b) => b - a);
  const befores =
    given.before === undefined ? distances.filter((d) => d <= base).map((d) => -d) : [given.before];
  const afters = given.after === undefined ? distances.filter((d) => d >= 0) : [given.after];
  let best: Window | null = null;
  for (const before of befores.sort((a, b) => b - a)) {
    for (const after of afters) {
      const window = { before, after, cohorts: wholeCohorts(adoption, before, after) };
      if (window.cohorts.length > 0 && (best === null || isBetter(window, best, periods))) best = window;
    }
  }
  if (best) return best;
  const { before, after } = given;
  const which =
    before === undefined && after === undefined
      ? `any window from ${base} to 0`
      : `the whole window from ${before === undefined ? base : -before} to ${after ?? 0}`;
  throw new CeterisError({
    code: "EMPTY_SAMPLE",
    where: `${panel.table.source.name}, window`,
    what: `no cohort is seen in ${which} around its start while other units are untreated throughout it (cohorts ${nameSome(
      cohorts.map(({ start }) => start),
      12,
    )})`,
    mend: "Choose a shorter window with before and after, or add periods or units that are never treated",
    details: { before: before ?? null, after: after ?? null, cohorts: cohorts.map(({ start }) => start) },
  });
}

function wholeCohorts(
  { cohorts, hasNever, periods }: Adoption,
  before: number,
  after: number,
): readonly Cohort[] {
  const [first, last] = [periods[0]!, periods.at(-1)!];
  const latest = cohorts.at(-1)!.start;
  return cohorts.filter(({ start }) => {
    const isSeen = timeBetween(first, start) >= before && timeBetween(start, last) >= after;
    return isSeen && (hasNever || timeBetween(start, latest) > after);
  });
}

function isBetter(a: Window, b: Window, periods: Float64Array): boolean {
  const difference = treatedRows(a, periods) - treatedRows(b, periods);
  return difference > 0 || (difference === 0 && a.cohorts.length > b.cohorts.length);
}

function treatedRows({ before, after, cohorts }: Window, periods: Float64Array): number {
  const inWindow = (start: number) =>
    periods.filter((t) => timeBetween(t, start) <= before && timeBetween(start, t) <= after).length;
  return cohorts.reduce((sum, { start, nUnits }) => sum + nUnits * inWindow(start), 0);
}
