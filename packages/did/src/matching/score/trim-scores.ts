import { crumpCutoff } from "./crump-cutoff.ts";

export interface TrimmedScores {
  /** 1 for the rows with a ≤ score ≤ 1 − a, 0 for those left out. */
  readonly kept: Float64Array;
  /** That a; null without trimming. */
  readonly cutoff: number | null;
}

/** Which rows a trimming rule keeps: a number a, or the one that `crumpCutoff` finds. */
export function trimScores(scores: Float64Array, trim: "crump" | number | null): TrimmedScores {
  const cutoff = trim === "crump" ? crumpCutoff(scores) : trim;
  const kept = scores.map((p) => (cutoff !== null && (p < cutoff || p > 1 - cutoff) ? 0 : 1));
  return { kept, cutoff };
}
