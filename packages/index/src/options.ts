import type { Indicator } from "@ceteris/core";

export type IndexMethod = "entropy" | "equal" | "cv" | "critic" | "pca" | "topsis" | "given";

/**
 * Named sets of choices. The two called `mistake-…` reproduce errors found in published code, so that
 * a printed table can be recognised as one of them; they are never a method to use.
 */
export type IndexPreset = "canonical" | "spssau" | "mistake-log-periods" | "mistake-zero-column";

export interface NormaliseOptions {
  readonly indicators: readonly Indicator[];
  /** `min-max` (default) or `none`: raw values, a negative indicator entering as −x. */
  readonly normalise?: "min-max" | "none" | undefined;
  /** Rows whose minimum and maximum stretch an indicator to 0 … 1. Default `pooled`: all rows. */
  readonly range?: "pooled" | "per-year" | "base-year" | "controls" | undefined;
  /** The period of `base-year`, as in the time column. */
  readonly baseYear?: number | string | undefined;
}

export interface IndexOptions extends NormaliseOptions {
  /** How weights are found. Default `entropy`. `topsis` is entropy weights with TOPSIS scores. */
  readonly method?: IndexMethod | undefined;
  /** Default `canonical`. Any other option given explicitly overrides the preset. */
  readonly preset?: IndexPreset | undefined;
  /**
   * What entropy does about zeros: `limit` takes 0·ln 0 as 0 (default); `{ shift: a }` adds a to every
   * normalised value; `shift-nonpositive` adds |min| + 0.01 to a column whose minimum is not positive.
   * A shift stays in the columns, so it also moves the scores.
   */
  readonly zero?: "limit" | "shift-nonpositive" | { readonly shift: number } | undefined;
  /**
   * Rows that weights are computed from. Default: the rows of `range` for `base-year` and `controls`,
   * otherwise `pooled`. `per-year` gives each period weights of its own.
   */
  readonly weights?: "pooled" | "per-year" | "base-year" | "controls" | undefined;
  /** Entropy is divided by the logarithm of this count: the `rows` summed over (default), `units`, `periods`. */
  readonly logBase?: "rows" | "units" | "periods" | undefined;
  /**
   * `flat` (default): one set of weights over all indicators. `nested`: the method weighs indicators
   * within each dimension, then the dimensions' scores. `equal-dimensions`: within, then 1/D each.
   */
  readonly hierarchy?: "flat" | "nested" | "equal-dimensions" | undefined;
  /** How normalised values become a score: weighted `sum` (default) or `topsis` closeness. */
  readonly aggregate?: "sum" | "topsis" | undefined;
}
