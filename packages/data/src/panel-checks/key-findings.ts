import type { PanelFinding } from "@ceteris/core";
import { type KeyedRows, rowNumbers } from "./keyed-rows.ts";

/** Rows without a key, and units that have several rows in a period. */
export function keyFindings(keyed: KeyedRows): readonly PanelFinding[] {
  const { unit, time, rows, unkeyed } = keyed;
  const unkeyedRows = unkeyed.map((i): PanelFinding => {
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
  const duplicates = rows.flatMap((own, u) =>
    own.flatMap((here, t): PanelFinding[] =>
      here.length < 2
        ? []
        : [
            {
              check: "duplicate",
              unit: unit.labelOf(u),
              time: time.labelOf(t),
              column: null,
              found: `×${here.length}`,
              rows: rowNumbers(keyed, here),
            },
          ],
    ),
  );
  return [...unkeyedRows, ...duplicates];
}
