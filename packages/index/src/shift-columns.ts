import { extent } from "./moments.ts";
import type { ResolvedOptions } from "./resolve-options.ts";

/** SPSSAU's constant: what it adds beyond |min|. */
const BEYOND = 0.01;

/** Applies the zero rule to columns; `shifts` is what was added to each. */
export function shiftColumns(
  columns: readonly Float64Array[],
  zero: ResolvedOptions["zero"],
): { columns: readonly Float64Array[]; shifts: readonly number[] } {
  const shifts = columns.map((z) => {
    if (typeof zero === "object") return zero.shift;
    const { min } = extent(z);
    return zero === "shift-nonpositive" && min <= 0 ? Math.abs(min) + BEYOND : 0;
  });
  return {
    columns: columns.map((z, j) => (shifts[j] === 0 ? z : z.map((v) => v + shifts[j]!))),
    shifts,
  };
}
