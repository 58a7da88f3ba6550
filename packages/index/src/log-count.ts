import type { Panel } from "@ceteris/core";
import { invalid, type ResolvedOptions } from "./resolve-options.ts";
import type { RowSet } from "./row-sets.ts";

/** The count whose logarithm divides entropy. @throws OPTION_INVALID where that logarithm is zero */
export function logCount(panel: Panel, set: RowSet, { logBase, method }: ResolvedOptions): number {
  if (method !== "entropy" || logBase === "rows") return set.from.length;
  const codes = logBase === "units" ? panel.unit.codes : panel.time.codes;
  const count = new Set(Array.from(set.from, (i) => codes[i]!)).size;
  if (count > 1) return count;
  throw invalid(
    "logBase",
    `“${logBase}” counts only one${set.words}, and entropy cannot be divided by ln 1`,
    'Set logBase to "rows"',
  );
}
