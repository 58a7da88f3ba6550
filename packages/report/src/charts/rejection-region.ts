import type { PlaceboResult } from "@ceteris/core";
import { specNumber, specText } from "../spec-facts.ts";

/** Estimates strictly below `low` or above `high` are rejected; null where that side has no region. */
export interface RejectionRegion {
  readonly size: number;
  readonly low: number | null;
  readonly high: number | null;
}

/**
 * Which estimates the test rejects at the size that the result's level leaves, counted as its p value
 * is: beyond the draw of which no more than `size` are as extreme.
 */
export function rejectionRegion({ values, spec }: PlaceboResult): RejectionRegion {
  const size = Number((1 - (specNumber(spec, "level") ?? 0.95)).toPrecision(12));
  const alternative = specText(spec, "alternative");
  const exact = specText(spec, "pValueRule") === "extreme / all";
  const n = values.length;
  // p ≤ size for a value that at most this many draws tie with or exceed.
  const allowed = Math.floor((exact ? size * n : size * (n + 1) - 1) + 1e-9);
  if (allowed < (exact ? 1 : 0)) return { size, low: null, high: null };
  const bound = (of: (value: number) => number) =>
    Float64Array.from(values, of).sort()[n - 1 - allowed] ?? Number.NEGATIVE_INFINITY;
  if (alternative === "greater") return { size, low: null, high: finite(bound((v) => v)) };
  if (alternative === "less") return { size, low: finite(-bound((v) => -v)), high: null };
  const beyond = finite(bound(Math.abs));
  return { size, low: beyond === null ? null : -beyond, high: beyond };
}

const finite = (value: number) => (Number.isFinite(value) ? value : null);
