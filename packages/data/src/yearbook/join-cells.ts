import type { PanelSource, Table } from "@ceteris/core";
import { type NamedUnit, nameUnits } from "./name-unit.ts";
import { type PanelGrid, panelGrid } from "./panel-grid.ts";
import type { PanelLog } from "./panel-log.ts";
import { tableCells } from "./table-cells.ts";
import type { YearbookOptions, YearbookTable } from "./yearbook-spec.ts";

/** A table as read, and how it is laid out. */
export interface YearbookInput {
  readonly table: Table;
  readonly layout: YearbookTable;
}

export interface JoinedCells {
  readonly grid: PanelGrid;
  readonly units: ReadonlyMap<string, NamedUnit>;
  readonly sources: readonly PanelSource[];
}

/** Numbers that differ by less are the same number, computed in two ways. */
const SAME = 1e-9;

/** Puts the cells of all tables into one grid. The first table that has a cell decides its value. */
export function joinCells(
  inputs: readonly YearbookInput[],
  options: YearbookOptions,
  frame: ReadonlySet<string> | null,
  log: PanelLog,
): JoinedCells {
  const grid = panelGrid();
  const units = new Map<string, NamedUnit>();
  const nameOf = nameUnits(options.divisions);
  const sources = inputs.map((input) => {
    const own = sourceGrid(input, options, frame, nameOf, units, log);
    for (const [column, unit, time, value] of own.cells) {
      const before = grid.get(column, unit, time);
      if (before === undefined) grid.set(column, unit, time, value);
      else if (!isSame(before, value)) {
        const note = `${before} is kept, of a table before`;
        log.note("conflict", { file: own.source.file, unit, time: String(time), column, value, note });
      }
    }
    return own.source;
  });
  return { grid, units, sources };
}

type Placed = readonly [column: string, unit: string, time: number, value: number];

/** The cells of one table under the panel's names, mergers added up. */
function sourceGrid(
  { table, layout }: YearbookInput,
  { divisions, periods }: YearbookOptions,
  frame: ReadonlySet<string> | null,
  nameOf: ReturnType<typeof nameUnits>,
  units: Map<string, NamedUnit>,
  log: PanelLog,
): { readonly source: PanelSource; readonly cells: readonly Placed[] } {
  const file = table.source.name;
  const grid = panelGrid();
  const parts: Placed[] = [];
  const unmatched = new Set<string>();
  for (const { message } of table.source.warnings) log.note("cleaned", { file, note: message });
  for (const { column, written, time, value } of tableCells(table, layout)) {
    const naming = nameOf(written);
    if (naming.kind !== "unit") {
      if (naming.kind === "unmatched") unmatched.add(written);
      log.note(naming.kind, { file, written, note: naming.note });
      continue;
    }
    const unit = naming.unit.name;
    if (periods && (time < periods[0] || time > periods[1])) {
      log.note("outside", { file, time: String(time), note: "a period outside the panel" });
      continue;
    }
    if (frame && !frame.has(unit)) {
      log.note("outside", { file, written, unit, note: "not among the panel's units" });
      continue;
    }
    if (naming.merged) {
      const summed = divisions?.merged === "sum" && isAdditive(layout, column);
      const note = `${naming.note}; ${summed ? "added" : "left out"}`;
      log.note("merged", { file, written, unit, note });
      if (summed) parts.push([column, unit, time, value]);
      continue;
    }
    if (naming.note !== "") log.note("renamed", { file, written, unit, note: naming.note });
    units.set(unit, naming.unit);
    const before = grid.get(column, unit, time);
    if (before === undefined) grid.set(column, unit, time, value);
    else {
      const note = isSame(before, value) ? "the same number again" : `${before} is kept, which stands first`;
      log.note("duplicate", { file, written, unit, time: String(time), column, value, note });
    }
  }
  for (const [column, unit, time, value] of parts) {
    const whole = grid.get(column, unit, time);
    // A part alone says nothing of the whole.
    if (whole !== undefined) grid.set(column, unit, time, whole + value);
  }
  const cells = placed(grid);
  for (const [column] of cells) {
    const note = conversionOf(layout, column);
    if (note !== "") log.note("converted", { file, column, note });
  }
  const source = {
    file,
    sha256: table.source.sha256,
    nRows: table.nRows,
    nUnits: grid.units().length,
    nCells: cells.length,
    unmatched: [...unmatched],
  };
  return { source, cells };
}

function placed(grid: PanelGrid): readonly Placed[] {
  return grid.columns().flatMap((column) =>
    grid.units().flatMap((unit) =>
      grid.times().flatMap((time): Placed[] => {
        const value = grid.get(column, unit, time);
        return value === undefined ? [] : [[column, unit, time, value]];
      }),
    ),
  );
}

/** How a column was converted; empty where it was not. */
function conversionOf({ columns }: YearbookTable, column: string): string {
  const given = columns[column]!;
  if (typeof given === "string" || given.to === undefined || given.to === given.unit) return "";
  return `${given.unit} → ${given.to}`;
}

function isAdditive({ columns }: YearbookTable, column: string): boolean {
  const given = columns[column];
  return typeof given === "object" && given.additive === true;
}

function isSame(a: number, b: number): boolean {
  return Math.abs(a - b) <= SAME * Math.max(Math.abs(a), Math.abs(b));
}
