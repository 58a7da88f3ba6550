/**
 * A model of one outcome given its linear predictor η, as a value. All functions are those of one row;
 * they must stay accurate for any η.
 */
export interface Family {
  readonly name: string;
  /** Expected outcome at η. */
  readonly mean: (eta: number) => number;
  /** η at which the expected outcome is the given mean. */
  readonly link: (mean: number) => number;
  /** Log-likelihood ℓ(y, η). */
  readonly logLik: (y: number, eta: number) => number;
  /** ∂ℓ/∂η. */
  readonly score: (y: number, eta: number) => number;
  /** −∂²ℓ/∂η², positive: drives Newton's method. */
  readonly curvature: (y: number, eta: number) => number;
  /** E(−∂²ℓ/∂η²): gives the standard errors. */
  readonly information: (eta: number) => number;
}
