import {
  CeterisError,
  displayable,
  type Estimate,
  estimateRow,
  type InfluenceRow,
  type LeaveOneOutResult,
  type OptionKinds,
  type Panel,
  requireTreatment,
  uniqueWarnings,
} from "@ceteris/core";
import {
  type ClusterJackknife,
  clusterJackknife,
  type EstimationSample,
  leastSquares,
} from "@ceteris/regression";
import { checkCall, DID_OPTIONS, didOptionsOf } from "../model/check-call.ts";
import { nullRow } from "../model/estimate-table.ts";
import { buildModel, modelSample } from "../model/fit-model.ts";
import type { DidOptions } from "../model/options.ts";
import { resolveOptions } from "../model/resolve-options.ts";
import { twfe } from "../twfe/twfe.ts";
import { influenceWarnings } from "./influence-warnings.ts";
import { spreadOf } from "./spread.ts";
import { withoutLevel } from "./without-level.ts";

export interface LeaveOneOutOptions extends DidOptions {
  /** Column whose levels are left out in turn; `a^b` crosses two. Default: the unit. */
  readonly by?: string | undefined;
  /** Share of the estimate that a cluster may move without a warning. Default: 0.25. */
  readonly share?: number | undefined;
  /**
   * Of how many clusters, the most influential first, the standard error without them is wanted, each
   * by an estimation. Default: all, as far as 5 million rows go, but at least 10.
   */
  readonly refits?: number | undefined;
}

/** Rows that all refits together may read by default. */
const cheapRows = 5e6;
const fewestRefits = 10;

const OPTIONS: OptionKinds<LeaveOneOutOptions> = {
  ...DID_OPTIONS,
  by: "column",
  share: "other",
  refits: "other",
};

/**
 * The `twfe` effect without each unit, or each level of another column, in turn: which of them carry it,
 * and whether one decides its sign, size or significance.
 *
 * Effects and leverages come from sums by cluster, without running regressions, and equal those of refits
 * (MacKinnon, Nielsen and Webb 2023, Stata Journal). Standard errors without a cluster follow `covariance`
 * and come from refits, of the most influential clusters first. `jackknife` has the standard errors that
 * the spread of the effects gives (CV3, CV3J), with t of G−1 degrees of freedom.
 *
 * Leverage is net of fixed effects that lie within clusters, such as unit effects, and adds up to the
 * number of the other parameters; a cluster far above the mean weighs on all of them. Partial leverage is
 * the cluster's share in the variation of treatment left by everything else, and adds up to one.
 *
 * @returns `estimates`: the effect with all; `leftOut`: a row for each cluster, ready to plot
 * @throws OPTION_INVALID (share, refits, missing values in `by`), UNKNOWN_COLUMN, TOO_FEW_CLUSTERS,
 *   OPTION_UNSUPPORTED (more than 1024 levels of fixed effects that span clusters) and the codes of `twfe`
 * @see Stata and R summclust, whose leverages, coefficients and standard errors these are
 * @example
 * const { leftOut, mostInfluential } = leaveOneOut(panel, { outcome: "index", by: "province" });
 */
export function leaveOneOut(panel: Panel, options: LeaveOneOutOptions): LeaveOneOutResult {
  checkCall(panel, options, OPTIONS);
  const { status } = requireTreatment(panel);
  const resolved = resolveOptions(panel, options);
  const by = options.by ?? panel.unit.name;
  const share = options.share ?? 0.25;
  requireShare(share);
  const full = twfe(panel, didOptionsOf(options));
  const [effect] = full.estimates as [Estimate, ...Estimate[]];
  const rows = modelSample(panel, { ...resolved, clusters: [by] });
  refuseMissing(by, full.sample.nObs - rows.sample.nObs);
  const fit = leastSquares(buildModel(rows, resolved, [{ name: "did", values: status }]));
  const found = clusterJackknife(fit, { term: "did", by: rows.factors.get(by)! });
  const nClusters = found.clusters.nLevels;
  const refits = refitCount(options.refits, nClusters, rows.sample.nObs);
  const refitted = new Set(byInfluence(found, effect.estimate!).slice(0, refits));
  const leftOut = describeClusters(panel, rows, found, effect.estimate!, (g) =>
    refitted.has(g) ? refit(withoutLevel(panel, rows, found.clusters, g), options) : null,
  );
  const { level } = resolved;
  const largest = byInfluence(found, effect.estimate!)[0];
  return displayable({
    kind: "leave-one-out" as const,
    sample: full.sample,
    estimates: [effect],
    fit: full.fit,
    by,
    nClusters,
    leftOut,
    jackknife: jackknifeRows(found, effect.estimate!, level),
    effectiveClusters: 1 / found.partialLeverage.reduce((sum, p) => sum + p * p, 0),
    spread: spreadOf(leftOut),
    mostInfluential: largest === undefined ? null : found.clusters.labelOf(largest),
    spec: { ...full.spec, by, share, nRefits: refitted.size },
    warnings: uniqueWarnings(full.warnings, influenceWarnings(by, effect, leftOut, share, level)),
  });
}

/** Clusters that the effect is identified without, the most influential first, ties in their own order. */
function byInfluence({ coefficients }: ClusterJackknife, effect: number): number[] {
  const change = (g: number) => Math.abs(coefficients[g]! - effect);
  return [...coefficients.keys()]
    .filter((g) => !Number.isNaN(coefficients[g]!))
    .sort((g, h) => change(h) - change(g) || g - h);
}

function describeClusters(
  panel: Panel,
  rows: EstimationSample,
  found: ClusterJackknife,
  effect: number,
  refitted: (cluster: number) => Estimate | null,
): readonly InfluenceRow[] {
  const { clusters, coefficients, leverage, partialLeverage } = found;
  const nObs = new Int32Array(clusters.nLevels);
  const treated = new Uint8Array(clusters.nLevels);
  const { status } = panel.treatment!;
  clusters.codes.forEach((g, i) => {
    nObs[g]!++;
    if (status[rows.rows ? rows.rows[i]! : i] === 1) treated[g] = 1;
  });
  return clusters.labels.map((cluster, g) => {
    const estimate = coefficients[g]!;
    const identified = !Number.isNaN(estimate);
    const row = refitted(g) ?? { ...nullRow("did"), estimate: identified ? estimate : null };
    return {
      ...row,
      estimate: identified ? estimate : null,
      cluster,
      nObs: nObs[g]!,
      treated: treated[g] === 1,
      change: identified ? estimate - effect : null,
      leverage: leverage[g]!,
      partialLeverage: partialLeverage[g]!,
    };
  });
}

/** The row of the effect on some rows; null where they do not give one, as with one cluster left to cluster by. */
function refit(panel: Panel, options: DidOptions): Estimate | null {
  try {
    return twfe(panel, didOptionsOf(options)).estimates[0]!;
  } catch (error) {
    if (error instanceof CeterisError) return null;
    throw error;
  }
}

/** The effect with errors of the jackknife: null where the effect is not identified without some cluster. */
function jackknifeRows({ coefficients }: ClusterJackknife, effect: number, level: number) {
  const g = coefficients.length;
  const mean = coefficients.reduce((sum, b) => sum + b, 0) / g;
  const around = (centre: number) => {
    const squares = coefficients.reduce((sum, b) => sum + (b - centre) ** 2, 0);
    const stdError = Math.sqrt(((g - 1) / g) * squares);
    return estimateRow("did", effect, Number.isNaN(stdError) ? null : stdError, g - 1, level);
  };
  return { cv3: around(effect), cv3j: around(mean) };
}

function refitCount(asked: number | undefined, nClusters: number, nObs: number): number {
  if (asked === undefined) return Math.min(nClusters, Math.max(fewestRefits, Math.floor(cheapRows / nObs)));
  if (Number.isSafeInteger(asked) && asked >= 0) return Math.min(nClusters, asked);
  throw new CeterisError({
    code: "OPTION_INVALID",
    where: "refits",
    what: `${asked} is not a number of clusters`,
    mend: "Give a whole number from 0, or leave it out",
  });
}

function requireShare(share: number): void {
  if (share > 0 && Number.isFinite(share)) return;
  throw new CeterisError({
    code: "OPTION_INVALID",
    where: "share",
    what: `${share} is not a share of the estimate`,
    mend: "Give a number above zero, such as 0.25",
  });
}

function refuseMissing(by: string, nMissing: number): void {
  if (nMissing <= 0) return;
  throw new CeterisError({
    code: "OPTION_INVALID",
    where: "by",
    what: `“${by}” has no value in ${nMissing} of the rows that the estimate uses`,
    mend: "Fill the column in, or take these rows out before",
  });
}
