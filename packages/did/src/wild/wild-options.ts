import { CeterisError, nameSome } from "@ceteris/core";
import { WILD_WEIGHTS, type WildTails, type WildWeights } from "@ceteris/regression";
import type { DidOptions, ResolvedCovariance } from "../options.ts";

export interface WildOptions extends DidOptions {
  /** Number of draws. Default: 9999. All are used when there are no more Rademacher weights than that. */
  readonly draws?: number | undefined;
  /** Default: `"rademacher"`, or `"webb"` with fewer than 12 clusters. */
  readonly wildWeights?: WildWeights | undefined;
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
  tails: ["symmetric", "equal-tailed"],
} as const satisfies { wildWeights: readonly WildWeights[]; tails: readonly WildTails[] };

const CLUSTERED: readonly ResolvedCovariance["type"][] = ["cluster", "cr2", "cr3"];

/** The one cluster column of a covariance choice. @throws OPTION_UNSUPPORTED (none, or two) */
export function wildCluster({ type, by }: ResolvedCovariance): string {
  if (CLUSTERED.includes(type) && by.length === 1) return by[0]!;
  throw new CeterisError({
    code: "OPTION_UNSUPPORTED",
    where: "wild bootstrap",
    what:
      by.length > 1
        ? `it clusters by one column, but ${nameSome(by)} are given`
        : `it needs clusters, but standard errors of the type “${type}” have none`,
    mend: "Choose the covariance “cluster” with one column",
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
