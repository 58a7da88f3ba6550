import { type BalanceRow, CeterisError, type OverallBalance, type Warning } from "@ceteris/core";
import { type BinaryFit, binaryModel } from "@ceteris/regression";
import { type Covariate, finite, summariseBias } from "./balance-rows.ts";
import { groupMoments } from "./moments.ts";

/**
 * Balance of all covariates together in one sample, as pstest reports it: pseudo-R² and likelihood
 * ratio of the treatment on the covariates, refitted to the sample with the match weights as importance
 * weights; Rubin's B, the standardised difference (per cent) of the linear index of that fit between
 * the groups, and R, the ratio of the index's variances, treated over controls (Rubin 2001); mean and
 * median of the absolute biases.
 *
 * pstest refits a probit whatever the score was; here it is the link of the score.
 *
 * @param weights match weights, or null before matching
 * @returns figures of a fit that does not exist (say, a covariate separates the matched groups) as null,
 *   with a warning
 */
export function balanceOverall(
  covariates: readonly Covariate[],
  treated: Float64Array,
  weights: Float64Array | null,
  rows: readonly BalanceRow[],
  link: "logit" | "probit",
): { readonly balance: OverallBalance; readonly warnings: readonly Warning[] } {
  const { mean, median } = summariseBias(rows);
  const refit = tryFit(covariates, treated, weights, link);
  if (!("fitted" in refit)) {
    const nothing = { pseudoR2: null, lrChi2: null, pValue: null, rubinB: null, rubinR: null };
    return { balance: { ...nothing, meanBias: mean, medianBias: median }, warnings: [refit] };
  }
  const t = groupMoments(refit.linearPredictor, treated, 1, weights);
  const c = groupMoments(refit.linearPredictor, treated, 0, weights);
  const balance = {
    pseudoR2: finite(refit.pseudoR2),
    lrChi2: finite(refit.lrChi2),
    pValue: refit.lrPValue === null ? null : finite(refit.lrPValue),
    meanBias: mean,
    medianBias: median,
    rubinB: finite((100 * (t.mean - c.mean)) / Math.sqrt((t.variance + c.variance) / 2)),
    rubinR: finite(t.variance / c.variance),
  };
  return { balance, warnings: [] };
}

function tryFit(
  covariates: readonly Covariate[],
  treated: Float64Array,
  weights: Float64Array | null,
  link: "logit" | "probit",
): BinaryFit | Warning {
  const sample = weights ? "after" : "before";
  try {
    return binaryModel({
      outcome: treated,
      regressors: covariates.map((x) => ({ ...x, role: "control" as const })),
      link,
      name: `balance ${sample} matching (${link})`,
      ...(weights ? { weights } : {}),
    });
  } catch (error) {
    if (!(error instanceof CeterisError)) throw error;
    return {
      code: "BALANCE_REFIT",
      message: `The pseudo-R², likelihood ratio, Rubin's B and R ${sample} matching are not identified: ${error.message}`,
      details: { sample, code: error.code },
    };
  }
}
