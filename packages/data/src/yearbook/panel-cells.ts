import { fromColumns, type Table } from "@ceteris/core";
import type { CellOrigin } from "./panel-grid.ts";

/** A cell of the panel that was given or imputed, with its origin. */
export interface PanelCell extends CellOrigin {
  readonly unit: string;
  readonly time: number;
  readonly column: string;
  readonly value: number;
}

/**
 * The cells of a panel and where each comes from, as a table: file, row of the data as read, column, the unit as
 * the file writes it, and what was done to the number.
 *
 * @example
 * await writeTable(panelCellsTable(cells), "panel-cells.csv");
 */
export function panelCellsTable(cells: readonly PanelCell[]): Table {
  const keys = "unit time column value file row from written note".split(" ") as (keyof PanelCell)[];
  const columns = keys.map(
    (key) => [key, cells.map((cell) => (cell[key] === "" ? null : cell[key]))] as const,
  );
  return fromColumns(Object.fromEntries(columns), "cells");
}
