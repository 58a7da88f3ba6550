import type { Factor } from "@ceteris/core";

/** Rows looked at: enough that what is left by period is small beside what varies. */
const sample = 16384;

/**
 * Rough means of columns by period, c × T, from the first rows. Taking them off first keeps sums from
 * losing digits to a common level or trend; that they are rough changes no result.
 */
export function periodCentres(columns: readonly Float64Array[], periods: Factor): Float64Array {
  const nPeriods = periods.nLevels;
  const n = Math.min(sample, periods.codes.length);
  const counts = new Float64Array(nPeriods);
  for (let i = 0; i < n; i++) counts[periods.codes[i]!]!++;
  const centres = new Float64Array(columns.length * nPeriods);
  columns.forEach((column, p) => {
    const centre = centres.subarray(p * nPeriods, (p + 1) * nPeriods);
    const first = column[0] ?? 0;
    let all = 0;
    for (let i = 0; i < n; i++) {
      const value = column[i]! - first;
      centre[periods.codes[i]!]! += value;
      all += value;
    }
    for (let t = 0; t < nPeriods; t++)
      centre[t] = first + (counts[t]! > 0 ? centre[t]! / counts[t]! : all / n);
  });
  return centres;
}
