import type { PanelSource } from "@ceteris/core";
import { isSameUnit } from "./convert-unit.ts";
import { isSame } from "./is-same.ts";
import type { NamedUnit } from "./name-unit.ts";
import { type PanelGrid, panelGrid, placeOf } from "./panel-grid.ts";
import { type PanelPlan, sourceCells, type YearbookInput } from "./source-cells.ts";

export interface JoinedCells {
  readonly grid: PanelGrid;
  readonly units: ReadonlyMap<string, NamedUnit>;
  readonly sources: readonly PanelSource[];
  /** Unit of measurement of each column, by the first table that tells it. */
  readonly measures: ReadonlyMap<string, string>;
}

/** Puts the cells of all tables into one grid. The first table that has a cell decides its value. */
export function joinCells(inputs: readonly YearbookInput[], plan: PanelPlan): JoinedCells {
  const grid = panelGrid();
  const units = new Map<string, NamedUnit>();
  const measures = new Map<string, string>();
  const sources = inputs.map((input) => {
    const own = sourceCells(input, plan, units);
    const { file } = own.source;
    for (const [column, measure] of own.measures) {
      const first = measures.get(column);
      if (measure === null) continue;
      if (first === undefined) measures.set(column, measure);
      else if (!isSameUnit(first, measure)) {
        const note = `${first} in the tables before`;
        plan.log.note("contradicted", { file, written: measure, column, cells: 0, note });
      }
    }
    for (const { column, unit, time, cell } of own.grid.cells()) {
      const before = grid.get(column, unit, time);
      if (before === undefined) grid.set(column, unit, time, cell);
      else if (!isSame(before.value, cell.value)) {
        const { row, written, value } = cell;
        const note = `${before.value} is kept, of ${placeOf(before)}`;
        plan.log.note("conflict", { file, row, written, unit, time: String(time), column, value, note });
      }
    }
    return own.source;
  });
  return { grid, units, sources, measures };
}
