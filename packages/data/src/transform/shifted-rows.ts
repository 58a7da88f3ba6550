import { CeterisError, type Panel } from "@ceteris/core";
import type { Naming } from "./new-columns.ts";

/** Options of `lag`, `lead` and `difference`. */
export interface ShiftOptions extends Naming {
  /** Distance in periods of the calendar. Default 1. */
  readonly periods?: number | undefined;
}

/**
 * For each row of the panel, the row of the same unit `distance` periods later (earlier if negative), or −1.
 * Distances are those of the calendar, `panel.time.values`: the row before a hole is no lag.
 *
 * @throws OPTION_INVALID (no distance, or one that no unit has two rows at)
 */
export function shiftedRows(panel: Panel, periods: number, direction: 1 | -1): Int32Array {
  if (!Number.isInteger(periods) || periods < 1) {
    throw new CeterisError({
      code: "OPTION_INVALID",
      where: "periods",
      what: `${periods} is no distance between periods`,
      mend: "Give a whole number from 1 on; lag looks back and lead looks ahead",
    });
  }
  const { unit, time, nRows } = panel;
  const when = (i: number) => time.values[time.codes[i]!]!;
  const found = new Int32Array(nRows).fill(-1);
  let any = false;
  // Rows of a unit stand together, in order of time; `other` never has to go back within one.
  let other = 0;
  for (let i = 0; i < nRows; i++) {
    const wanted = when(i) + direction * periods;
    while (other < nRows && isBefore(other, i, wanted)) other++;
    if (other === nRows || unit.codes[other] !== unit.codes[i] || when(other) !== wanted) continue;
    found[i] = other;
    any = true;
  }
  if (!any) throw noneThatFar(panel, periods);
  return found;

  function isBefore(row: number, i: number, wanted: number): boolean {
    const [a, b] = [unit.codes[row]!, unit.codes[i]!];
    return a < b || (a === b && when(row) < wanted);
  }
}

function noneThatFar({ time, table }: Panel, periods: number): CeterisError {
  const steps = Array.from(time.values.subarray(1), (v, k) => v - time.values[k]!);
  const least = steps.length === 0 ? null : Math.min(...steps);
  return new CeterisError({
    code: "OPTION_INVALID",
    where: `${table.source.name}, periods`,
    what: `no unit has two rows ${periods} ${periods === 1 ? "period" : "periods"} apart${least === null ? ": there is one period only" : ` (neighbouring periods of “${time.name}” are at least ${least} apart)`}`,
    mend: least !== null && least > periods ? `Give periods: ${least}` : "Give a smaller distance",
  });
}

/** The values of a column at shifted rows; missing where there is none. */
export function shiftedValues(values: Float64Array, shifted: Int32Array): Float64Array {
  const out = new Float64Array(values.length);
  for (let i = 0; i < out.length; i++) out[i] = shifted[i]! < 0 ? Number.NaN : values[shifted[i]!]!;
  return out;
}
