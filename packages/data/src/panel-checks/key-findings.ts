import type { PanelFinding } from "@ceteris/core";
import { type KeyedRows, rowNumbers } from "./keyed-rows.ts";

/** Rows without a key, and units that have several rows in a period. */
export function keyFindings(keyed: KeyedRows): readonly PanelFinding[] {
  const { unit, time, rows, unkeyed } = keyed;
  const found = unkeyed.map((i): PanelFinding => {
    const [u, t] = [unit.codes[i]!, time.codes[i]!];
    return {
      check: "missing-key",
      unit: u < 0 ? null : unit.labelOf(u),
      time: t < 0 ? null : time.labelOf(t),
      column: u < 0 ? unit.name : time.name,
      found: "",
      rows: rowNumbers(keyed, [i]),
    };
  });
  const isSame = (i: number, j: number) => unit.codes[i] === unit.codes[j] && time.codes[i] === time.codes[j];
  for (let from = 0, to = 1; from < rows.length; from = to) {
    const first = rows[from]!;
    for (to = from + 1; to < rows.length && isSame(first, rows[to]!); ) to++;
    if (to === from + 1) continue;
    found.push({
      check: "duplicate",
      unit: unit.labelOf(unit.codes[first]!),
      time: time.labelOf(time.codes[first]!),
      column: null,
      found: `×${to - from}`,
      rows: rowNumbers(keyed, rows.subarray(from, to)),
    });
  }
  return found;
}
