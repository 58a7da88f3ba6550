import { CeterisError, type OptionKinds } from "@ceteris/core";
import type { CovarianceChoice } from "../model/options.ts";

/** The words that options of the staggered estimators take, for schemas and flags to list. */
export const STAGGERED_CHOICES = {
  estimator: ["sunab", "imputation", "two-stage", "stacked", "etwfe", "sdid"],
  aggregate: ["simple", "dynamic", "cohort"],
} as const;

export type StaggeredEstimator = (typeof STAGGERED_CHOICES.estimator)[number];
export type StaggeredAggregation = (typeof STAGGERED_CHOICES.aggregate)[number];

/** What every estimator for staggered adoption is told. */
export interface StaggeredOptions {
  /** Column of the outcome. */
  readonly outcome: string;
  /** Columns of control variables. Default: none. */
  readonly controls?: readonly string[] | undefined;
  /** Column of weights. Default: all rows weigh the same. */
  readonly weights?: string | null | undefined;
  /** Default: clustered by unit. */
  readonly covariance?: CovarianceChoice | undefined;
  /** Confidence level between 0 and 1. Default: 0.95. */
  readonly level?: number | undefined;
  /**
   * One effect over all treated rows (`"simple"`, the default), an effect for each event time
   * (`"dynamic"`), or for each cohort (`"cohort"`).
   */
  readonly aggregate?: StaggeredAggregation | undefined;
}

/** Shared options of the estimators for staggered adoption, for `checkCall`. */
export const STAGGERED_OPTIONS: OptionKinds<StaggeredOptions> = {
  outcome: "column",
  controls: "columns",
  weights: "column",
  covariance: "other",
  level: "other",
  aggregate: "other",
};

/** The aggregation meant. @throws OPTION_INVALID */
export function resolveAggregate(given: string | undefined): StaggeredAggregation {
  return chosen("aggregate", given, STAGGERED_CHOICES.aggregate);
}

/** The word meant, by default the first. @throws OPTION_INVALID */
export function chosen<Word extends string>(
  where: string,
  given: string | undefined,
  words: readonly [Word, ...Word[]],
): Word {
  const found = words.find((word) => word === (given ?? words[0]));
  if (found !== undefined) return found;
  throw new CeterisError({
    code: "OPTION_INVALID",
    where,
    what: `“${given}” is not known`,
    mend: `Give one of ${words.join(", ")}`,
  });
}
