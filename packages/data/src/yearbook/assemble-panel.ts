import {
  CeterisError,
  type Column,
  displayable,
  getColumn,
  makeTable,
  type PanelAction,
  type PanelBuildResult,
  type PanelColumnSummary,
  type Table,
} from "@ceteris/core";
import { filterRows } from "../filter/filter-rows.ts";
import { buildWarnings } from "./build-warnings.ts";
import { deriveColumns, derivedText } from "./derive-columns.ts";
import { fillGaps } from "./fill-gaps.ts";
import { frameUnits } from "./frame-units.ts";
import { type JoinedCells, joinCells } from "./join-cells.ts";
import type { NamedUnit } from "./name-unit.ts";
import { noteBoundaries } from "./note-boundaries.ts";
import type { PanelCell } from "./panel-cells.ts";
import { type PanelLog, panelLog } from "./panel-log.ts";
import { refuseOptions } from "./refuse-options.ts";
import type { YearbookInput } from "./source-cells.ts";
import { transposeTable } from "./transpose-table.ts";
import type { YearbookOptions } from "./yearbook-spec.ts";

/** A panel and how it came about. */
export interface AssembledPanel {
  readonly table: Table;
  readonly build: PanelBuildResult;
  /** Where each cell comes from, in the order of the panel's rows and columns. */
  readonly cells: readonly PanelCell[];
}

/**
 * Joins tables of yearbooks, wide or long, one for each year or for each indicator, into one panel, and logs what
 * was matched, renamed, converted, merged, left out, imputed and missing.
 *
 * Units are recognised as divisions of China where `divisions` asks for it (`findDivision`), and brought to the
 * names of one year. A cell that several tables have is that of the first; where the others differ, the log says
 * so. Nothing is imputed unless `interpolate` names the column.
 *
 * Warnings: `UNITS_UNMATCHED`, `CELLS_UNPLACED`, `CELLS_CONFLICT`, `MEASURES_DIFFER`, `YEARS_UNREAD`, and
 * `DIVISION_BOUNDARIES` where counties passed between cities of the panel within its years.
 *
 * @throws UNKNOWN_COLUMN, NOT_NUMERIC, OPTION_INVALID, TABLE_EMPTY, FORMULA_SYNTAX, FILTER_SYNTAX, LOG_UNDEFINED
 * @example
 * const { table, build } = assemblePanel(
 *   [{ table: await readTable("人口.csv"), layout: { unit: "城市", columns: { population: { from: "*年", unit: "人", to: "万人" } } } }],
 *   { unit: "city", time: "year", divisions: { vintage: 2021 }, derive: { log_population: "log(population)" } },
 * );
 * build.log.filter((entry) => entry.action === "unmatched");
 */
export function assemblePanel(inputs: readonly YearbookInput[], options: YearbookOptions): AssembledPanel {
  refuseOptions(inputs, options);
  const log = panelLog();
  const laid = inputs.map(laidOut);
  const frame = frameUnits(options);
  const names = frame && new Set(frame.map(({ name }) => name));
  const joined = joinCells(laid, { options, frame: names, log });
  const { grid, sources } = joined;
  const units = frame ?? orderedUnits(joined);
  const times = periodsOf(joined, options);
  const unitNames = units.map(({ name }) => name);
  const imputed = fillGaps(grid, unitNames, times, options.interpolate, log);
  const keys = units.flatMap((unit) =>
    times.filter((time) => frame || grid.has(unit.name, time)).map((time) => ({ unit, time })),
  );
  if (keys.length === 0) throw nothingMatched(joined);
  const cells = panelCells(keys, joined);
  const given = givenColumns(keys, joined, options, log);
  const table = chosen(deriveColumns(makeTable(given, { name: "panel" }), options), options.columns);
  noteBoundaries(units, times, options.divisions, log);
  const entries = log.entries();
  const counts: Partial<Record<PanelAction, number>> = {};
  for (const { action } of entries) counts[action] = (counts[action] ?? 0) + 1;
  const build: PanelBuildResult = {
    kind: "panel-build",
    nRows: table.nRows,
    nUnits: new Set(keys.map(({ unit }) => unit.name)).size,
    periods: times.map(String),
    sources,
    columns: summaries(table, laid, joined, imputed, options),
    counts,
    log: entries,
    spec: { ...options, frame: options.frame?.length ?? null, tables: inputs.map(({ layout }) => layout) },
    warnings: buildWarnings(sources, entries),
  };
  return { table, build: displayable(build), cells };
}

/** The table as its layout says it is to be read. */
function laidOut(input: YearbookInput): YearbookInput {
  const { transpose, where } = input.layout;
  const { decimal } = input;
  const turned = transpose ? transposeTable(input.table, decimal ? { decimal } : {}) : input.table;
  return { ...input, table: where === undefined ? turned : filterRows(turned, where) };
}

interface RowKey {
  readonly unit: NamedUnit;
  readonly time: number;
}

/** Divisions in the order of their codes, other names by code point. */
function orderedUnits({ units }: JoinedCells): readonly NamedUnit[] {
  const key = ({ name, code }: NamedUnit) => code ?? name;
  return [...units.values()].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

function periodsOf({ grid }: JoinedCells, { periods, frame }: YearbookOptions): readonly number[] {
  if (!periods) return grid.times();
  if (!frame) return grid.times().filter((time) => time >= periods[0] && time <= periods[1]);
  return Array.from({ length: periods[1] - periods[0] + 1 }, (_, k) => periods[0] + k);
}

function panelCells(keys: readonly RowKey[], { grid }: JoinedCells): readonly PanelCell[] {
  const columns = grid.columns();
  return keys.flatMap(({ unit: { name: unit }, time }) =>
    columns.flatMap((column): PanelCell[] => {
      const cell = grid.get(column, unit, time);
      return cell === undefined ? [] : [{ unit, time, column, ...cell }];
    }),
  );
}

function givenColumns(
  keys: readonly RowKey[],
  { grid }: JoinedCells,
  { unit, time, divisions }: YearbookOptions,
  log: PanelLog,
): Map<string, Column> {
  const columns = new Map<string, Column>([[unit, text(keys.map((key) => key.unit.name))]]);
  if (divisions?.province) columns.set(divisions.province, text(keys.map((key) => key.unit.province)));
  if (divisions?.code) columns.set(divisions.code, text(keys.map((key) => key.unit.code)));
  columns.set(time, { type: "number", values: Float64Array.from(keys, (key) => key.time) });
  for (const column of grid.columns()) {
    const values = Float64Array.from(keys, (key) => {
      const cell = grid.get(column, key.unit.name, key.time);
      if (cell === undefined) log.note("missing", { unit: key.unit.name, time: String(key.time), column });
      return cell?.value ?? Number.NaN;
    });
    columns.set(column, { type: "number", values });
  }
  return columns;
}

function text(values: readonly (string | null)[]): Column {
  return { type: "text", values };
}

function chosen(table: Table, columns: readonly string[] | undefined): Table {
  if (!columns) return table;
  return makeTable(new Map(columns.map((name) => [name, getColumn(table, name)])), table.source);
}

function summaries(
  table: Table,
  inputs: readonly YearbookInput[],
  { measures, sources }: JoinedCells,
  imputed: ReadonlyMap<string, number>,
  { unit, time, derive = {} }: YearbookOptions,
): readonly PanelColumnSummary[] {
  return [...table.columns]
    .filter(([name]) => name !== unit && name !== time)
    .map(([column, { type, values }]) => {
      const files = sources.flatMap(({ file }, k) =>
        inputs[k]!.layout.columns[column] === undefined ? [] : [file],
      );
      const formula = derive[column];
      const nMissing = type === "number" ? values.filter((v) => Number.isNaN(v)).length : 0;
      return {
        column,
        unit: formula === undefined ? (measures.get(column) ?? null) : null,
        nCells: table.nRows - nMissing,
        nMissing,
        nImputed: imputed.get(column) ?? 0,
        from: formula === undefined ? files : [derivedText(formula)],
      };
    });
}

function nothingMatched({ sources }: JoinedCells): CeterisError {
  const unmatched = sources.flatMap((source) => source.unmatched);
  return new CeterisError({
    code: "TABLE_EMPTY",
    where: sources.map(({ file }) => file).join(", ") || "tables",
    what:
      unmatched.length > 0
        ? `no name was recognised (${unmatched.slice(0, 3).join(", ")})`
        : "no cell lies in the panel",
    mend:
      unmatched.length > 0
        ? "Check the column of units. Divisions are prefectures, or with level: province provinces; for a panel of counties or of firms leave divisions out, and units are joined as they are written"
        : "Check the columns of units and periods, and the periods and units of the panel",
  });
}
