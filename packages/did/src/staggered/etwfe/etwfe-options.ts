import type { SmallSample } from "@ceteris/regression";
import type { StaggeredOptions } from "../staggered-options.ts";

/** The words that options of `etwfe` take, the default first, for schemas and flags to list. */
export const ETWFE_CHOICES = {
  control: ["not-yet", "never"],
  effects: ["cohort", "unit"],
  average: ["rows", "weights"],
} as const;

export interface EtwfeOptions extends StaggeredOptions {
  /**
   * Units `"not-yet"` treated are controls (default): cells are those after treatment, and all rows before it
   * serve for comparison. With `"never"` every cohort has a cell in each period but the base, so that there
   * are effects before treatment too, and only never-treated units are controls.
   */
  readonly control?: (typeof ETWFE_CHOICES.control)[number] | undefined;
  /** Fixed effects beside those of time: of the `"cohort"` (default) or the `"unit"`. */
  readonly effects?: (typeof ETWFE_CHOICES.effects)[number] | undefined;
  /**
   * How treated rows count in means: each the same (`"rows"`, the default, as in the R package), or by the
   * `"weights"` of the regression.
   */
  readonly average?: (typeof ETWFE_CHOICES.average)[number] | undefined;
  /** Event time that effects are measured from under `control: "never"`. Default: −1. */
  readonly base?: number | undefined;
  /** Small-sample corrections. Default: `"fixest"`. */
  readonly smallSample?: SmallSample | undefined;
}
