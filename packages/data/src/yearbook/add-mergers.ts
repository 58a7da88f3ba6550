import type { PanelGrid } from "./panel-grid.ts";
import type { PanelLog } from "./panel-log.ts";
import type { TableCell } from "./table-cells.ts";
import type { YearbookDivisions, YearbookTable } from "./yearbook-spec.ts";

/** A cell of a unit that is part of another in the panel. */
export interface MergedCell {
  readonly cell: TableCell;
  /** The unit that it is part of. */
  readonly unit: string;
  readonly mergedIn: number;
  readonly note: string;
}

interface About {
  readonly file: string;
  readonly layout: YearbookTable;
  readonly divisions: YearbookDivisions | undefined;
}

/**
 * Adds the cells of merged units to those of the whole, where the recipe asks for it and the column is additive;
 * and leaves them out elsewhere. From the year of the merger on the whole has them already. A whole without its part,
 * or a part without its whole, is said in the log: a sum of one says nothing of both.
 */
export function addMergers(
  grid: PanelGrid,
  parts: readonly MergedCell[],
  { file, layout, divisions }: About,
  log: PanelLog,
): void {
  const added = new Set<string>();
  const summed = new Set<string>();
  for (const { cell, unit, mergedIn, note } of parts) {
    const { column, time, value, row, written } = cell;
    const whole = grid.get(column, unit, time);
    const key = JSON.stringify([column, time, written]);
    const isSum = divisions?.merged === "sum" && isAdditive(layout, column);
    const why = !isSum
      ? "left out"
      : time >= mergedIn
        ? `left out: ${unit} includes it from ${mergedIn} on`
        : whole === undefined
          ? `left out: ${unit} has no number of its own`
          : added.has(key)
            ? "left out: it comes twice"
            : null;
    log.note("merged", { file, row, written, unit, note: `${note}; ${why ?? "added"}` });
    if (why !== null) continue;
    added.add(key);
    summed.add(JSON.stringify([column, time, unit]));
    const sum = `sum with ${written} (row ${row}: ${value})`;
    grid.set(column, unit, time, {
      ...whole!,
      value: whole!.value + value,
      note: whole!.note === "" ? sum : `${whole!.note}; ${sum}`,
    });
  }
  if (divisions?.merged !== "sum") return;
  const merged = new Map(parts.map((part) => [part.unit, part]));
  for (const { column, unit, time, cell } of grid.cells()) {
    const part = merged.get(unit);
    if (!part || time >= part.mergedIn || !isAdditive(layout, column)) continue;
    if (summed.has(JSON.stringify([column, time, unit]))) continue;
    const note = `${unit} alone: ${part.cell.written} has no number`;
    log.note("incomplete", { file, row: cell.row, unit, time: String(time), column, note });
  }
}

function isAdditive({ columns }: YearbookTable, column: string): boolean {
  const given = columns[column];
  return typeof given === "object" && given.additive === true;
}
