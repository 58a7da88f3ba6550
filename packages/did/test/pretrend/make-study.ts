import { type EventStudyResult, estimateRow } from "@ceteris/core";

/** An event study of given coefficients and covariance, measured from a base (null: none). */
export function makeStudy(
  times: readonly number[],
  beta: readonly number[],
  matrix: readonly (readonly number[])[],
  base: number | null = -1,
): EventStudyResult {
  const term = (time: number) => `event:${time}`;
  const rows = times.map((time, i) => ({
    ...estimateRow(term(time), beta[i]!, Math.sqrt(matrix[i]![i]!), null, 0.95),
    eventTime: time,
    reference: false,
  }));
  const reference = {
    ...estimateRow(term(base ?? 0), 0, null, null, 0.95),
    eventTime: base ?? 0,
    reference: true,
  };
  return {
    kind: "event-study",
    sample: {
      nRows: 1,
      nObs: 1,
      nUnits: 1,
      nPeriods: 1,
      nTreatedUnits: 1,
      dropped: { missing: 0, singleton: 0, filtered: 0 },
    },
    estimates: [...rows, ...(base === null ? [] : [reference])].sort((a, b) => a.eventTime - b.eventTime),
    controls: [],
    pretrend: null,
    vcov: { terms: times.map(term), matrix },
    fit: { r2: null, r2Within: null, rmse: null, dofResidual: 1, nClusters: {} },
    spec: { level: 0.95, base },
    warnings: [],
  };
}

/** Covariance of differences from the base of an AR(1) series. */
export function differenced(times: readonly number[], rho: number, scale: number, base = -1): number[][] {
  const v = (a: number, b: number) => scale ** 2 * rho ** Math.abs(a - b);
  return times.map((a) => times.map((b) => v(a, b) - v(a, base) - v(b, base) + v(base, base)));
}
