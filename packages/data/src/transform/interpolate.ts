import { CeterisError, nameSome, type Panel, panelNumbers, type Warning } from "@ceteris/core";
import { type Naming, withNewColumns } from "./new-columns.ts";

export interface InterpolateOptions extends Naming {
  /** The longest hole to fill, in periods. Default 1. */
  readonly most?: number | undefined;
}

/**
 * Fills holes between two periods in which the unit has a value by the straight line between them; holes at the
 * ends, and longer ones, stay. No row is added. New columns are named `*_i`. What was filled is told by the
 * warning CELLS_IMPUTED: values on a line add no information, and they hide how much is missing.
 *
 * @throws OPTION_INVALID, UNKNOWN_COLUMN, NOT_NUMERIC
 * @example
 * interpolate(panel, ["books"], { most: 2, as: "*" });
 * @see `ipolate` (Stata), `approx` (R), which fill holes of any length
 */
export function interpolate(
  panel: Panel,
  columns: readonly string[],
  options: InterpolateOptions = {},
): Panel {
  const { most = 1, as = "*_i" } = options;
  if (!Number.isInteger(most) || most < 1) {
    throw new CeterisError({
      code: "OPTION_INVALID",
      where: "most",
      what: `${most} is no length of a hole`,
      mend: "Give the number of periods that may be missing in a row, from 1 on",
    });
  }
  const warnings: Warning[] = [];
  const filled = withNewColumns(panel, columns, as, (column) => {
    const values = panelNumbers(panel, column).slice();
    const rows = fillHoles(panel, values, most);
    if (rows.length > 0) warnings.push(warnImputed(panel, column, rows));
    return values;
  });
  return Object.freeze({ ...filled, warnings: Object.freeze([...filled.warnings, ...warnings]) });
}

/** Fills in place; the rows filled. */
function fillHoles({ unit, time, nRows }: Panel, values: Float64Array, most: number): readonly number[] {
  const rows: number[] = [];
  let from = -1;
  for (let to = 0; to < nRows; to++) {
    if (Number.isNaN(values[to]!)) continue;
    const sameUnit = from >= 0 && unit.codes[from] === unit.codes[to];
    if (sameUnit && to - from > 1 && time.codes[to]! - time.codes[from]! - 1 <= most) {
      const [start, end] = [time.values[time.codes[from]!]!, time.values[time.codes[to]!]!];
      const slope = (values[to]! - values[from]!) / (end - start);
      for (let i = from + 1; i < to; i++) {
        values[i] = values[from]! + slope * (time.values[time.codes[i]!]! - start);
        rows.push(i);
      }
    }
    from = to;
  }
  return rows;
}

function warnImputed({ unit, time }: Panel, column: string, rows: readonly number[]): Warning {
  const cells = rows.map((i) => `${unit.labels[unit.codes[i]!]} ${time.labels[time.codes[i]!]}`);
  return {
    code: "CELLS_IMPUTED",
    message: `${rows.length} missing ${rows.length === 1 ? "cell" : "cells"} of column “${column}” between two periods ${rows.length === 1 ? "was" : "were"} filled by a straight line (${nameSome(cells)}). Estimates take ${rows.length === 1 ? "it" : "them"} for data: look at the results without.`,
    details: { column, n: rows.length, cells: cells.slice(0, 100) },
  };
}
