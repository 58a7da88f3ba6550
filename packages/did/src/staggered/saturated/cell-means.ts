import { eventTerm } from "../../event-study/event-time.ts";
import type { StaggeredAggregation } from "../staggered-options.ts";
import type { Cell } from "./cells.ts";

/** A mean of the effects of cells by their weights. */
export interface CellMean {
  readonly term: string;
  /** Event time or cohort that the cells share; null for the mean of all after treatment. */
  readonly key: number | null;
  /** Places of those identified; none when the mean is not. */
  readonly cells: readonly number[];
}

/** The means that an aggregation has rows for: by event time those before treatment too. */
export function cellMeans(
  list: readonly Cell[],
  aggregate: StaggeredAggregation,
  cohortName: (cohort: number) => number | string,
): readonly CellMean[] {
  const identified = (keep: (cell: Cell) => boolean) =>
    list.flatMap((cell, at) => (cell.lost === null && keep(cell) ? [at] : []));
  const after = list.filter(({ eventTime }) => eventTime >= 0);
  switch (aggregate) {
    case "simple":
      return [{ term: "att", key: null, cells: identified(({ eventTime }) => eventTime >= 0) }];
    case "dynamic":
      return distinct(list.map(({ eventTime }) => eventTime)).map((key) => ({
        term: eventTerm(key),
        key,
        cells: identified(({ eventTime }) => eventTime === key),
      }));
    case "cohort":
      return distinct(after.map(({ cohort }) => cohort)).map((key) => ({
        term: `cohort:${cohortName(key)}`,
        key,
        cells: identified(({ cohort, eventTime }) => cohort === key && eventTime >= 0),
      }));
  }
}

function distinct(values: readonly number[]): readonly number[] {
  return [...new Set(values)].sort((a, b) => a - b);
}
