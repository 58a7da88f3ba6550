import { getColumn, type PanelFinding } from "@ceteris/core";
import { type KeyedRows, rowNumbers } from "./keyed-rows.ts";

/** How many times the usual change of its column a jump must be. */
const TIMES_USUAL = 5;

/**
 * Values that are more than `times` the unit's value before, or less than one part in so many: a misprint, or
 * a change of unit such as 元 to 万元. A column that moves like that anyway has none: the logarithm of the
 * change must also be five times the column's median.
 */
export function valueJumps(
  keyed: KeyedRows,
  columns: readonly string[],
  times: number,
): readonly PanelFinding[] {
  return columns.flatMap((name) => {
    const column = getColumn(keyed.table, name);
    if (column.type !== "number" || !isPositive(column.values)) return [];
    const { values } = column;
    const { from, to, sizes } = changes(keyed, values);
    const sorted = sizes.map(Math.abs).sort();
    const least = Math.max(Math.log(times), TIMES_USUAL * (sorted[sorted.length >> 1] ?? 0));
    const jumps = Array.from(sizes.keys()).filter((k) => Math.abs(sizes[k]!) > least);
    return jumps.map((k): PanelFinding => {
      const [a, b] = [from[k]!, to[k]!];
      return {
        check: "jump",
        unit: keyed.unit.labelOf(keyed.unit.codes[b]!),
        time: keyed.time.labelOf(keyed.time.codes[b]!),
        column: name,
        found: `${values[a]} → ${values[b]} (${timesText(sizes[k]!)})`,
        rows: rowNumbers(keyed, [a, b]),
      };
    });
  });
}

/** From which row to which, and by which logarithm of the ratio, the positive values of units change. */
function changes({ rows, unit, time }: KeyedRows, values: Float64Array) {
  const from = new Int32Array(rows.length);
  const to = new Int32Array(rows.length);
  const sizes = new Float64Array(rows.length);
  let n = 0;
  let last = -1;
  for (const i of rows) {
    if (!(values[i]! > 0)) continue;
    const sameUnit = last >= 0 && unit.codes[last] === unit.codes[i];
    // Of several rows in a period the first counts.
    if (sameUnit && time.codes[last] === time.codes[i]) continue;
    if (sameUnit) {
      from[n] = last;
      to[n] = i;
      sizes[n++] = Math.log(values[i]! / values[last]!);
    }
    last = i;
  }
  return { from, to, sizes: sizes.subarray(0, n) };
}

/** A column of amounts: nearly all above 0, and next to none below, as a rate of change has. */
function isPositive(values: Float64Array): boolean {
  let present = 0;
  let above = 0;
  let below = 0;
  for (const v of values) {
    if (!Number.isNaN(v)) present++;
    if (v > 0) above++;
    if (v < 0) below++;
  }
  return above > 0 && above >= 0.9 * present && below <= 0.005 * present;
}

function timesText(size: number): string {
  const ratio = Number(Math.exp(Math.abs(size)).toPrecision(3));
  return `${size > 0 ? "×" : "÷"}${ratio}`;
}
