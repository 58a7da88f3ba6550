import {
  nameSome,
  type PanelAction,
  type PanelLogEntry,
  type PanelSource,
  type Warning,
} from "@ceteris/core";

/** What a user should be told of the log without reading it. */
export function buildWarnings(
  sources: readonly PanelSource[],
  log: readonly PanelLogEntry[],
): readonly Warning[] {
  const of = (action: PanelAction) => log.filter((entry) => entry.action === action);
  return [
    ...unmatched(sources, of("unmatched")),
    ...unplaced(of("unplaced")),
    ...unread(of("unread")),
    ...contradicted(of("contradicted")),
    ...conflicts(of("conflict")),
    ...incomplete(of("incomplete")),
    ...boundaries(of("boundary")),
  ];
}

function unmatched(sources: readonly PanelSource[], log: readonly PanelLogEntry[]): Warning[] {
  const names = [...new Set(sources.flatMap((source) => source.unmatched))];
  if (names.length === 0) return [];
  const nearOf = new Map(
    log.map(({ written, note }) => [written, /\(([^()]*)\?\)$/.exec(note)?.[1] ?? null]),
  );
  const found = names.map((name) => ({ name, near: nearOf.get(name) ?? null }));
  const shown = found.map(({ name, near }) => (near === null ? name : `${name}: ${near}?`));
  return [
    {
      code: "UNITS_UNMATCHED",
      message: `${names.length} ${names.length === 1 ? "name or code means" : "names or codes mean"} no unit of the panel, and ${names.length === 1 ? "its" : "their"} cells are left out (${nameSome(shown)}). Look for misprints; counties are no prefectures: add them up first, or leave divisions out to keep them.`,
      details: { count: names.length, found: found.slice(0, 100) },
    },
  ];
}

function unplaced(log: readonly PanelLogEntry[]): Warning[] {
  if (log.length === 0) return [];
  const rows = log.map(({ file, row, note }) => ({
    file,
    row,
    lacks: note.endsWith("unit") ? "unit" : "period",
  }));
  const shown = rows.map(({ file, row, lacks }) => `${file}, row ${row}: no ${lacks}`);
  return [
    {
      code: "CELLS_UNPLACED",
      message: `${log.length} ${log.length === 1 ? "row has" : "rows have"} numbers but no unit or no period, and ${log.length === 1 ? "is" : "are"} left out (${nameSome(shown, 3)}). Where cells were merged give fillDown, and write the period as one year of four digits.`,
      details: { count: log.length, rows: rows.slice(0, 100) },
    },
  ];
}

function unread(log: readonly PanelLogEntry[]): Warning[] {
  if (log.length === 0) return [];
  const columns = log.map(({ file, written }) => ({ file, column: written }));
  const shown = columns.map(({ file, column }) => `“${column}” of ${file}`);
  return [
    {
      code: "YEARS_UNREAD",
      message: `${log.length} ${log.length === 1 ? "column has" : "columns have"} a year in the name that the recipe's pattern does not take (${nameSome(shown, 3)}). Name the column in the file as the others are, or name the file a second time with a pattern of its own.`,
      details: { count: log.length, columns: columns.slice(0, 100) },
    },
  ];
}

function contradicted(log: readonly PanelLogEntry[]): Warning[] {
  if (log.length === 0) return [];
  const columns = log.map(({ file, column, written, note }) => ({ file, column, measure: written, note }));
  const shown = columns.map(
    ({ file, column, measure, note }) => `${column} is in ${measure} by ${file}, and ${note}`,
  );
  return [
    {
      code: "MEASURES_DIFFER",
      message: `${log.length} ${log.length === 1 ? "column is" : "columns are"} told in two units of measurement (${nameSome(shown, 3)}). Check “unit”, and give every table of a column the same “to”.`,
      details: { count: log.length, columns: columns.slice(0, 100) },
    },
  ];
}

function conflicts(log: readonly PanelLogEntry[]): Warning[] {
  if (log.length === 0) return [];
  const cells = log.map(({ column, unit, time, value }) => ({ column, unit, time, value }));
  const shown = log.map(
    ({ column, unit, time, value, file, row, note }) =>
      `${column} of ${unit} ${time}: ${value} in ${file}${row === null ? "" : `, row ${row}`}; ${note}`,
  );
  return [
    {
      code: "CELLS_CONFLICT",
      message: `${log.length} ${log.length === 1 ? "cell is" : "cells are"} told twice with different numbers (${nameSome(shown, 2)}). The row or table that stands first decides: put the better source first, correct the other, or choose rows by “where”.`,
      details: { count: log.length, cells: cells.slice(0, 100) },
    },
  ];
}

function incomplete(log: readonly PanelLogEntry[]): Warning[] {
  if (log.length === 0) return [];
  const cells = log.map(({ column, unit, time }) => `${column} of ${unit} ${time}`);
  return [
    {
      code: "SUMS_INCOMPLETE",
      message: `${log.length} ${log.length === 1 ? "cell is" : "cells are"} of a unit alone, without the part that was added elsewhere (${nameSome(cells, 3)}). Supply the numbers of the part, or leave the unit out.`,
      details: {
        count: log.length,
        cells: log.slice(0, 100).map(({ column, unit, time }) => ({ column, unit, time })),
      },
    },
  ];
}

function boundaries(log: readonly PanelLogEntry[]): Warning[] {
  if (log.length === 0) return [];
  const changes = [...new Set(log.map(({ time, note }) => `${time} ${note}`))];
  return [
    {
      code: "DIVISION_BOUNDARIES",
      message: `Counties or cities passed between units within the years of the panel (${nameSome(changes)}). Totals and rates of these units jump then for no other reason: leave the units out, or start later, and compare.`,
      details: { count: changes.length, changes },
    },
  ];
}
