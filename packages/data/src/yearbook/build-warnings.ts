import { nameSome, type PanelLogEntry, type PanelSource, type Warning } from "@ceteris/core";

/** What a user should be told of the log without reading it. */
export function buildWarnings(
  sources: readonly PanelSource[],
  log: readonly PanelLogEntry[],
): readonly Warning[] {
  return [...unmatched(sources), ...conflicts(log), ...boundaries(log)];
}

function unmatched(sources: readonly PanelSource[]): Warning[] {
  const names = [...new Set(sources.flatMap((source) => source.unmatched))];
  if (names.length === 0) return [];
  return [
    {
      code: "UNITS_UNMATCHED",
      message: `${names.length} ${names.length === 1 ? "name or code means" : "names or codes mean"} no unit of the panel, and ${names.length === 1 ? "its" : "their"} cells are left out (${nameSome(names)}). Look for misprints; counties are no prefectures.`,
      details: { count: names.length, names: names.slice(0, 100) },
    },
  ];
}

function conflicts(log: readonly PanelLogEntry[]): Warning[] {
  const found = log.filter(
    ({ action, note }) => action === "conflict" || (action === "duplicate" && note.includes("is kept")),
  );
  if (found.length === 0) return [];
  const cells = found.map(({ column, unit, time, value }) => ({ column, unit, time, value }));
  const shown = found.map(
    ({ column, unit, time, value, note }) => `${column} of ${unit} ${time}: ${value}; ${note}`,
  );
  return [
    {
      code: "CELLS_CONFLICT",
      message: `${found.length} ${found.length === 1 ? "cell is" : "cells are"} told twice with different numbers (${nameSome(shown, 2)}). The table that stands first in the list decides: put the better source first, or correct the other.`,
      details: { count: found.length, cells: cells.slice(0, 100) },
    },
  ];
}

function boundaries(log: readonly PanelLogEntry[]): Warning[] {
  const found = log.filter(({ action }) => action === "boundary");
  if (found.length === 0) return [];
  const changes = [...new Set(found.map(({ time, note }) => `${time} ${note}`))];
  return [
    {
      code: "DIVISION_BOUNDARIES",
      message: `Counties passed between cities within the years of the panel (${nameSome(changes)}). Totals and rates of these cities jump then for no other reason: leave the cities out, or start later, and compare.`,
      details: { count: changes.length, changes },
    },
  ];
}
