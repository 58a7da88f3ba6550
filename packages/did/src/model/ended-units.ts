import type { Panel } from "@ceteris/core";

/**
 * The units that a row after the end of their treatment was seen of, by code.
 *
 * @param rows of the panel that are looked at; null for all of them
 */
export function endedUnits(
  { nRows, unit, time, treatment }: Panel,
  rows: Int32Array | null,
): ReadonlySet<number> {
  const { status, cohort } = treatment!;
  const ended = new Set<number>();
  const n = rows ? rows.length : nRows;
  for (let i = 0; i < n; i++) {
    const row = rows ? rows[i]! : i;
    const own = unit.codes[row]!;
    if (status[row] === 0 && time.values[time.codes[row]!]! >= cohort[own]!) ended.add(own);
  }
  return ended;
}
