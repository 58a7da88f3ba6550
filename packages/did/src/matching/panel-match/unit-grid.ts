import { type Panel, panelNumbers } from "@ceteris/core";

/** A panel as unit × period; a cell without a row reads as `NaN`. */
export interface UnitGrid {
  readonly nUnits: number;
  readonly nPeriods: number;
  /** Row of the panel at `unit * nPeriods + period`, or −1. */
  readonly rowAt: Int32Array;
  /** Values of a column by unit × period. */
  column(name: string): Float64Array;
  readonly status: Float64Array;
}

export function unitGrid(panel: Panel): UnitGrid {
  const nUnits = panel.unit.nLevels;
  const nPeriods = panel.time.nLevels;
  const rowAt = new Int32Array(nUnits * nPeriods).fill(-1);
  for (let i = 0; i < panel.nRows; i++) rowAt[panel.unit.codes[i]! * nPeriods + panel.time.codes[i]!] = i;
  const spread = (values: Float64Array) =>
    Float64Array.from(rowAt, (row) => (row < 0 ? Number.NaN : values[row]!));
  return {
    nUnits,
    nPeriods,
    rowAt,
    column: (name) => spread(panelNumbers(panel, name)),
    status: spread(panel.treatment!.status),
  };
}
