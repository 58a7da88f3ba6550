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
  const isPresent = (v: string | number | null) => v !== null && !Number.isNaN(v);
  const first = Array.from<string | number | null>(values).find(isPresent);
  if (first === undefined || first === null) return ["empty", ""];
  let constant = true;
  for (const own of rows) {
    const seen = own.flat().flatMap((i) => (isPresent(values[i]!) ? [values[i]!] : []));
    if (seen.some((v) => v !== first)) constant = false;
    if (seen.some((v) => v !== seen[0])) return ["varies", ""];
  }
  if (constant) return ["constant", String(first)];
  return time.nLevels > 1 && unit.nLevels > 1 ? ["constant-within", ""] : ["varies", ""];
}
