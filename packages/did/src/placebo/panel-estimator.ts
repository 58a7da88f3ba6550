import type { Estimate, FitStatistics, Panel, Sample, Warning } from "@ceteris/core";
import type { DidOptions } from "../model/options.ts";
import { twfe } from "../twfe/twfe.ts";

/** The least an estimator may tell: a number, its standard error, and the degrees of freedom of its t. */
export interface PointEstimate {
  readonly estimate: number | null;
  readonly stdError?: number | null | undefined;
  /** Default: the normal distribution. */
  readonly dof?: number | null | undefined;
}

/** Any result of this package: its first row of estimates is the one meant. */
export interface RowsOfEstimates {
  readonly kind?: string;
  readonly estimates: readonly Estimate[];
  readonly sample?: Sample;
  readonly fit?: FitStatistics | null;
  readonly spec?: Readonly<Record<string, unknown>>;
  readonly warnings?: readonly Warning[];
}

/**
 * An estimator as a function of the panel alone, for methods that estimate again and again under other
 * assignments or samples: options are bound, `(panel) => psmDid(panel, options)`.
 */
export interface PanelEstimator {
  (panel: Panel): PointEstimate | RowsOfEstimates;
  /**
   * Options of `twfe` whose coefficient `did` this is. What is linear in the outcome needs no regression
   * for another assignment.
   */
  readonly linear?: DidOptions;
}

/**
 * `twfe` as a function of the panel alone, with its options told, so that fast ways can be taken.
 *
 * @example
 * placebo(panel, twfeEstimator({ outcome: "index" }), { mode: "unit", draws: 100_000 });
 */
export function twfeEstimator(options: DidOptions): PanelEstimator {
  return Object.freeze(Object.assign((panel: Panel) => twfe(panel, options), { linear: options }));
}
