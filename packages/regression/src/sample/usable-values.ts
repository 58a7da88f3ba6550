import { CeterisError, type Panel, panelNumbers, panelRowName } from "@ceteris/core";

/** Fourth powers of values up to this size still are numbers, and variances take products of four. */
const largestValue = 1e75;

/** Clears the mark of rows without a value; returns how many. @throws NOT_FINITE, VALUE_TOO_LARGE */
export function dropMissingOf(panel: Panel, name: string, values: Float64Array, keep: Uint8Array): number {
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    if (Math.abs(values[i]!) <= largestValue) continue;
    if (!Number.isNaN(values[i]!)) throw notFinite(panel, name, i, values[i]!);
    keep[i] = 0;
    count++;
  }
  return count;
}

/** Analytic weights in the panel's order. @throws WEIGHTS_INVALID */
export function weightColumn(panel: Panel, name: string): Float64Array {
  const values = panelNumbers(panel, name);
  for (let i = 0; i < values.length; i++) {
    const v = values[i]!;
    if (!(v < 0) && !(v > largestValue)) continue;
    throw new CeterisError({
      code: "WEIGHTS_INVALID",
      where: `${panel.table.source.name}, column “${name}”, ${panelRowName(panel, i)}`,
      what: `the weight is ${v}`,
      mend: "Weights must be finite and not negative; a row with weight 0 is dropped",
      details: { column: name, value: String(v) },
    });
  }
  return values;
}

function notFinite(panel: Panel, name: string, row: number, value: number): CeterisError {
  const where = `${panel.table.source.name}, column “${name}”, ${panelRowName(panel, row)}`;
  if (Number.isFinite(value)) {
    return new CeterisError({
      code: "VALUE_TOO_LARGE",
      where,
      what: `${value} is too large to be squared and summed`,
      mend: "Correct the cell, leave it empty if the number is a code for a missing value, or use a larger unit of measurement",
      details: { column: name, value },
    });
  }
  return new CeterisError({
    code: "NOT_FINITE",
    where,
    what: `the value is ${value > 0 ? "infinite" : "minus infinity"}`,
    mend: "Correct the cell (often a division by zero or the logarithm of zero), or leave it empty to mark it missing",
    details: { column: name },
  });
}
