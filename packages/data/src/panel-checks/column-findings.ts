import { type Column, getColumn, type PanelFinding } from "@ceteris/core";
import type { KeyedRows } from "./keyed-rows.ts";

/** Columns without a value, with one value only, or with one value in each unit, which unit effects absorb. */
export function columnFindings(keyed: KeyedRows, columns: readonly string[]): readonly PanelFinding[] {
  const found = columns.map((name) => [name, variation(keyed, getColumn(keyed.table, name))] as const);
  return (["empty", "constant", "constant-within"] as const).flatMap((check) =>
    found.flatMap(([column, [kind, value]]): PanelFinding[] =>
      kind === check ? [{ check, unit: null, time: null, column, found: value, rows: [] }] : [],
    ),
  );
}

type Variation = readonly ["empty" | "constant" | "constant-within" | "varies", string];

function variation({ rows, time, unit }: KeyedRows, { values }: Column): Variation {
  let first: string | number | null = null;
  let ofUnit: string | number | null = null;
  let last = -1;
  let constant = true;
  for (const i of rows) {
    const v = values[i]!;
    if (v === null || Number.isNaN(v)) continue;
    if (unit.codes[i] !== last) {
      last = unit.codes[i]!;
      ofUnit = v;
    }
    first ??= v;
    if (v !== ofUnit) return ["varies", ""];
    if (v !== first) constant = false;
  }
  if (first === null) return ["empty", ""];
  if (constant) return ["constant", String(first)];
  return time.nLevels > 1 && unit.nLevels > 1 ? ["constant-within", ""] : ["varies", ""];
}
