import { codedFactor, type Factor, nameSome, type Warning } from "@ceteris/core";
import { connectedLevels } from "@ceteris/regression";
import type { CohortSample } from "./cohort-sample.ts";

/** One cohort in one period: where a saturated regression has a coefficient. */
export interface Cell {
  /** On the scale of the panel's time values, as `time`. */
  readonly cohort: number;
  readonly time: number;
  /** Periods since first treatment. */
  readonly eventTime: number;
  /** What it weighs in means: the sum of the weights of its rows, or their number. */
  readonly weight: number;
  /** Level of the rows of the same period outside the cells, which its effect is measured from. */
  readonly outside: number;
  /** Whether a chain of groups seen in both leads from one to the other. */
  readonly identified: boolean;
}

export interface Cells {
  /** By cohort, then period. */
  readonly list: readonly Cell[];
  /** On the rows of the sample: the cells in order, then for each period the rows outside them. */
  readonly levels: Factor;
  /** Whose effects the regression has beside those of the levels. */
  readonly groups: Factor;
  /** Periods of the levels: what effects of time they add to. */
  readonly periods: Factor;
  /** Event times of the sample in order, wanted or not. */
  readonly eventTimes: readonly number[];
}

/**
 * The cells with rows in the sample whose event time is wanted.
 *
 * @param weights of the rows in means; null when each counts the same
 */
export function cellsOf(
  { sample, cohorts, cohortOf, periods }: CohortSample,
  groups: Factor,
  weights: Float64Array | null,
  isWanted: (eventTime: number) => boolean,
): Cells {
  const { unit, time } = sample;
  const nPeriods = periods.length;
  const sums = new Float64Array(cohorts.length * nPeriods);
  const places = unit.codes.map((u, i) => (cohortOf[u]! < 0 ? -1 : cohortOf[u]! * nPeriods + time.codes[i]!));
  places.forEach((place, i) => {
    if (place >= 0) sums[place]! += weights ? weights[i]! : 1;
  });
  const found: number[] = [];
  const observed = new Set<number>();
  const eventTimes = sums.map((_, place) => {
    const length = periods[place % nPeriods]! - cohorts[Math.floor(place / nPeriods)]!;
    return Math.round(length * 1e9) / 1e9 + 0;
  });
  sums.forEach((weight, place) => {
    if (weight === 0) return;
    observed.add(eventTimes[place]!);
    if (isWanted(eventTimes[place]!)) found.push(place);
  });
  const levelOf = new Int32Array(sums.length).fill(-1);
  found.forEach((place, level) => {
    levelOf[place] = level;
  });
  const codes = places.map((place, i) => {
    const level = place < 0 ? -1 : levelOf[place]!;
    return level < 0 ? found.length + time.codes[i]! : level;
  });
  const levels = codedFactor("cohort^period", codes, found.length + nPeriods, String);
  const { second } = connectedLevels(groups, levels);
  const list = found.map((place, level) => {
    const outside = found.length + (place % nPeriods);
    return {
      cohort: cohorts[Math.floor(place / nPeriods)]!,
      time: periods[place % nPeriods]!,
      eventTime: eventTimes[place]!,
      weight: sums[place]!,
      outside,
      identified: second[level] === second[outside],
    };
  });
  return { list, levels, groups, periods: time, eventTimes: [...observed].sort((a, b) => a - b) };
}

/** CELLS_NOT_IDENTIFIED: says which cells' effects are not identified, and what becomes of them. */
export function warnUnidentifiedCells(
  { list }: Cells,
  name: (period: number) => number | string,
): readonly Warning[] {
  const lost = list.filter(({ identified }) => !identified);
  if (lost.length === 0) return [];
  const cohorts = [...new Set(lost.map(({ cohort }) => cohort))].map((cohort) => ({
    cohort: name(cohort),
    times: lost.filter((cell) => cell.cohort === cohort).map(({ time }) => name(time)),
  }));
  const shown = cohorts
    .slice(0, 5)
    .map(({ cohort, times }) => `cohort ${cohort} in ${nameSome(times)}`)
    .join("; ");
  return [
    {
      code: "CELLS_NOT_IDENTIFIED",
      message: `${lost.length} of ${list.length} effects of a cohort in a period are not identified (${shown}${cohorts.length > 5 ? "; and others" : ""}): no chain of units seen in both leads from them to rows of the same period that effects are measured from. Means leave them out, and a mean of none is an empty row. Add rows of the cohort before treatment, or untreated rows in these periods.`,
      details: { count: lost.length, total: list.length, cohorts: cohorts.slice(0, 100) },
    },
  ];
}
