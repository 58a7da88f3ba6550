import type { Indicator } from "@ceteris/core";

const ROWS = ["pooled", "per-year", "base-year", "controls"] as const;

/** The words that the options of an index take, for schemas and flags to list. */
export const INDEX_CHOICES = {
  method: ["entropy", "equal", "cv", "critic", "pca", "topsis", "given"],
  preset: ["canonical", "spssau", "mistake-log-periods", "mistake-zero-column"],
  normalise: ["min-max", "none"],
  range: ROWS,
  weights: ROWS,
  zero: ["limit", "shift-nonpositive"],
  logBase: ["rows", "units", "periods"],
  hierarchy: ["flat", "nested", "equal-dimensions"],
  aggregate: ["sum", "topsis"],
} as const;

type Choice<Option extends keyof typeof INDEX_CHOICES> = (typeof INDEX_CHOICES)[Option][number];

export type IndexMethod = Choice<"method">;

/**
 * Named sets of choices. The two called `mistake-…` reproduce errors found in published code, so that
 * a printed table can be recognised as one of them; they are never a method to use.
 */
export type IndexPreset = Choice<"preset">;

export interface NormaliseOptions {
  readonly indicators: readonly Indicator[];
  /** `min-max` (default) or `none`: raw values, a negative indicator entering as −x. */
  readonly normalise?: Choice<"normalise"> | undefined;
  /** Rows whose minimum and maximum stretch an indicator to 0 … 1. Default `pooled`: all rows. */
  readonly range?: Choice<"range"> | undefined;
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
  readonly zero?: Choice<"zero"> | { readonly shift: number } | undefined;
  /**
   * Rows that weights are computed from. Default: the rows of `range` for `base-year` and `controls`,
   * otherwise `pooled`. `per-year` gives each period weights of its own.
   */
  readonly weights?: Choice<"weights"> | undefined;
  /** Entropy is divided by the logarithm of this count: the `rows` summed over (default), `units`, `periods`. */
  readonly logBase?: Choice<"logBase"> | undefined;
  /**
   * `flat` (default): one set of weights over all indicators. `nested`: the method weighs indicators
   * within each dimension, then the dimensions' scores. `equal-dimensions`: within, then 1/D each.
   */
  readonly hierarchy?: Choice<"hierarchy"> | undefined;
  /** How normalised values become a score: weighted `sum` (default) or `topsis` closeness. */
  readonly aggregate?: Choice<"aggregate"> | undefined;
}
