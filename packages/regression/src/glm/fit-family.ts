import { CeterisError, chiSquared, cholesky, choleskyInverse, multiply, symmetricEigen } from "@ceteris/core";
import type { DroppedTerm, Regressor } from "../types.ts";
import type { Family } from "./family.ts";
import {
  type LikelihoodMaximum,
  maximiseLikelihood,
  totalLogLik,
  weightedMean,
  weightedProducts,
} from "./maximise-likelihood.ts";
import { type OrthogonalDesign, orthogonalDesign } from "./orthogonal-design.ts";
import { refuseJointSeparation, separatingTerms } from "./separation.ts";

/** Rows of a model of one family, checked. */
export interface FamilyData {
  readonly outcome: Float64Array;
  readonly regressors: readonly Regressor[];
  readonly weights: Float64Array;
}

/** A model of one family at the maximum of its likelihood. */
export interface FamilyFit {
  /** "intercept", then the regressors kept, in their order. */
  readonly terms: readonly string[];
  readonly coefficients: Float64Array;
  /** Inverse of the expected information, k × k by rows: its roots are R's `glm` standard errors. */
  readonly covariance: Float64Array;
  /** Regressors that are constant or that others explain; of several the later-named goes. */
  readonly dropped: readonly DroppedTerm[];
  /** Expected outcome in each row, rows of weight 0 included. */
  readonly fitted: Float64Array;
  readonly linearPredictor: Float64Array;
  /** Rows of positive weight. */
  readonly nObs: number;
  readonly logLik: number;
  /** Of the model with the intercept alone. */
  readonly nullLogLik: number;
  /** McFadden's 1 − logLik / nullLogLik. */
  readonly pseudoR2: number;
  /** Likelihood-ratio test of all regressors; its p-value is null without a regressor. */
  readonly lrChi2: number;
  readonly lrDof: number;
  readonly lrPValue: number | null;
  readonly iterations: number;
  readonly converged: boolean;
}

/**
 * Maximum likelihood of a family with an intercept.
 *
 * @param before looks at the regressors kept before the likelihood is maximised
 * @throws SEPARATION, NOT_CONVERGED
 */
export function fitFamily(
  where: string,
  family: Family,
  { outcome, regressors, weights }: FamilyData,
  maxIterations: number,
  before: (kept: readonly Regressor[]) => void = () => {},
): FamilyFit {
  const design = orthogonalDesign(regressors, weights);
  const kept = regressors.filter(({ name }) => design.terms.includes(name));
  before(kept);

  const fitOn = ({ basis }: OrthogonalDesign) =>
    maximiseLikelihood({ family, outcome, weights, basis }, maxIterations);
  const separating = (on: OrthogonalDesign, at: LikelihoodMaximum) =>
    separatingTerms(on, family, weights, at);
  const maximum = fitOn(design);
  const { logLik, linearPredictor } = maximum;
  const found = separating(design, maximum);
  if (found.length > 0) {
    const separates = (names: readonly string[]) => {
      const part = orthogonalDesign(
        kept.filter(({ name }) => names.includes(name)),
        weights,
      );
      return separating(part, fitOn(part)).length > 0;
    };
    refuseJointSeparation(where, smallest(found, separates));
  }
  const k = design.terms.length;
  const information = weightedProducts(design.basis, weights, (i) => family.information(linearPredictor[i]!));
  const factor = hasDigits(information, k) ? cholesky(information, k) : null;
  if (!maximum.converged || !factor) {
    throw new CeterisError({
      code: "NOT_CONVERGED",
      where,
      what: `the likelihood was not at its maximum after ${maximum.iterations} steps`,
      mend: "Look for regressors of extreme range or for nearly perfect prediction; leave out what is not needed",
    });
  }
  const atMean = family.link(weightedMean(outcome, weights));
  const nullLogLik = totalLogLik({ family, outcome, weights }, new Float64Array(outcome.length).fill(atMean));
  const lrChi2 = Math.max(0, 2 * (logLik - nullLogLik));
  const lrDof = k - 1;
  return Object.freeze({
    terms: design.terms,
    coefficients: multiply(design.toTerms, maximum.coefficients, k, k, 1),
    covariance: transform(design.toTerms, choleskyInverse(factor, k), k),
    dropped: design.dropped,
    fitted: linearPredictor.map(family.mean),
    linearPredictor,
    nObs: weights.reduce((count, w) => (w > 0 ? count + 1 : count), 0),
    logLik,
    nullLogLik,
    pseudoR2: lrDof > 0 ? 1 - logLik / nullLogLik : 0,
    lrChi2: lrDof > 0 ? lrChi2 : 0,
    lrDof,
    lrPValue: lrDof > 0 ? chiSquared.sf(lrChi2, lrDof) : null,
    iterations: maximum.iterations,
    converged: maximum.converged,
  });
}

/** Whether the information of each direction stands above the rounding of the largest. */
function hasDigits(information: Float64Array, k: number): boolean {
  const { values } = symmetricEigen(information, k);
  return values[0]! > 1e-13 * values[k - 1]!;
}

/** A set of names with a property, without those it does not need; the later go first. */
function smallest(names: readonly string[], has: (names: readonly string[]) => boolean): readonly string[] {
  return names.toReversed().reduce<readonly string[]>((needed, name) => {
    const rest = needed.filter((other) => other !== name);
    return rest.length > 0 && has(rest) ? rest : needed;
  }, names);
}

/** A V A′, exactly symmetric. */
function transform(a: Float64Array, v: Float64Array, k: number): Float64Array {
  const left = multiply(a, v, k, k, k);
  const out = new Float64Array(k * k);
  for (let i = 0; i < k; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let m = 0; m < k; m++) sum += left[i * k + m]! * a[j * k + m]!;
      out[i * k + j] = sum;
      out[j * k + i] = sum;
    }
  }
  return out;
}
