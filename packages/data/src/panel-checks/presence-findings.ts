import type { PanelCheckName, PanelFinding, Presence, PresenceHistory } from "@ceteris/core";
import { type KeyedRows, unitRows } from "./keyed-rows.ts";

/** Holes between the rows of a unit, late entries and early exits, with the periods that are not there. */
export function presenceFindings(keyed: KeyedRows): readonly PanelFinding[] {
  const { unit, time } = keyed;
  const found: PanelFinding[] = [];
  /** The periods from one to another, both counted, as 2010–2012. */
  const span = (from: number, to: number) =>
    from === to ? time.labelOf(from) : `${time.labelOf(from)}–${time.labelOf(to)}`;
  for (let u = 0; u < unit.nLevels; u++) {
    const rows = unitRows(keyed, u);
    if (rows.length === 0) continue;
    const note = (check: PanelCheckName, spans: readonly string[]) => {
      if (spans.length === 0) return;
      const about = { time: null, column: null, rows: [] };
      found.push({ check, unit: unit.labelOf(u), found: spans.join(", "), ...about });
    };
    const gaps: string[] = [];
    const first = time.codes[rows[0]!]!;
    let last = first;
    for (const i of rows) {
      const t = time.codes[i]!;
      if (t > last + 1) gaps.push(span(last + 1, t - 1));
      last = t;
    }
    note("gap", gaps);
    note("late-entry", first > 0 ? [span(0, first - 1)] : []);
    note("early-exit", last < time.nLevels - 1 ? [span(last + 1, time.nLevels - 1)] : []);
  }
  return found;
}

/** Units by the periods they are in the data, the most frequent history first. */
export function presenceHistories(keyed: KeyedRows, columns: readonly string[]): readonly PresenceHistory[] {
  const { table, unit, time } = keyed;
  const partial = partialRows(
    columns.map((name) => table.columns.get(name)!.values),
    table.nRows,
  );
  const byPattern = new Map<string, { units: string[]; rows: Int32Array }>();
  for (let u = 0; u < unit.nLevels; u++) {
    const rows = unitRows(keyed, u);
    let pattern = "";
    for (const i of rows) pattern += `${time.codes[i]}${partial[i] ? "?" : ","}`;
    const same = byPattern.get(pattern);
    if (same) same.units.push(unit.labelOf(u));
    else byPattern.set(pattern, { units: [unit.labelOf(u)], rows });
  }
  return [...byPattern.values()]
    .sort((a, b) => b.units.length - a.units.length)
    .map(({ units, rows }) => {
      const presence = new Array<Presence>(time.nLevels).fill("absent");
      for (const i of rows) presence[time.codes[i]!] = partial[i] ? "partial" : "complete";
      return { units, presence };
    });
}

/** 1 for rows that lack a value in some column. */
function partialRows(
  columns: readonly (Float64Array | readonly (string | null)[])[],
  nRows: number,
): Uint8Array {
  const partial = new Uint8Array(nRows);
  for (const values of columns) {
    for (let i = 0; i < nRows; i++) {
      const v = values[i]!;
      if (v === null || Number.isNaN(v)) partial[i] = 1;
    }
  }
  return partial;
}
