import { type BalanceRow, CeterisError, type OverallBalance, type Warning } from "@ceteris/core";
import { type BinaryFit, binaryModel } from "@ceteris/regression";
import { type Covariate, finite, summariseBias } from "./balance-rows.ts";
import { groupMoments } from "./moments.ts";

/** Likelihood ratio below which the refit has found nothing but rounding. */
const NOTHING_LEFT = 1e-6;

/**
 * Balance of all covariates together in one sample, as pstest reports it: pseudo-R² and likelihood
 * ratio of the treatment on the covariates, refitted to the sample with its weights as importance
 * weights; Rubin's B, the standardised difference (per cent) of the linear index of that fit between
 * the groups, and R, the ratio of the index's variances, treated over controls (Rubin 2001); mean and
 * median of the absolute biases.
 *
 * pstest refits a probit whatever the score was; here it is the link of the score.
 *
 * Where weights balance the covariates exactly, the linear index is constant: B is then 0, and R does not
 * exist.
 *
 * @param weights match weights, or null where all count the same
 * @param rows balance of the covariates in this sample
 * @param step what the sample is before or after
 * @returns figures of a fit that does not exist (say, a covariate separates the matched groups) as null,
 *   with a warning
 */
export function balanceOverall(
  covariates: readonly Covariate[],
  treated: Float64Array,
  weights: Float64Array | null,
  rows: readonly BalanceRow[],
  link: "logit" | "probit",
  step: "matching" | "weighting" = "matching",
): { readonly balance: OverallBalance; readonly warnings: readonly Warning[] } {
  const { mean, median } = summariseBias(rows);
  const refit = tryFit(covariates, treated, weights, link, { sample: rows[0]?.sample ?? "before", step });
  if (!("fitted" in refit)) {
    const nothing = { pseudoR2: null, lrChi2: null, pValue: null, rubinB: null, rubinR: null };
    return { balance: { ...nothing, meanBias: mean, medianBias: median }, warnings: [refit] };
  }
  const nothingLeft = refit.lrDof > 0 && refit.lrChi2 < NOTHING_LEFT;
  const t = groupMoments(refit.linearPredictor, treated, 1, weights);
  const c = groupMoments(refit.linearPredictor, treated, 0, weights);
  const balance = {
    pseudoR2: finite(refit.pseudoR2),
    lrChi2: finite(refit.lrChi2),
    pValue: refit.lrPValue === null ? null : finite(refit.lrPValue),
    meanBias: mean,
    medianBias: median,
    rubinB: nothingLeft ? 0 : finite((100 * (t.mean - c.mean)) / Math.sqrt((t.variance + c.variance) / 2)),
    rubinR: nothingLeft ? null : finite(t.variance / c.variance),
  };
  return { balance, warnings: [] };
}

function tryFit(
  covariates: readonly Covariate[],
  treated: Float64Array,
  weights: Float64Array | null,
  link: "logit" | "probit",
  { sample, step }: { readonly sample: "before" | "after"; readonly step: "matching" | "weighting" },
): BinaryFit | Warning {
  try {
    return binaryModel({
      outcome: treated,
      regressors: covariates.map((x) => ({ ...x, role: "control" as const })),
      link,
      name: `balance ${sample} ${step} (${link})`,
      ...(weights ? { weights } : {}),
    });
  } catch (error) {
    if (!(error instanceof CeterisError)) throw error;
    return {
      code: "BALANCE_REFIT",
      message: `The pseudo-R², likelihood ratio, Rubin's B and R ${sample} ${step} are not identified: ${error.message}`,
      details: { sample, step, code: error.code },
    };
  }
}
