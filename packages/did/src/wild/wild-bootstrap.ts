import { displayable, type Panel, requireTreatment, type Warning, type WildBootstrap } from "@ceteris/core";
import { leastSquares, wildDraws, wildInterval, wildPValue } from "@ceteris/regression";
import type { DidResult } from "../did-result.ts";
import { buildModel, modelSample } from "../fit-model.ts";
import { resolveOptions } from "../resolve-options.ts";
import { twfe } from "../twfe.ts";
import { resolveTails, type WildOptions, wildCluster } from "./wild-options.ts";

export interface WildResult extends DidResult {
  readonly wild: WildBootstrap;
}

/**
 * `twfe` with a wild cluster bootstrap test of the effect: for clusters too few for t with G−1 degrees
 * of freedom, though not a cure for few treated ones (MacKinnon and Webb 2018).
 *
 * A draw keeps the fitted values and multiplies the residuals of each cluster by a random weight; its
 * t statistic comes from a refit with its own clustered variance. By default the fitted values and
 * residuals are those of the model without effect (WCR; Cameron, Gelbach and Miller 2008), with
 * `imposeNull: false` those of the model as estimated (WCU). The p-value is the share of draws whose t
 * is at least as large in absolute value, ties counted. The interval holds the values that the same test
 * with the same draws does not reject. Small-sample factors cancel from the comparison of t statistics,
 * so `smallSample` makes no difference. Draws cost no regressions (Roodman, MacKinnon, Nielsen and
 * Webb 2019).
 *
 * Clusters are those of the covariance, one column; default the unit.
 *
 * @returns the result of `twfe`, and `wild`
 * @throws OPTION_INVALID, OPTION_UNSUPPORTED (no clusters or two-way ones; more than 1024 levels of fixed
 *   effects that are not nested in clusters) and the codes of `twfe`
 * @see Stata `boottest`; R fwildclusterboot, which leaves ties with the actual t out of the p-value: 2/2^G
 *   less when all draws are enumerated
 * @example
 * const { wild } = wildBootstrap(panel, {
 *   outcome: "index",
 *   covariance: { type: "cluster", by: ["province"] },
 * });
 */
export function wildBootstrap(panel: Panel, options: WildOptions): WildResult {
  const { status } = requireTreatment(panel);
  const resolved = resolveOptions(panel, options);
  const tails = resolveTails(options.tails);
  const cluster = wildCluster(resolved.covariance);
  const { draws: asked = 9999, imposeNull = true, seed = 1 } = options;
  const { level } = resolved;
  const { kind, sample, estimates, spec, warnings, ...rest } = twfe(panel, options);
  const rows = modelSample(panel, resolved);
  const fit = leastSquares(buildModel(rows, resolved, [{ name: "did", values: status }]));
  const draws = wildDraws(fit, {
    term: "did",
    by: rows.factors.get(cluster)!,
    draws: asked,
    weights: options.wildWeights,
    imposeNull,
    seed,
  });
  const { nDraws, enumerated, nClusters, weights } = draws;
  const wild: WildBootstrap = {
    term: "did",
    pValue: wildPValue(draws, 0, tails),
    ...wildInterval(draws, level, tails),
    nDraws,
    enumerated,
    cluster,
    nClusters,
    weights,
    imposeNull,
    tails,
    seed,
    level,
  };
  return displayable({
    kind,
    sample,
    estimates,
    wild,
    ...rest,
    spec: { ...spec, wild: { draws: asked, weights, imposeNull, tails, seed } },
    warnings: [...warnings, ...warnUnbounded(wild)],
  });
}

function warnUnbounded(wild: WildBootstrap): readonly Warning[] {
  if (wild.confLow !== null && wild.confHigh !== null) return [];
  const percent = Number((100 * (1 - wild.level)).toPrecision(6));
  return [
    {
      code: "WILD_INTERVAL_UNBOUNDED",
      message: `The wild cluster bootstrap over “${wild.cluster}” does not reject even values far from the estimate at ${percent}%, so its interval lacks an end: too many draws repeat the data, as happens with few clusters (there are ${wild.nClusters}). Use CR2 standard errors or a placebo test instead, or cluster at a finer level if treatment was assigned there.`,
      details: { cluster: wild.cluster, nClusters: wild.nClusters, percent },
    },
  ];
}
