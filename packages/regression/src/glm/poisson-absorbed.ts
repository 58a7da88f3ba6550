import { CeterisError, type Factor, type Warning } from "@ceteris/core";
import { weightedNorm } from "../absorb/absorb-column.ts";
import { leastSquares } from "../least-squares/least-squares.ts";
import { recodeFactor } from "../recode-factor.ts";
import { isSloped } from "../sloped-factor.ts";
import type { LinearFit, LinearModel } from "../types.ts";
import { checkCounts } from "./count-outcome.ts";
import { poisson, poissonDeviance } from "./poisson.ts";

export interface PoissonAbsorbedOptions {
  /** How messages name the model; default "Poisson model". */
  readonly name?: string | undefined;
  /** Weighted least-squares fits before giving up; default 200. */
  readonly maxIterations?: number | undefined;
}

export interface PoissonAbsorbedFit {
  readonly terms: readonly string[];
  readonly coefficients: Float64Array;
  /** Inverse information, k × k by rows; right for Poisson counts only. */
  readonly covariance: Float64Array;
  /**
   * The weighted least-squares fit at the maximum, for any covariance estimator: its scores are x (y − μ).
   * `iid` of it allows for a variance proportional to the mean. Tests use the normal distribution.
   */
  readonly linear: LinearFit;
  /** Rows of the model that were used, in order; null for all of them. */
  readonly rows: Int32Array | null;
  /** Expected outcome of the rows used. */
  readonly fitted: Float64Array;
  readonly linearPredictor: Float64Array;
  readonly nObs: number;
  /** For each fixed effect: levels without a positive outcome, which were dropped. */
  readonly droppedLevels: Readonly<Record<string, readonly string[]>>;
  readonly logLik: number;
  readonly deviance: number;
  readonly iterations: number;
  readonly warnings: readonly Warning[];
}

/** Step, in standard errors of the coefficients, and of the linear predictor, at which the next is the last. */
const settled = 1e-11;
/** Steps of this size that no longer shrink are rounding. */
const rounding = 1e-8;
/** A change of the predictor below this share of the largest is none. */
const still = 1e-6;

/**
 * Poisson regression with absorbed fixed effects, E(y | x) = exp(x′β + effects), by iterated weighted
 * least squares: for counts in a panel, and, with clustered errors, for any outcome of zero or more.
 *
 * A level of a fixed effect whose outcomes are all 0 has an effect of minus infinity and says nothing
 * about β: its rows are dropped and counted in a warning, as fixest does. Regressors that predict zeros
 * without error are an error.
 *
 * @param model as of `leastSquares`, the outcome in levels, not in logarithms
 * @throws EMPTY_SAMPLE, OUTCOME_NEGATIVE, NOT_FINITE, WEIGHTS_INVALID, NO_VARIATION, SEPARATION,
 *   NOT_CONVERGED, and TOO_FEW_ROWS and TREATMENT_ABSORBED of `leastSquares`
 * @see R fixest `fepois`, whose figures these are; fixest multiplies the `covariance` by (n−1)/(n−K)
 * @see Correia, Guimarães and Zylkin (2020), on separation and on absorbing the effects
 * @example
 * const fit = poissonAbsorbed({
 *   outcome: { name: "patents", values: patents },
 *   regressors: [{ name: "did", values: status, role: "treatment" }],
 *   fixedEffects: [city, year],
 * });
 * cluster({ by: [city] }).estimate(fit.linear); // when fit.rows is null
 */
export function poissonAbsorbed(
  model: LinearModel,
  options: PoissonAbsorbedOptions = {},
): PoissonAbsorbedFit {
  const where = options.name ?? "Poisson model";
  checkCounts(where, model.outcome.values, model.regressors, model.weights ?? null);
  const { rows, droppedLevels } = usableRows(model);
  const used = rows ? keepRows(model, rows) : model;
  const { values: y, name } = used.outcome;
  const weights = used.weights ?? null;
  const n = y.length;
  let eta = startingPredictor(y, weights);
  let deviance = poissonDeviance(y, eta, weights);
  let before: LinearFit | null = null;
  let sizeBefore = Number.POSITIVE_INFINITY;
  const working = { outcome: new Float64Array(n), weights: new Float64Array(n) };
  const most = options.maxIterations ?? 200;
  for (let iterations = 1; iterations <= most; iterations++) {
    for (let i = 0; i < n; i++) {
      const mu = Math.exp(eta[i]!);
      working.outcome[i] = eta[i]! + (y[i]! - mu) / mu;
      working.weights[i] = Math.max(mu * (weights ? weights[i]! : 1), Number.MIN_VALUE * 2 ** 60);
    }
    const fit = leastSquares({
      ...used,
      outcome: { name, values: working.outcome.slice() },
      weights: working.weights.slice(),
    });
    const { residuals } = fit;
    let next = eta.map((_, i) => working.outcome[i]! - residuals[i]!);
    let reached = poissonDeviance(y, next, weights);
    const change = next.map((v, i) => v - eta[i]!);
    refuseSeparation(where, y, change, fit, before);
    for (let half = 0; half < 30 && iterations > 1 && !(reached <= deviance * (1 + 1e-12) + 1e-12); half++) {
      next = next.map((v, i) => (v + eta[i]!) / 2);
      reached = poissonDeviance(y, next, weights);
    }
    const size = Math.max(stepSize(fit, before), weightedNorm(change, fit.weights) / Math.sqrt(n));
    eta = next;
    deviance = reached;
    before = fit;
    const isLast = size <= settled || (size <= rounding && size > sizeBefore / 2);
    sizeBefore = size;
    if (!isLast) continue;
    let logLik = 0;
    for (let i = 0; i < n; i++) logLik += (weights ? weights[i]! : 1) * poisson.logLik(y[i]!, eta[i]!);
    return Object.freeze({
      terms: fit.terms,
      coefficients: fit.coefficients,
      covariance: fit.bread,
      linear: fit,
      rows,
      fitted: eta.map(Math.exp),
      linearPredictor: eta,
      nObs: n,
      droppedLevels,
      logLik,
      deviance,
      iterations,
      warnings: Object.freeze(zeroWarnings(droppedLevels, model.outcome.values.length - n)),
    });
  }
  throw new CeterisError({
    code: "NOT_CONVERGED",
    where,
    what: `the likelihood was not at its maximum after ${most} steps`,
    mend: "Look for regressors of extreme range or for nearly perfect prediction; leave out what is not needed",
  });
}

function startingPredictor(y: Float64Array, weights: Float64Array | null): Float64Array {
  let sum = 0;
  let total = 0;
  for (let i = 0; i < y.length; i++) {
    sum += (weights ? weights[i]! : 1) * y[i]!;
    total += weights ? weights[i]! : 1;
  }
  return y.map((v) => Math.log((v + sum / total) / 2));
}

/** Largest move of a coefficient in its standard errors; infinite while the regressors kept change. */
function stepSize(fit: LinearFit, before: LinearFit | null): number {
  if (!before || before.terms.join("\n") !== fit.terms.join("\n")) return Number.POSITIVE_INFINITY;
  const k = fit.terms.length;
  return fit.coefficients.reduce((most, b, j) => {
    return Math.max(most, Math.abs(b - before.coefficients[j]!) / Math.sqrt(fit.bread[j * k + j]!));
  }, 0);
}

/** Rows of positive weight outside levels whose outcomes are all 0. */
function usableRows(model: LinearModel) {
  const y = model.outcome.values;
  const keep = new Uint8Array(y.length).fill(1);
  if (model.weights) for (let i = 0; i < y.length; i++) if (model.weights[i] === 0) keep[i] = 0;
  const found = model.fixedEffects.flatMap((factor): [string, readonly string[]][] => {
    if (isSloped(factor) && !factor.slope.withEffects) return [];
    const sums = new Float64Array(factor.nLevels);
    const counts = new Int32Array(factor.nLevels);
    for (let i = 0; i < y.length; i++) {
      if (model.weights && model.weights[i] === 0) continue;
      sums[factor.codes[i]!]! += y[i]!;
      counts[factor.codes[i]!]!++;
    }
    const levels = factor.labels.filter((_, level) => counts[level]! > 0 && sums[level] === 0);
    for (let i = 0; i < y.length; i++) if (sums[factor.codes[i]!] === 0) keep[i] = 0;
    return levels.length > 0 ? [[factor.name, levels]] : [];
  });
  const kept: number[] = [];
  for (let i = 0; i < y.length; i++) if (keep[i] === 1) kept.push(i);
  return {
    rows: kept.length === y.length ? null : Int32Array.from(kept),
    droppedLevels: Object.freeze(Object.fromEntries(found)),
  };
}

function keepRows(model: LinearModel, rows: Int32Array): LinearModel {
  const take = (values: Float64Array) => Float64Array.from(rows, (i) => values[i]!);
  return {
    ...model,
    outcome: { ...model.outcome, values: take(model.outcome.values) },
    regressors: model.regressors.map((r) => ({ ...r, values: take(r.values) })),
    fixedEffects: model.fixedEffects.map((factor: Factor) => recodeFactor(factor, rows)),
    weights: model.weights ? take(model.weights) : undefined,
  };
}

/**
 * Separation shows as a direction of the predictor that leaves every row with a positive outcome where
 * it is and moves some zeros down by one at each step, for good (μ falls by the factor e).
 */
function refuseSeparation(
  where: string,
  y: Float64Array,
  change: Float64Array,
  fit: LinearFit,
  before: LinearFit | null,
): void {
  if (!before) return;
  let separated = 0;
  for (let i = 0; i < y.length; i++) {
    if (y[i]! > 0 ? Math.abs(change[i]!) > still : change[i]! > still) return;
    if (change[i]! < -0.5) separated++;
  }
  if (separated === 0) return;
  const at = new Map(before.terms.map((term, j) => [term, before.coefficients[j]!]));
  const names = fit.terms.filter((term, j) => {
    const moved = Math.abs(fit.coefficients[j]! - (at.get(term) ?? 0));
    const spread = fit.within[j]!.reduce((most, v) => Math.max(most, Math.abs(v)), 0);
    return moved * spread > 1e-3;
  });
  const columns = names.length > 0 ? names : fit.fixedEffects.map((f) => f.name);
  const quoted = columns.map((c) => `“${c}”`).join(", ");
  throw new CeterisError({
    code: "SEPARATION",
    where,
    what: `${columns.length === 1 ? quoted : `a combination of ${quoted}`} predicts ${separated} of the zeros without error`,
    mend: "No finite coefficient maximises the likelihood: leave the column out, join its categories, or drop these rows",
    details: { columns, rows: separated },
  });
}

function zeroWarnings(levels: Readonly<Record<string, readonly string[]>>, nRows: number): Warning[] {
  const names = Object.keys(levels);
  if (names.length === 0) return [];
  const counts = names.map((name) => `${levels[name]!.length} of ${name}`).join(", ");
  return [
    {
      code: "ZERO_OUTCOME_GROUPS",
      message: `Rows dropped: ${nRows}. Their levels of the fixed effects have no positive outcome (${counts}), and say nothing about the coefficients.`,
      details: {
        rows: nRows,
        byEffect: Object.fromEntries(names.map((name) => [name, levels[name]!.length])),
      },
    },
  ];
}
