import type { Estimate, FitStatistics, Sample } from "./results/estimation.ts";

/** The estimates of any result as rows of one schema, ready for a table or a chart. */
export function tidy<Row extends Estimate>(result: { readonly estimates: readonly Row[] }): readonly Row[] {
  return result.estimates;
}

/** One row that describes the sample and the fit of a result. */
export interface Glance extends Omit<Sample, "dropped">, FitStatistics {
  readonly kind: string;
  readonly droppedMissing: number;
  readonly droppedSingleton: number;
  readonly droppedFiltered: number;
}

/** The sample and the fit of a result as one row. */
export function glance(result: {
  readonly kind: string;
  readonly sample: Sample;
  readonly fit: FitStatistics;
}): Glance {
  const { dropped, ...sample } = result.sample;
  return Object.freeze({
    kind: result.kind,
    ...sample,
    droppedMissing: dropped.missing,
    droppedSingleton: dropped.singleton,
    droppedFiltered: dropped.filtered,
    ...result.fit,
  });
}
