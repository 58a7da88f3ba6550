import { STANDARD_DEVIATIONS, type StandardDeviation } from "../../balance/distribution-rows.ts";
import type { DidOptions, ResolvedOptions } from "../../model/options.ts";
import { KERNELS, type KernelName } from "../methods/kernels.ts";

/** The words that the options of matching take, for schemas and flags to list. */
export const MATCHING_CHOICES = {
  design: ["pooled", "by-period", "baseline", "pre-means"],
  link: ["logit", "probit"],
  match: ["radius", "nearest", "kernel", "local-linear", "mahalanobis", "cem"],
  kernel: KERNELS,
  didSample: ["matched", "support", "weighted"],
  standardDeviation: STANDARD_DEVIATIONS,
} as const;

type Choice<Option extends keyof typeof MATCHING_CHOICES> = (typeof MATCHING_CHOICES)[Option][number];

export type MatchingDesign = Choice<"design">;
export type MatchingMethod = Choice<"match">;
export type MatchedSample = Choice<"didSample">;
export type ScoreLink = Choice<"link">;

/** How coarse a column is made: a number of bins of equal width, or the points between bins. */
export type Coarseness = number | readonly number[];

export interface PsmDidOptions extends DidOptions {
  /**
   * Which rows are matched with which. `"baseline"` (default): units, on one period before treatment;
   * the match then holds for all rows of a unit. `"pre-means"`: units, on the means of their covariates
   * over the periods before anybody's treatment. `"by-period"`: rows within each period. `"pooled"`:
   * all rows at once, whatever their period.
   */
  readonly design?: MatchingDesign | undefined;
  /** Period of the baseline design. Default: the last one before anybody's treatment starts. */
  readonly baseline?: number | string | undefined;
  /** Model of the propensity score. Default: `"logit"`. */
  readonly link?: ScoreLink | undefined;
  /**
   * `"radius"`: all controls within the caliper; `"nearest"` (default) and `"mahalanobis"`: the `ratio`
   * nearest in score, or in Mahalanobis distance; `"kernel"`: controls weighted by their distance in
   * score; `"local-linear"`: by the weights of a kernel-weighted regression on the score; `"cem"`: all
   * controls that agree in the coarsened covariates.
   */
  readonly match?: MatchingMethod | undefined;
  /** Largest difference in scores between partners, in units of the score. Default: no limit. */
  readonly caliper?: number | undefined;
  /** The same in standard deviations of the score over the rows matched together. */
  readonly caliperSd?: number | undefined;
  /** Partners of a treated row (nearest, mahalanobis). Default: 1. */
  readonly ratio?: number | undefined;
  /** May a control serve several treated rows (nearest, mahalanobis)? Default: true. */
  readonly replace?: boolean | undefined;
  /** Default: `"epanechnikov"`, for local-linear `"tricube"`. */
  readonly kernel?: KernelName | undefined;
  /** Bandwidth of the kernel, in units of the score. Default: 0.06. */
  readonly bandwidth?: number | undefined;
  /** Columns, numbers or text, in which partners must agree exactly. Default: none. */
  readonly exact?: readonly string[] | undefined;
  /**
   * Coarseness of columns of `matchOn`, for `cem`. Default: bins of equal width, as many as Sturges'
   * rule gives; a column with fewer values than that is matched on its values.
   */
  readonly coarsen?: Readonly<Record<string, Coarseness>> | undefined;
  /** Leave out treated rows whose score is outside the range of the controls' scores. Default: false. */
  readonly common?: boolean | undefined;
  /**
   * Leave out rows of either group with a score below a or above 1 − a: a number a, or `"crump"`, which
   * takes the a that Crump, Hotz, Imbens and Mitnik (2009) find best. Default: none.
   */
  readonly trim?: "crump" | number | undefined;
  /** Fit the score again on the rows that `trim` keeps, and match on that. Default: false. */
  readonly refit?: boolean | undefined;
  /**
   * Leave out this share of the treated rows, those at whose score the density of the controls' scores
   * is lowest (psmatch2's `trim`, there in per cent). Default: none.
   */
  readonly trimThin?: number | undefined;
  /** Covariates of the score. Default: the controls. */
  readonly matchOn?: readonly string[] | undefined;
  /** The sample of `estimates`; the other two are among `variants`. Default: `"matched"`. */
  readonly didSample?: MatchedSample | undefined;
  /** Whose standard deviation, before matching, `distribution` shows differences of means in. Default: `"treated"`. */
  readonly standardDeviation?: StandardDeviation | undefined;
}

/** The options of the match after defaults; null where one does not apply. */
export interface MatchingOptions {
  readonly design: MatchingDesign;
  /** Label of the baseline period. */
  readonly baseline: string | null;
  readonly link: ScoreLink;
  readonly match: MatchingMethod;
  readonly caliper: number | null;
  readonly caliperSd: number | null;
  readonly ratio: number | null;
  readonly replace: boolean | null;
  readonly kernel: KernelName | null;
  readonly bandwidth: number | null;
  readonly exact: readonly string[];
  readonly coarsen: Readonly<Record<string, Coarseness>> | null;
  readonly common: boolean;
  readonly trim: "crump" | number | null;
  readonly refit: boolean;
  readonly trimThin: number | null;
  readonly matchOn: readonly string[];
  readonly didSample: MatchedSample;
  readonly standardDeviation: StandardDeviation;
}

export interface ResolvedPsmOptions {
  readonly model: ResolvedOptions;
  readonly matching: MatchingOptions;
}
