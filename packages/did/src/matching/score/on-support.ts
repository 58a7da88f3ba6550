import type { MatchingOptions } from "../options/psm-options.ts";
import { thinSupport } from "./thin-support.ts";

/** What became of a row before and in the match. */
export const FATES = ["kept", "trimmed", "outside-range", "thin-support", "no-partner"] as const;

export type Fate = (typeof FATES)[number];

export interface Support {
  /** Positions of the rows that may be matched. */
  readonly treated: Int32Array;
  readonly controls: Int32Array;
  /** What became of each row, so far. */
  readonly fates: Fate[];
}

/**
 * The rows whose scores may be matched, of those that trimming keeps: treated in the range of the
 * controls (psmatch2's `common`), then without the share where controls are thinnest (psmatch2's `trim`).
 *
 * @param untrimmed 1 for rows that trimming keeps, else 0
 */
export function onSupport(
  scores: Float64Array,
  treated: Float64Array,
  untrimmed: Float64Array,
  { common, trimThin }: Pick<MatchingOptions, "common" | "trimThin">,
): Support {
  const fates = Array.from(untrimmed, (kept): Fate => (kept === 1 ? "kept" : "trimmed"));
  const positions = new Int32Array(scores.length).map((_, i) => i);
  const group = (which: 0 | 1) => positions.filter((i) => treated[i] === which && fates[i] === "kept");
  const controls = group(0);
  if (common) {
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    for (const at of controls) {
      low = Math.min(low, scores[at]!);
      high = Math.max(high, scores[at]!);
    }
    for (const at of group(1)) if (scores[at]! < low || scores[at]! > high) fates[at] = "outside-range";
  }
  if (trimThin !== null && controls.length > 0) {
    const left = group(1);
    const take = (rows: Int32Array) => Float64Array.from(rows, (at) => scores[at]!);
    for (const at of thinSupport(take(left), take(controls), trimThin)) fates[left[at]!] = "thin-support";
  }
  return { treated: group(1), controls, fates };
}
