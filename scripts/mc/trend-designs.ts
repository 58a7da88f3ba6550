import type { HonestOptions } from "ceteris";

/** An event study without effects, whose treated units have a trend of their own. */
export interface TrendDesign {
  readonly name: string;
  /** The difference in trends in a few words, and what it is beside the size that the analysis allows. */
  readonly violation: string;
  /** Difference in trends by event time from −4 to 1; zero at the base, −1. */
  readonly trend: readonly number[];
  readonly options: HonestOptions & { readonly m: readonly [number] };
}

/** Event times of every design. */
export const EVENT_TIMES = [-4, -3, -2, -1, 0, 1];

/** Steps 0.1, −0.5 and 0 before the base; after it 0.5 twice: as large as the largest before. */
const STEPS = [0.4, 0.5, 0, 0, 0.5, 1];
/** Slopes 0.1, 0.2 and 0.3 before the base; after it 0.4 and 0.5: each change is 0.1. */
const BENDS = [-0.6, -0.5, -0.3, 0, 0.4, 0.9];

/** Violations of the very size that each analysis allows, the worst case for its coverage, and one beyond it. */
export const TREND_DESIGNS: readonly TrendDesign[] = [
  {
    name: "honest-relative-first",
    violation: "step as large as before, at the bound",
    trend: STEPS,
    options: { type: "relative", m: [1] },
  },
  {
    name: "honest-relative-average",
    violation: "step as large as before, at the bound",
    trend: STEPS,
    options: { type: "relative", m: [1], target: "average" },
  },
  {
    name: "honest-relative-positive",
    violation: "step as large as before, at the bound",
    trend: STEPS,
    options: { type: "relative", m: [1], restrict: "positive" },
  },
  {
    name: "honest-relative-beyond",
    violation: "step as large as before, twice the bound",
    trend: STEPS,
    options: { type: "relative", m: [0.5] },
  },
  {
    name: "honest-smoothness-first",
    violation: "slope rises by 0.1 a period, at the bound",
    trend: BENDS,
    options: { type: "smoothness", m: [0.1] },
  },
  {
    name: "honest-smoothness-average",
    violation: "slope rises by 0.1 a period, at the bound",
    trend: BENDS,
    options: { type: "smoothness", m: [0.1], target: "average" },
  },
  {
    name: "honest-smoothness-increasing",
    violation: "slope rises by 0.1 a period, at the bound",
    trend: BENDS,
    options: { type: "smoothness", m: [0.1], restrict: "increasing" },
  },
  {
    name: "honest-smoothness-beyond",
    violation: "slope rises by 0.1 a period, twice the bound",
    trend: BENDS,
    options: { type: "smoothness", m: [0.05] },
  },
  {
    name: "honest-relative-smoothness",
    violation: "slope rises as before, at the bound",
    trend: BENDS,
    options: { type: "relative-smoothness", m: [1] },
  },
];
