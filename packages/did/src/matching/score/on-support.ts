import type { MatchingOptions } from "../options/psm-options.ts";
import { crumpCutoff } from "./crump-cutoff.ts";
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
  /** The a of the trimming rule; null without one. */
  readonly cutoff: number | null;
}

/**
 * The rows whose scores may be matched, by three rules in this order: trimming of both groups to
 * a ≤ score ≤ 1 − a; the range of the controls left (psmatch2's `common`); the share of the treated
 * left where controls are thinnest (psmatch2's `trim`).
 */
export function onSupport(
  scores: Float64Array,
  treated: Float64Array,
  { trim, common, trimThin }: Pick<MatchingOptions, "trim" | "common" | "trimThin">,
): Support {
  const fates = new Array<Fate>(scores.length).fill("kept");
  const positions = new Int32Array(scores.length).map((_, i) => i);
  const cutoff = trim === "crump" ? crumpCutoff(scores) : trim;
  if (cutoff !== null) {
    scores.forEach((p, i) => {
      if (p < cutoff || p > 1 - cutoff) fates[i] = "trimmed";
    });
  }
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
  return { treated: group(1), controls, fates, cutoff };
}
