import { type HonestMethod, honest } from "ceteris";
import { eventStudyOf } from "./event-study-of.ts";
import type { TrendDesign } from "./trend-designs.ts";

/** How often a sensitivity analysis holds the true effect, zero. */
export interface HonestRow {
  readonly design: string;
  /** Way in which intervals were made. */
  readonly method: HonestMethod;
  readonly draws: number;
  /** Share of draws whose interval holds the effect, and its Monte Carlo standard error. */
  readonly covered: number;
  readonly coveredError: number;
  /** The same for the usual interval, which takes trends to be parallel. */
  readonly coveredUsual: number;
  /** Mean width over that of the usual interval; of the draws whose set is not empty. */
  readonly widthRatio: number;
  /** Share of draws that leave no value of the effect. */
  readonly empty: number;
}

export function simulateHonest(
  { name, trend, options }: TrendDesign,
  draws: number,
  seed: number,
): HonestRow {
  let [covered, usual, widths, usualWidths, empty] = [0, 0, 0, 0, 0];
  let method: HonestMethod = "c-lf";
  for (let d = 0; d < draws; d++) {
    const { bounds, original, method: used } = honest(eventStudyOf(trend, seed, d), options);
    const { confLow, confHigh } = bounds[0]!;
    method = used;
    if (original.confLow <= 0 && original.confHigh >= 0) usual++;
    if (confLow === null || confHigh === null) {
      empty++;
      continue;
    }
    if (confLow <= 0 && confHigh >= 0) covered++;
    widths += confHigh - confLow;
    usualWidths += original.confHigh - original.confLow;
  }
  const share = covered / draws;
  return {
    design: name,
    method,
    draws,
    covered: share,
    coveredError: Math.sqrt((share * (1 - share)) / draws),
    coveredUsual: usual / draws,
    widthRatio: widths / usualWidths,
    empty: empty / draws,
  };
}
