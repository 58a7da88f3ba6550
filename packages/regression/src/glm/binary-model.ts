import { CeterisError, type ErrorCode, nameSome } from "@ceteris/core";
import type { Regressor } from "../types.ts";
import { type FamilyFit, fitFamily } from "./fit-family.ts";
import { logit } from "./logit.ts";
import { probit } from "./probit.ts";
import { refuseSingleSeparation } from "./separation.ts";

const FAMILIES = { logit, probit } as const;

/** A 0/1 outcome and its regressors on complete rows: every array has one value for each row. */
export interface BinaryModel {
  /** 0 or 1. */
  readonly outcome: Float64Array;
  /** Without the intercept, which is always there. */
  readonly regressors: readonly Regressor[];
  readonly link: "logit" | "probit";
  /** Frequency or importance weights, not negative, whole or not; rows of weight 0 do not count. */
  readonly weights?: Float64Array | undefined;
  /** How messages name the model; default "logit model" or "probit model". */
  readonly name?: string | undefined;
  /** Newton steps before giving up; default 100. */
  readonly maxIterations?: number | undefined;
}

/** A logit or probit fitted; `fitted` is the probability of outcome 1. */
export type BinaryFit = FamilyFit;

/**
 * Logit or probit by maximum likelihood, to 1e-12 of a standard error: for propensity scores, and for
 * the pseudo-R² and likelihood-ratio test of balance before and after matching.
 *
 * P(y = 1 | x) = F(β₀ + x′β), F logistic or normal. Newton's method on orthogonalised regressors, so that
 * neither units nor near collinearity cost digits; tails are taken in logarithms. Coefficients and
 * standard errors are those of R's `glm` run to convergence.
 *
 * @throws EMPTY_SAMPLE, OUTCOME_NOT_BINARY, NOT_FINITE, WEIGHTS_INVALID; NO_VARIATION when the outcome
 *   is constant; SEPARATION, naming the columns, when regressors predict outcomes without error so that
 *   no maximum exists; NOT_CONVERGED
 * @example
 * const fit = binaryModel({
 *   outcome: Float64Array.of(0, 1, 0, 1, 1, 0),
 *   regressors: [{ name: "x", values: Float64Array.of(1, 2, 3, 4, 5, 6), role: "control" }],
 *   link: "logit",
 * });
 * fit.terms; // ["intercept", "x"]
 */
export function binaryModel(model: BinaryModel): BinaryFit {
  const { outcome, regressors, link } = model;
  const where = model.name ?? `${link} model`;
  const family = FAMILIES[link];
  if (!family) {
    throw new CeterisError({
      code: "OPTION_INVALID",
      where,
      what: `there is no link “${link}”`,
      mend: "Choose logit or probit",
    });
  }
  const weights = model.weights ?? new Float64Array(outcome.length).fill(1);
  validate(where, model, weights);
  return fitFamily(where, family, { outcome, regressors, weights }, model.maxIterations ?? 100, (kept) =>
    refuseSingleSeparation(where, outcome, kept, weights),
  );
}

function validate(where: string, model: BinaryModel, weights: Float64Array): void {
  const { outcome, regressors } = model;
  const refuse = (code: ErrorCode, what: string, mend: string) => {
    throw new CeterisError({ code, where, what, mend });
  };
  const bad = (values: Float64Array, isBad: (v: number) => boolean) => {
    const rows: number[] = [];
    values.forEach((v, i) => {
      if (isBad(v)) rows.push(i + 1);
    });
    return rows.length > 0 ? `in ${rows.length === 1 ? "row" : "rows"} ${nameSome(rows)}` : null;
  };
  const lengths = [weights.length, ...regressors.map((r) => r.values.length)];
  if (lengths.some((n) => n !== outcome.length)) throw new RangeError("arrays of a model differ in length");
  const wrongWeights = bad(weights, (w) => !(w >= 0 && w < Number.POSITIVE_INFINITY));
  if (wrongWeights)
    refuse(
      "WEIGHTS_INVALID",
      `the weight is negative or not a number ${wrongWeights}`,
      "Give every row a weight of zero or more",
    );
  if (!weights.some((w) => w > 0))
    refuse(
      "EMPTY_SAMPLE",
      "there is no row with a positive weight",
      "Check the filter, missing values and weights",
    );
  const notBinary = bad(outcome, (y) => y !== 0 && y !== 1);
  if (notBinary)
    refuse(
      "OUTCOME_NOT_BINARY",
      `the outcome is neither 0 nor 1 ${notBinary}`,
      "Code the outcome as 0 and 1",
    );
  for (const { name, values } of regressors) {
    const rows = bad(values, (v) => !Number.isFinite(v));
    if (rows)
      refuse("NOT_FINITE", `“${name}” is missing or infinite ${rows}`, "Fill these cells or drop the rows");
  }
  const used = outcome.filter((_, i) => weights[i]! > 0);
  if (used.every((y) => y === used[0])) {
    refuse(
      "NO_VARIATION",
      `the outcome is ${used[0]} in every row`,
      "The model needs rows of both outcomes: check the treatment and the filter",
    );
  }
}
