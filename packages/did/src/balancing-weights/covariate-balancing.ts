import {
  CeterisError,
  cholesky,
  choleskySolve,
  columnDots,
  combineColumns,
  crossProducts,
} from "@ceteris/core";
import { binaryModel, orthogonalDesign } from "@ceteris/regression";
import { type EntropyBalanceOptions, entropyBalance, type WeightingData } from "./entropy-balance.ts";
import { momentColumns } from "./moment-columns.ts";
import { type Estimand, scoreWeights } from "./score-weights.ts";

export interface CovariateBalancingOptions extends Omit<EntropyBalanceOptions, "estimand"> {
  /** Default: `"att"`. */
  readonly estimand?: Estimand | undefined;
}

/**
 * Inverse probability weights of the covariate balancing propensity score (Imai and Ratkovic 2014),
 * exactly identified: a logit of treatment whose coefficients make the weighted means of the covariates
 * equal in both groups, instead of maximising the likelihood.
 *
 * Each set of balance conditions is the gradient of a convex loss (Zhao 2019), so that Newton's method
 * finds the one solution there is. For the effect on the treated the weights are those of entropy
 * balancing (Zhao and Percival 2017); for the overlap population the balance conditions are the
 * likelihood's own, so that the score is the ordinary logit (Li, Morgan and Zaslavsky 2018).
 *
 * @returns one weight for each unit, times its base weight; for everybody each group sums to the base
 *   weights of all, for the others see `entropyBalance` and `scoreWeights`
 * @throws MOMENTS_INFEASIBLE (att), SEPARATION, NOT_CONVERGED
 * @see R WeightIt `weightit(method = "cbps")`, whose default these are; the over-identified score, which
 *   adds the likelihood's conditions, is not offered
 * @example
 * const weights = covariateBalancing(data, { estimand: "ate" });
 */
export function covariateBalancing(
  data: WeightingData,
  options: CovariateBalancingOptions = {},
): Float64Array {
  const { estimand = "att", moments = 1, tolerance = 1e-10, maxIterations = 200 } = options;
  if (estimand === "att") return entropyBalance(data, { ...options, estimand });
  const { treated } = data;
  const base = data.base ?? new Float64Array(treated.length).fill(1);
  const columns = momentColumns(data.covariates, base, moments);
  const regressors = columns.map(({ name, values }) => ({ name, values, role: "control" as const }));
  const where = "covariate balancing propensity score";
  const logit = binaryModel({ outcome: treated, regressors, weights: base, link: "logit", name: where });
  const { basis } = orthogonalDesign(regressors, base);
  const eta =
    estimand === "overlap"
      ? logit.linearPredictor
      : balancingIndex({ basis, treated, base, start: logit.linearPredictor }, tolerance, maxIterations);
  if (!eta) {
    throw new CeterisError({
      code: "NOT_CONVERGED",
      where,
      what: `no coefficients were found in ${maxIterations} steps that balance all covariates`,
      mend: "The groups may overlap too little: leave covariates out, or choose the overlap estimand",
    });
  }
  const raw = scoreWeights(eta.map(logistic), treated, estimand).map((w, i) => w * base[i]!);
  return estimand === "overlap" ? raw : scaleGroups(raw, treated, sum(base));
}

/** Scales the weights of both groups to the same sum. */
export function scaleGroups(weights: Float64Array, treated: Float64Array, size: number): Float64Array {
  const sums = [0, 0];
  weights.forEach((w, i) => {
    sums[treated[i]!]! += w;
  });
  return weights.map((w, i) => (w * size) / sums[treated[i]!]!);
}

interface Balancing {
  /** An orthonormal basis of the intercept and the covariates. */
  readonly basis: readonly Float64Array[];
  readonly treated: Float64Array;
  readonly base: Float64Array;
  readonly start: Float64Array;
}

/**
 * The linear index η at which Σ w (d/p − (1 − d)/(1 − p)) x = 0 with p logistic in η: the minimum of
 * Σ w [d (exp(−η) − η) + (1 − d)(exp(η) + η)]. Null when it is not reached.
 */
function balancingIndex(
  { basis, treated, base, start }: Balancing,
  tolerance: number,
  maxIterations: number,
): Float64Array | null {
  const k = basis.length;
  const total = sum(base);
  const signed = treated.map((d) => (d === 1 ? -1 : 1));
  const loss = (eta: Float64Array) =>
    eta.reduce((l, e, i) => l + (base[i]! / total) * (Math.exp(signed[i]! * e) + signed[i]! * e), 0);
  let eta = start;
  let value = loss(eta);
  for (let iteration = 0; iteration < maxIterations; iteration++) {
    const tilts = eta.map((e, i) => (base[i]! / total) * Math.exp(signed[i]! * e));
    const gradient = columnDots(
      basis,
      tilts.map((tilt, i) => signed[i]! * (tilt + base[i]! / total)),
    );
    if (gradient.every((g) => Math.abs(g) <= tolerance)) return eta;
    const factor = cholesky(crossProducts(basis, tilts), k);
    if (!factor) return null;
    const step = choleskySolve(factor, k, gradient);
    const slope = step.reduce((s, v, a) => s - v * gradient[a]!, 0);
    const along = combineColumns(
      basis,
      step.map((s) => -s),
      eta.length,
    );
    let size = 1;
    let next = eta.map((e, i) => e + along[i]!);
    let nextValue = loss(next);
    while (!(nextValue <= value + 1e-4 * size * slope) && slope < -1e-13 && size > 1e-10) {
      size /= 2;
      next = eta.map((e, i) => e + size * along[i]!);
      nextValue = loss(next);
    }
    eta = next;
    value = nextValue;
  }
  return null;
}

const sum = (values: Float64Array) => values.reduce((total, v) => total + v, 0);
const logistic = (eta: number) => 1 / (1 + Math.exp(-eta));
