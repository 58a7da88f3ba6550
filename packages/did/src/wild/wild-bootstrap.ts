import {
  CeterisError,
  displayable,
  type OptionKinds,
  type Panel,
  requireTreatment,
  type Warning,
  type WildBootstrap,
} from "@ceteris/core";
import {
  leastSquares,
  type WildDraws,
  wildDraws,
  wildInterval,
  wildPValue,
  wildStatistics,
} from "@ceteris/regression";
import { checkCall, DID_OPTIONS, didOptionsOf } from "../model/check-call.ts";
import { buildModel, modelSample } from "../model/fit-model.ts";
import { resolveOptions } from "../model/resolve-options.ts";
import type { DidResult } from "../twfe/did-result.ts";
import { twfe } from "../twfe/twfe.ts";
import { bootClusters, errorClusters, resolveTails, type WildOptions } from "./wild-options.ts";

export interface WildResult extends DidResult {
  readonly wild: WildBootstrap;
}

const OPTIONS: OptionKinds<WildOptions> = {
  ...DID_OPTIONS,
  draws: "other",
  wildWeights: "other",
  wildType: "other",
  bootCluster: "column",
  imposeNull: "other",
  tails: "other",
  seed: "other",
};

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
 * With `wildType` the residuals of a cluster are those of a fit without it (`"score"`), the variances are
 * those of the cluster jackknife (`"variance"`), or both: more reliable where clusters are few or uneven
 * (MacKinnon, Nielsen and Webb 2023, WCR-S, WCR-V and WCR-B).
 *
 * The t statistics cluster by the covariance's columns, one or two; default the unit. Weights go by those,
 * of two ways by the one with fewer clusters, or by `bootCluster`: with one finer than the clusters, down
 * to single rows, the subcluster bootstrap for few treated clusters (MacKinnon and Webb 2018).
 *
 * @returns the result of `twfe`, and `wild`
 * @throws OPTION_INVALID, OPTION_UNSUPPORTED (no clusters or more than two ways; more than 1024 levels of
 *   fixed effects that are not nested in clusters; a jackknife with two-way clusters or subclusters, or
 *   where one cluster alone identifies the effect) and the codes of `twfe`
 * @see Stata `boottest`; R fwildclusterboot, which leaves ties with the actual t out of the p-value: 2/2^G
 *   less when all draws are enumerated. Both give weights by the intersection of two-way clusters by
 *   default, and correct each way for its own number of clusters, where here one factor cancels
 * @example
 * const { wild } = wildBootstrap(panel, {
 *   outcome: "index",
 *   covariance: { type: "cluster", by: ["province"] },
 *   wildType: "score",
 * });
 */
export function wildBootstrap(panel: Panel, options: WildOptions): WildResult {
  checkCall(panel, options, OPTIONS);
  const { status } = requireTreatment(panel);
  const resolved = resolveOptions(panel, options);
  const tails = resolveTails(options.tails);
  const errors = errorClusters(resolved.covariance);
  const {
    draws: asked = 9999,
    wildType: type = "classic",
    imposeNull = true,
    seed = 1,
    bootCluster,
  } = options;
  const { level } = resolved;
  const { kind, sample, estimates, spec, warnings, ...rest } = twfe(panel, didOptionsOf(options));
  const clusters = bootCluster === undefined ? [] : [bootCluster];
  const rows = modelSample(panel, { ...resolved, clusters });
  if (rows.sample.nObs < sample.nObs) throw missingClusters(bootCluster!, sample.nObs - rows.sample.nObs);
  const by = bootClusters(rows, errors, bootCluster);
  const ways = errors.map((name) => rows.factors.get(name)!);
  const fit = leastSquares(buildModel(rows, resolved, [{ name: "did", values: status }]));
  const draws = wildDraws(fit, {
    term: "did",
    by,
    errors: ways,
    draws: asked,
    weights: options.wildWeights,
    type,
    imposeNull,
    seed,
  });
  const { nDraws, enumerated, nClusters, weights } = draws;
  const pValue = wildPValue(draws, 0, tails);
  const wild: WildBootstrap = {
    term: "did",
    pValue: Number.isNaN(pValue) ? null : pValue,
    ...wildInterval(draws, level, tails),
    nDraws,
    enumerated,
    cluster: by.name,
    nClusters,
    errorClusters: Object.fromEntries(ways.map((way) => [way.name, way.nLevels])),
    type,
    weights,
    imposeNull,
    tails,
    seed,
    level,
  };
  const settings = { draws: asked, weights, type, bootCluster: by.name, imposeNull, tails, seed };
  return displayable({
    kind,
    sample,
    estimates,
    wild,
    ...rest,
    spec: { ...spec, wild: settings },
    warnings: [...warnings, ...warnUndefined(wild, draws), ...warnUnbounded(wild)],
  });
}

/** Two-way variances that are not positive: of the estimate, or of some draws when “no effect” is tested. */
function warnUndefined(wild: WildBootstrap, draws: WildDraws): readonly Warning[] {
  if (!draws.twoWay) return [];
  const undefinedDraws = wildStatistics(draws, 0).reduce((n, t) => n + (Number.isFinite(t) ? 0 : 1), 0);
  if (wild.pValue !== null && undefinedDraws === 0) return [];
  const ways = Object.keys(wild.errorClusters);
  const what =
    wild.pValue === null
      ? "the variance of the estimate, or of every draw, is not positive, so there is no p-value"
      : `${undefinedDraws} of ${wild.nDraws} draws have a variance that is not positive and were left out`;
  return [
    {
      code: "WILD_DRAWS_UNDEFINED",
      message: `Wild bootstrap with errors clustered by ${ways.map((way) => `“${way}”`).join(" and ")}: ${what}. Compare with the bootstrap clustered one way.`,
      details: { clusters: ways, undefined: undefinedDraws, nDraws: wild.nDraws, none: wild.pValue === null },
    },
  ];
}

function warnUnbounded(wild: WildBootstrap): readonly Warning[] {
  if (wild.pValue === null || (wild.confLow !== null && wild.confHigh !== null)) return [];
  const percent = Number((100 * (1 - wild.level)).toPrecision(6));
  return [
    {
      code: "WILD_INTERVAL_UNBOUNDED",
      message: `The wild cluster bootstrap over “${wild.cluster}” does not reject even values far from the estimate at ${percent}%, so its interval lacks an end: too many draws repeat the data, as happens with few clusters (there are ${wild.nClusters}). Use CR2 standard errors or a placebo test instead, or cluster at a finer level if treatment was assigned there.`,
      details: { cluster: wild.cluster, nClusters: wild.nClusters, percent },
    },
  ];
}

function missingClusters(name: string, nRows: number): CeterisError {
  return new CeterisError({
    code: "OPTION_INVALID",
    where: "bootCluster",
    what: `“${name}” has no value in ${nRows} of the rows that the estimate uses`,
    mend: "Fill the column in, or take these rows out before",
  });
}
