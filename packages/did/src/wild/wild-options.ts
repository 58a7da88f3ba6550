import { CeterisError, type Factor, nameSome } from "@ceteris/core";
import {
  type EstimationSample,
  isNested,
  WILD_TYPES,
  WILD_WEIGHTS,
  type WildTails,
  type WildType,
  type WildWeights,
} from "@ceteris/regression";
import type { DidOptions, ResolvedCovariance } from "../model/options.ts";

export interface WildOptions extends DidOptions {
  /** Number of draws. Default: 9999. All are used when there are no more Rademacher weights than that. */
  readonly draws?: number | undefined;
  /** Default: `"rademacher"`, or `"webb"` with fewer than 12 clusters that get a weight. */
  readonly wildWeights?: WildWeights | undefined;
  /**
   * Which parts come from the cluster jackknife: none, the scores that draws are made from, the variance
   * of the t statistics, or both. Default: `"classic"`. The others need one-way clusters.
   */
  readonly wildType?: WildType | undefined;
  /**
   * Column of the clusters whose residuals share a weight; `a^b` crosses two. One finer than the clusters of
   * the errors gives the subcluster bootstrap. Default: the clusters of the errors; of two ways the
   * one with fewer.
   */
  readonly bootCluster?: string | undefined;
  /** Whether “no effect” is imposed on the bootstrap data (WCR) or not (WCU). Default: true. */
  readonly imposeNull?: boolean | undefined;
  /** How draws count as extreme: by absolute value, or twice the smaller tail. Default: `"symmetric"`. */
  readonly tails?: WildTails | undefined;
  /** Default: 1. */
  readonly seed?: number | undefined;
}

/** The words that options of `wildBootstrap` take. */
export const WILD_CHOICES = {
  wildWeights: WILD_WEIGHTS,
  wildType: WILD_TYPES,
  tails: ["symmetric", "equal-tailed"],
} as const satisfies Record<string, readonly (WildTails | WildType | WildWeights)[]>;

const CLUSTERED: readonly ResolvedCovariance["type"][] = ["cluster", "twoway", "cr2", "cr3"];

/** The one or two cluster columns of a covariance choice. @throws OPTION_UNSUPPORTED (none, or more) */
export function errorClusters({ type, by }: ResolvedCovariance): readonly string[] {
  if (CLUSTERED.includes(type) && by.length <= 2) return by;
  throw new CeterisError({
    code: "OPTION_UNSUPPORTED",
    where: "wild bootstrap",
    what:
      by.length > 2
        ? `it clusters by one or two columns, but ${nameSome(by)} are given`
        : `it needs clusters, but standard errors of the type “${type}” have none`,
    mend: "Choose the covariance “cluster” with one column or two",
  });
}

/**
 * The clusters whose residuals share a weight: the column asked for, or the error clusters themselves, of
 * two ways the one with fewer (MacKinnon, Nielsen and Webb 2021).
 *
 * @throws OPTION_INVALID when a cluster spans clusters of the errors
 */
export function bootClusters(
  { factors }: EstimationSample,
  errors: readonly string[],
  asked: string | undefined,
): Factor {
  const ways = errors.map((name) => factors.get(name)!);
  const fewest = ways.reduce((least, way) => (way.nLevels < least.nLevels ? way : least));
  const chosen = asked === undefined ? fewest : factors.get(asked)!;
  if (ways.some((way) => isNested(chosen, way))) return chosen;
  throw new CeterisError({
    code: "OPTION_INVALID",
    where: "bootCluster",
    what: `a cluster of “${asked}” has rows in several clusters of ${errors.map((name) => `“${name}”`).join(" and ")}`,
    mend: `Give ${nameSome(errors)}, or a finer column whose clusters lie within theirs`,
  });
}

/** @throws OPTION_INVALID */
export function resolveTails(tails: WildTails = "symmetric"): WildTails {
  if (WILD_CHOICES.tails.includes(tails)) return tails;
  throw new CeterisError({
    code: "OPTION_INVALID",
    where: "tails",
    what: `“${tails}” is not known`,
    mend: `Give one of ${WILD_CHOICES.tails.join(", ")}`,
  });
}
