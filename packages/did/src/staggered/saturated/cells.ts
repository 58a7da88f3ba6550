import type { CohortSample } from "./cohort-sample.ts";

/** One cohort in one period: where the regression has a coefficient. */
export interface Cell {
  /** On the scale of the panel's time values, as `time`. */
  readonly cohort: number;
  readonly time: number;
  /** Periods since first treatment. */
  readonly eventTime: number;
  /** Sum of the weights of its rows. */
  readonly weight: number;
}

export interface Cells {
  /** By cohort, then period. */
  readonly list: readonly Cell[];
  /** Cell of each row of the sample; −1 for the rows that effects are measured from. */
  readonly codes: Int32Array;
}

/** The cells with rows in the sample whose event time is wanted. */
export function cellsOf(
  { sample, cohorts, cohortOf, periods }: CohortSample,
  isWanted: (eventTime: number) => boolean,
): Cells {
  const { unit, time, weights } = sample;
  const nPeriods = periods.length;
  const sums = new Float64Array(cohorts.length * nPeriods);
  const placeOf = (i: number) => {
    const cohort = cohortOf[unit.codes[i]!]!;
    return cohort < 0 ? -1 : cohort * nPeriods + time.codes[i]!;
  };
  const codes = new Int32Array(sample.sample.nObs);
  for (let i = 0; i < codes.length; i++) {
    const place = placeOf(i);
    codes[i] = place;
    if (place >= 0) sums[place]! += weights ? weights[i]! : 1;
  }
  const list: Cell[] = [];
  const codeOf = new Int32Array(sums.length).fill(-1);
  sums.forEach((weight, place) => {
    const cohort = cohorts[Math.floor(place / nPeriods)]!;
    const time = periods[place % nPeriods]!;
    const eventTime = Math.round((time - cohort) * 1e9) / 1e9 + 0;
    if (weight > 0 && isWanted(eventTime)) codeOf[place] = list.push({ cohort, time, eventTime, weight }) - 1;
  });
  for (let i = 0; i < codes.length; i++) codes[i] = codes[i]! < 0 ? -1 : codeOf[codes[i]!]!;
  return { list, codes };
}
