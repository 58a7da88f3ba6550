import { type Factor, makeFactor, withCodes } from "../factor.ts";
import { type Column, getColumn, getNumbers, rowName, type Table, withColumn } from "../table.ts";
import type { Warning } from "../warning.ts";
import type { Treatment, TreatmentSpec } from "./treatment.ts";

export interface PanelSpec {
  /** Column that identifies units; numbers or text. */
  readonly unit: string;
  /** Column of periods; numbers, or text whose alphabetical order is the order in time. */
  readonly time: string;
  /** How treatment is told; may be left out where no treatment is needed (an index, a description). */
  readonly treatment?: TreatmentSpec;
}

/** Periods in order. Distances between periods are differences of `values`. */
export interface TimeFactor extends Factor {
  /** The number of each period; for text periods their position, from 0. */
  readonly values: Float64Array;
}

/**
 * A validated panel: each unit × period at most once, rows in order of unit, then time, so that no
 * result depends on the order of rows in the file. Columns are read with `panelNumbers` and
 * `panelFactor`, which return values in the panel's order.
 */
export interface Panel {
  readonly kind: "panel";
  readonly table: Table;
  readonly nRows: number;
  /** Row of the table at each row of the panel; null when the table was in order already. */
  readonly order: Int32Array | null;
  readonly unit: Factor;
  readonly time: TimeFactor;
  readonly treatment: Treatment | null;
  /** Every unit has a row in every period. */
  readonly balanced: boolean;
  readonly spec: PanelSpec;
  readonly warnings: readonly Warning[];
}

/** A numeric column in the panel's order. @throws UNKNOWN_COLUMN, NOT_NUMERIC */
export function panelNumbers(panel: Panel, name: string): Float64Array {
  const values = getNumbers(panel.table, name);
  const order = panel.order;
  if (!order) return values;
  const out = new Float64Array(order.length);
  for (let i = 0; i < out.length; i++) out[i] = values[order[i]!]!;
  return out;
}

/** Any column as a factor in the panel's order; the panel's own unit and time as they are. */
export function panelFactor(panel: Panel, name: string): Factor {
  if (name === panel.unit.name) return panel.unit;
  if (name === panel.time.name) return panel.time;
  return permuteFactor(makeFactor(name, getColumn(panel.table, name)), panel.order);
}

/** The panel with one more column, or with one replaced; `column` is in the order of the table's rows. */
export function withPanelColumn(panel: Panel, name: string, column: Column): Panel {
  return Object.freeze({ ...panel, table: withColumn(panel.table, name, column) });
}

/** Values in the panel's order put back into the order of the table's rows. */
export function toTableOrder(panel: Panel, values: Float64Array): Float64Array {
  const { order } = panel;
  if (!order) return values;
  const out = new Float64Array(values.length);
  for (let i = 0; i < out.length; i++) out[order[i]!] = values[i]!;
  return out;
}

/** The name of a period given on the scale of `time.values`: its label in the data, or the number where no row has it. */
export function periodLabel(panel: Panel, value: number): string {
  const at = panel.time.values.indexOf(value);
  return at < 0 ? String(value) : panel.time.labels[at]!;
}

/** How a row of the panel is named in messages: its row in the data as read. */
export function panelRowName(panel: Panel, row: number): string {
  return rowName(panel.table, panel.order ? panel.order[row]! : row);
}

/** A factor with its rows in another order. */
export function permuteFactor(factor: Factor, order: Int32Array | null): Factor {
  if (!order) return factor;
  const codes = new Int32Array(order.length);
  for (let i = 0; i < codes.length; i++) codes[i] = factor.codes[order[i]!]!;
  return withCodes(factor, codes);
}
