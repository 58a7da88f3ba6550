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
  withColumn,
} from "@ceteris/core";
import { COUNTY_TRANSFERS } from "../divisions/changes.ts";
import { filterRows } from "../filter-rows.ts";
import { computeColumn } from "../formula/compute-column.ts";
import { buildWarnings } from "./build-warnings.ts";
import { fillGaps } from "./fill-gaps.ts";
import { type JoinedCells, joinCells, type YearbookInput } from "./join-cells.ts";
import { type NamedUnit, nameUnits } from "./name-unit.ts";
import { type PanelLog, panelLog } from "./panel-log.ts";
import type { Derived, YearbookColumn, YearbookOptions } from "./yearbook-spec.ts";

/** A panel and how it came about. */
export interface AssembledPanel {
  readonly table: Table;
  readonly build: PanelBuildResult;
}

/**
 * Joins tables of yearbooks, wide or long, one for each year or for each indicator, into one panel, and logs what
 * was matched, renamed, converted, merged, left out, imputed and missing.
 *
 * Units are recognised as divisions of China where `divisions` asks for it (`findDivision`), and brought to the
 * names of one year. A cell that several tables have is that of the first; where the others differ, the log says
 * so. Nothing is imputed unless `interpolate` names the column.
 *
 * Warnings: `UNITS_UNMATCHED`, `CELLS_CONFLICT`, and `DIVISION_BOUNDARIES` where a county passed between two
 * cities of the panel within its years.
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
  refuseKeyNames(inputs, options);
  const log = panelLog();
  const filtered = inputs.map(({ table, layout }) => ({
    layout,
    table: layout.where === undefined ? table : filterRows(table, layout.where),
  }));
  const frame = frameUnits(options);
  const joined = joinCells(filtered, options, frame && new Set(frame.map(({ name }) => name)), log);
  const units = frame ?? orderedUnits(joined);
  const names = units.map(({ name }) => name);
  const times = periodsOf(joined, options);
  const imputed = fillGaps(joined.grid, names, times, options.interpolate, log);
  const keys = units.flatMap((unit) =>
    times.filter((time) => frame || joined.grid.has(unit.name, time)).map((time) => ({ unit, time })),
  );
  if (keys.length === 0) throw nothingMatched(inputs, joined);
  const given = givenColumns(keys, joined, options, log);
  const whole = derived(makeTable(given, { name: "panel" }), options.derive);
  const table = chosen(whole, options.columns);
  noteBoundaries(units, times, log);
  const entries = log.entries();
  const counts: Partial<Record<PanelAction, number>> = {};
  for (const { action } of entries) counts[action] = (counts[action] ?? 0) + 1;
  const build: PanelBuildResult = {
    kind: "panel-build",
    nRows: table.nRows,
    nUnits: new Set(keys.map(({ unit }) => unit.name)).size,
    periods: times.map(String),
    sources: joined.sources,
    columns: summaries(table, filtered, imputed, options),
    counts,
    log: entries,
    spec: { ...options, frame: options.frame?.length ?? null, tables: inputs.map(({ layout }) => layout) },
    warnings: buildWarnings(joined.sources, entries),
  };
  return { table, build: displayable(build) };
}

/** The columns that tell the row apart are made here, and nowhere else. @throws OPTION_INVALID */
function refuseKeyNames(inputs: readonly YearbookInput[], options: YearbookOptions): void {
  const { unit, time, divisions, derive = {} } = options;
  const keys = [unit, time, divisions?.province, divisions?.code].filter((name) => name !== undefined);
  const twice = keys.find((name, k) => keys.indexOf(name) !== k);
  const made = [...inputs.flatMap(({ layout }) => Object.keys(layout.columns)), ...Object.keys(derive)];
  const taken = twice ?? made.find((name) => keys.includes(name));
  if (taken === undefined) return;
  throw new CeterisError({
    code: "OPTION_INVALID",
    where: `column “${taken}”`,
    what:
      twice === undefined
        ? "it is a column of units, periods or divisions, and one of a table or formula too"
        : "two of unit, time, province and code have this name",
    mend: "Give each a name of its own",
    details: { column: taken },
  });
}

interface RowKey {
  readonly unit: NamedUnit;
  readonly time: number;
}

/** The units of the frame under the panel's names. @throws OPTION_INVALID */
function frameUnits({ frame, divisions }: YearbookOptions): readonly NamedUnit[] | null {
  if (!frame) return null;
  const nameOf = nameUnits(divisions);
  const seen = new Map<string, string>();
  return frame.map((written) => {
    const naming = nameOf(written);
    const refuse = (what: string) =>
      new CeterisError({
        code: "OPTION_INVALID",
        where: "frame",
        what,
        mend: "Correct the list of units",
        details: { unit: written },
      });
    if (naming.kind !== "unit") throw refuse(`“${written}” is ${naming.note || "no unit"}`);
    if (naming.merged) throw refuse(`“${written}” is part of ${naming.unit.name} by then`);
    const before = seen.get(naming.unit.name);
    if (before !== undefined) throw refuse(`“${before}” and “${written}” are one unit`);
    seen.set(naming.unit.name, written);
    return naming.unit;
  });
}

/** Divisions in the order of their codes, other names by code point. */
function orderedUnits({ units }: JoinedCells): readonly NamedUnit[] {
  const key = ({ name, division }: NamedUnit) => division?.code ?? name;
  return [...units.values()].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

function periodsOf({ grid }: JoinedCells, { periods, frame }: YearbookOptions): readonly number[] {
  if (!periods) return grid.times();
  if (!frame) return grid.times().filter((time) => time >= periods[0] && time <= periods[1]);
  return Array.from({ length: periods[1] - periods[0] + 1 }, (_, k) => periods[0] + k);
}

function givenColumns(
  keys: readonly RowKey[],
  { grid }: JoinedCells,
  { unit, time, divisions }: YearbookOptions,
  log: PanelLog,
): Map<string, Column> {
  const columns = new Map<string, Column>([[unit, text(keys.map((key) => key.unit.name))]]);
  if (divisions?.province)
    columns.set(divisions.province, text(keys.map((key) => key.unit.division!.province)));
  if (divisions?.code) columns.set(divisions.code, text(keys.map((key) => key.unit.division!.code)));
  columns.set(time, { type: "number", values: Float64Array.from(keys, (key) => key.time) });
  for (const column of grid.columns()) {
    const values = Float64Array.from(keys, (key) => {
      const value = grid.get(column, key.unit.name, key.time);
      if (value === undefined) log.note("missing", { unit: key.unit.name, time: String(key.time), column });
      return value ?? Number.NaN;
    });
    columns.set(column, { type: "number", values });
  }
  return columns;
}

function text(values: readonly string[]): Column {
  return { type: "text", values };
}

function derived(table: Table, derive: Readonly<Record<string, Derived>> = {}): Table {
  return Object.entries(derive).reduce((grown, [name, given]) => {
    const values = typeof given === "string" ? computeColumn(grown, given) : indicator(grown, given.where);
    return withColumn(grown, name, { type: "number", values });
  }, table);
}

/** 1 in the rows that meet a condition, 0 in the others. */
function indicator(table: Table, condition: string): Float64Array {
  const values = new Float64Array(table.nRows);
  for (const row of filterRows(table, condition).source.rows!) values[row] = 1;
  return values;
}

function chosen(table: Table, columns: readonly string[] | undefined): Table {
  if (!columns) return table;
  return makeTable(new Map(columns.map((name) => [name, getColumn(table, name)])), table.source);
}

function noteBoundaries(units: readonly NamedUnit[], times: readonly number[], log: PanelLog): void {
  const byCode = new Map(
    units.flatMap(({ name, division }) => (division ? [[division.code, name] as const] : [])),
  );
  for (const { year, county, from, to } of COUNTY_TRANSFERS) {
    if (year <= times[0]! || year > times.at(-1)!) continue;
    const [loser, winner] = [byCode.get(from), byCode.get(to)];
    const note = `${county}: ${loser ?? from} → ${winner ?? to}`;
    for (const unit of [loser, winner]) {
      if (unit !== undefined) log.note("boundary", { unit, time: String(year), note });
    }
  }
}

function summaries(
  table: Table,
  inputs: readonly YearbookInput[],
  imputed: ReadonlyMap<string, number>,
  { unit, time, derive = {} }: YearbookOptions,
): readonly PanelColumnSummary[] {
  return [...table.columns]
    .filter(([name]) => name !== unit && name !== time)
    .map(([column, { type, values }]) => {
      const specs = inputs.flatMap(({ table: source, layout }): [string, YearbookColumn][] => {
        const given = layout.columns[column];
        if (given === undefined) return [];
        return [[source.source.name, typeof given === "string" ? { from: given } : given]];
      });
      const formula = derive[column];
      const nMissing = type === "number" ? values.filter((v) => Number.isNaN(v)).length : 0;
      return {
        column,
        unit: specs.map(([, spec]) => spec.to ?? spec.unit).find((u) => u !== undefined) ?? null,
        nCells: table.nRows - nMissing,
        nMissing,
        nImputed: imputed.get(column) ?? 0,
        from:
          formula === undefined
            ? specs.map(([file]) => file)
            : [typeof formula === "string" ? formula : formula.where],
      };
    });
}

function nothingMatched(inputs: readonly YearbookInput[], { sources }: JoinedCells): CeterisError {
  const unmatched = sources.flatMap((source) => source.unmatched);
  return new CeterisError({
    code: "TABLE_EMPTY",
    where: inputs.map(({ table }) => table.source.name).join(", ") || "tables",
    what:
      unmatched.length > 0
        ? `no name was recognised (${unmatched.slice(0, 3).join(", ")})`
        : "no cell lies in the panel",
    mend: "Check the columns of units and periods, and the periods and units of the panel",
  });
}
