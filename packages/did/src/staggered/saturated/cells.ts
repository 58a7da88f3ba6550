import { codedFactor, type Factor, nameSome, type Warning } from "@ceteris/core";
import { connectedLevels } from "@ceteris/regression";
import { timeBetween } from "../time-between.ts";
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
  /** Why the effect is not identified: no rows of the same groups connect the two, or covariates say the same. */
  readonly lost: "rows" | "covariates" | null;
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

/** A cell that there may be, and what its rows are compared with. */
export interface PossibleCell extends Pick<Cell, "cohort" | "time" | "eventTime" | "weight"> {
  /** Level of the periods that it lies in. */
  readonly period: number;
}

interface CellRows extends Pick<Cells, "groups" | "periods"> {
  /** Possible cell of each row; −1 for rows in none. */
  readonly places: Int32Array;
  /** Those without rows weigh nothing. */
  readonly possible: readonly PossibleCell[];
}

/** The possible cells with rows and an event time that is wanted; the rows of others count as outside. */
export function makeCells(
  { groups, periods, places, possible }: CellRows,
  isWanted: (eventTime: number) => boolean,
): Cells {
  const observed = possible.filter(({ weight }) => weight > 0);
  const found = observed.filter(({ eventTime }) => isWanted(eventTime));
  const levelOf = possible.map((cell) => found.indexOf(cell));
  const codes = places.map((place, i) => {
    const level = place < 0 ? -1 : levelOf[place]!;
    return level < 0 ? found.length + periods.codes[i]! : level;
  });
  const levels = codedFactor("cohort^period", codes, found.length + periods.nLevels, String);
  const { second } = connectedLevels(groups, levels);
  const list = found.map(({ period, ...cell }, level) => {
    const outside = found.length + period;
    return { ...cell, outside, lost: second[level] === second[outside] ? null : ("rows" as const) };
  });
  const eventTimes = [...new Set(observed.map(({ eventTime }) => eventTime))].sort((a, b) => a - b);
  return { list, levels, groups, periods, eventTimes };
}

/**
 * The cells of cohorts by period.
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
  const places = unit.codes.map((u, i) => (cohortOf[u]! < 0 ? -1 : cohortOf[u]! * nPeriods + time.codes[i]!));
  const sums = new Float64Array(cohorts.length * nPeriods);
  places.forEach((place, i) => {
    if (place >= 0) sums[place]! += weights ? weights[i]! : 1;
  });
  const possible = Array.from(sums, (weight, place) => {
    const period = place % nPeriods;
    const cohort = cohorts[Math.floor(place / nPeriods)]!;
    const time = periods[period]!;
    return { cohort, time, eventTime: timeBetween(cohort, time), weight, period };
  });
  return makeCells({ groups, periods: time, places, possible }, isWanted);
}

/** What loses cells, and the mend. */
const REASONS = {
  rows: [
    "no rows link them with those that effects in these periods are measured from",
    "Add rows of the cohort before treatment, or untreated rows in these periods",
  ],
  covariates: [
    "the rows that effects are measured from do not tell what the covariates say about them",
    "Name fewer covariates, or add such rows",
  ],
} as const;

/** CELLS_NOT_IDENTIFIED: says which cells' effects are not identified, why, and what becomes of them. */
export function warnUnidentifiedCells(
  { list }: Cells,
  name: (period: number) => number | string,
): readonly Warning[] {
  return (["rows", "covariates"] as const).flatMap((reason): Warning[] => {
    const lost = list.filter((cell) => cell.lost === reason);
    if (lost.length === 0) return [];
    const cohorts = [...new Set(lost.map(({ cohort }) => cohort))].map((cohort) => ({
      cohort: name(cohort),
      times: lost.filter((cell) => cell.cohort === cohort).map(({ time }) => name(time)),
    }));
    const shown = cohorts
      .slice(0, 5)
      .map(({ cohort, times }) => `cohort ${cohort} in ${nameSome(times)}`)
      .join("; ");
    const [why, mend] = REASONS[reason];
    return [
      {
        code: "CELLS_NOT_IDENTIFIED",
        message: `${lost.length} of ${list.length} effects of a cohort in a period are not identified (${shown}${cohorts.length > 5 ? "; and others" : ""}): ${why}. Means leave them out, and a mean of none is an empty row. ${mend}.`,
        details: { count: lost.length, total: list.length, reason, cohorts: cohorts.slice(0, 100) },
      },
    ];
  });
}
