import { CeterisError, nameSome, type PanelLogEntry, type PanelSource, type Table } from "@ceteris/core";
import { MUNICIPALITIES } from "../divisions/provinces.ts";
import { addMergers, type MergedCell } from "./add-mergers.ts";
import { isSame } from "./is-same.ts";
import { type NamedUnit, nameUnits } from "./name-unit.ts";
import { type PanelGrid, panelGrid, placeOf } from "./panel-grid.ts";
import type { PanelLog } from "./panel-log.ts";
import { type TableCell, type TableCells, tableCells } from "./table-cells.ts";
import type { YearbookOptions, YearbookTable } from "./yearbook-spec.ts";

/** A table as read, and how it is laid out. */
export interface YearbookInput {
  readonly table: Table;
  readonly layout: YearbookTable;
  /** Sheet of the workbook, where the file alone does not tell the table. */
  readonly sheet?: string | undefined;
  /** Decimal mark of a table that is transposed, and so read as text. Default `.`. */
  readonly decimal?: "." | "," | undefined;
}

/** The cells of one table under the panel's names. */
export interface SourceCells {
  readonly source: PanelSource;
  readonly grid: PanelGrid;
  /** Unit of measurement in the panel of each column, null where nothing tells it. */
  readonly measures: ReadonlyMap<string, string | null>;
}

/** What holds for all tables of a panel. */
export interface PanelPlan {
  readonly options: YearbookOptions;
  /** Names of the units of the frame; null where all units are taken. */
  readonly frame: ReadonlySet<string> | null;
  readonly log: PanelLog;
}

/** Brings the cells of one table to the units of the panel, adds up mergers, and logs what it leaves out. */
export function sourceCells(
  { table, layout, sheet }: YearbookInput,
  plan: PanelPlan,
  units: Map<string, NamedUnit>,
): SourceCells {
  const { options, log } = plan;
  const file = sheet === undefined ? table.source.name : `${table.source.name} [${sheet}]`;
  const found = tableCells(table, layout);
  noteReading(file, table, found, log);
  const names = found.cells.map(({ written }) => written);
  const nameOf = nameUnits(options.divisions, names);
  const grid = panelGrid();
  const parts: MergedCell[] = [];
  const unmatched = new Set<string>();
  const provinces = new Set<string>();
  for (const cell of found.cells) {
    const { row, written } = cell;
    if (written === layout.unit) {
      log.note("skipped", { file, row, written, note: "the names of the columns again" });
      continue;
    }
    const naming = nameOf(written);
    if (naming.kind !== "unit") {
      if (naming.kind === "unmatched") unmatched.add(written);
      if (naming.province) provinces.add(written);
      log.note(naming.kind, { file, row, written, note: naming.note });
      continue;
    }
    const unit = naming.unit.name;
    const outside = outsideOf(cell, unit, plan);
    if (outside !== null) log.note("outside", { file, row, ...outside });
    else if (naming.mergedIn !== null)
      parts.push({ cell, unit, mergedIn: naming.mergedIn, note: naming.note });
    else {
      if (naming.note !== "") log.note("renamed", { file, row, written, unit, note: naming.note });
      units.set(unit, naming.unit);
      place(grid, file, unit, cell, log);
    }
  }
  refuseProvinces(file, grid, provinces, options);
  addMergers(grid, parts, { file, layout, divisions: options.divisions }, log);
  const source = {
    file,
    sha256: table.source.sha256,
    nRows: table.nRows,
    nUnits: grid.units().length,
    nCells: grid.cells().length,
    unmatched: [...unmatched],
  };
  const measures = Array.from(
    found.measures,
    ([column, own]) => [column, own.find((m) => m.unit !== null)?.unit ?? null] as const,
  );
  return { source, grid, measures: new Map(measures) };
}

/** @throws OPTION_INVALID (a table of provinces, of which the municipalities alone would be taken for cities) */
function refuseProvinces(
  file: string,
  grid: PanelGrid,
  provinces: ReadonlySet<string>,
  { divisions }: YearbookOptions,
): void {
  const isMunicipality = (unit: string) => MUNICIPALITIES.has(unit.replace(/市$/, ""));
  if (!divisions || provinces.size < MANY || !grid.units().every(isMunicipality)) return;
  throw new CeterisError({
    code: "OPTION_INVALID",
    where: file,
    what: `its units are provinces (${nameSome([...provinces], 3)}), and the panel's are prefectures`,
    mend: "Give divisions level: province, or leave the table out",
  });
}

/** Provinces that are more than the headings of a few cities. */
const MANY = 3;

/** What reading changed, and what of the table has no place in the panel or contradicts the recipe. */
function noteReading(file: string, table: Table, found: TableCells, log: PanelLog): void {
  for (const { message } of table.source.warnings) log.note("cleaned", { file, note: message });
  if (found.nFilled > 0) {
    const note = `${found.nFilled} ${found.nFilled === 1 ? "row" : "rows"} without a name took the one above`;
    log.note("cleaned", { file, cells: found.nFilled, note });
  }
  for (const { row, lacks, cells } of found.unplaced) {
    log.note("unplaced", { file, row, cells, note: `the row has no ${lacks}` });
  }
  for (const name of found.yearsUnread) {
    log.note("unread", { file, written: name, cells: 0, note: "the pattern does not take this column" });
  }
  for (const [column, measures] of found.measures) {
    const told = measures.find(({ contradicted }) => contradicted !== null)?.contradicted;
    if (told)
      log.note("contradicted", { file, written: told, column, cells: 0, note: "the recipe says otherwise" });
  }
}

function outsideOf(
  { written, time }: TableCell,
  unit: string,
  { options: { periods }, frame }: PanelPlan,
): Partial<PanelLogEntry> | null {
  if (periods && (time < periods[0] || time > periods[1])) {
    return { time: String(time), note: "a period outside the panel" };
  }
  return frame && !frame.has(unit) ? { written, unit, note: "not among the panel's units" } : null;
}

/** Of several cells for one place the first in the table stays. */
function place(grid: PanelGrid, file: string, unit: string, cell: TableCell, log: PanelLog): void {
  const { column, time, value, row, from, written, measure } = cell;
  const before = grid.get(column, unit, time);
  if (before === undefined) {
    grid.set(column, unit, time, { value, file, row, from, written, note: measure.note });
    if (measure.note !== "") log.note("converted", { file, column, note: measure.note });
    return;
  }
  const about = { file, row, written, unit, time: String(time), column, value };
  if (isSame(before.value, value)) {
    log.note("duplicate", { ...about, note: `the same number as in row ${before.row}` });
  } else log.note("conflict", { ...about, note: `${before.value} is kept, of ${placeOf(before)}` });
}
