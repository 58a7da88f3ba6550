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
    const changes = keyed.rows.flatMap((own, u) => changesOf(own, u, values));
    const sizes = Float64Array.from(changes, ({ size }) => Math.abs(size)).sort();
    const least = Math.max(Math.log(times), TIMES_USUAL * (sizes[sizes.length >> 1] ?? 0));
    return changes
      .filter(({ size }) => Math.abs(size) > least)
      .map(
        ({ unit, from, to, period, size }): PanelFinding => ({
          check: "jump",
          unit: keyed.unit.labelOf(unit),
          time: keyed.time.labelOf(period),
          column: name,
          found: `${values[from]} → ${values[to]} (${timesText(size)})`,
          rows: rowNumbers(keyed, [from, to]),
        }),
      );
  });
}

interface Change {
  readonly unit: number;
  readonly period: number;
  readonly from: number;
  readonly to: number;
  /** Logarithm of the ratio. */
  readonly size: number;
}

function changesOf(own: KeyedRows["rows"][number], unit: number, values: Float64Array): Change[] {
  const seen = own.flatMap((here, period) => {
    const row = here[0];
    return row !== undefined && values[row]! > 0 ? [{ row, period }] : [];
  });
  return seen.slice(1).map(({ row, period }, k) => {
    const from = seen[k]!.row;
    return { unit, period, from, to: row, size: Math.log(values[row]! / values[from]!) };
  });
}

/** A column of amounts: nearly all above 0, and next to none below, as a rate of change has. */
function isPositive(values: Float64Array): boolean {
  const present = values.filter((v) => !Number.isNaN(v));
  const above = present.filter((v) => v > 0).length;
  const below = present.filter((v) => v < 0).length;
  return above > 0 && above >= 0.9 * present.length && below <= 0.005 * present.length;
}

function timesText(size: number): string {
  const ratio = Number(Math.exp(Math.abs(size)).toPrecision(3));
  return `${size > 0 ? "×" : "÷"}${ratio}`;
}
