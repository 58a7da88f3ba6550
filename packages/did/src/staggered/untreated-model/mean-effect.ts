import { multiply } from "@ceteris/core";
import type { AdoptionRows } from "./adoption-rows.ts";
import type { ScoredEstimate } from "./scored-estimates.ts";
import type { UntreatedModel } from "./untreated-model.ts";

/** A weighted mean, over some rows, of the outcome less what the model of untreated rows says. */
interface ResidualMean {
  readonly rows: Int32Array;
  /** Share of each of the rows; they sum to 1. */
  readonly shares: Float64Array;
  readonly value: number;
}

/**
 * The mean over some rows, by the weights of the sample, with its scores; null of none.
 *
 * @param deviation how far a row is from what it is compared with, by its place in the sample and the mean
 */
export function meanEffect(
  data: AdoptionRows,
  model: UntreatedModel,
  rows: Int32Array,
  deviation: (row: number, mean: number) => number,
): ScoredEstimate | null {
  if (rows.length === 0) return null;
  const mean = residualMean(data, model, rows);
  const scores = clusterScores(data, model, mean, (row) => deviation(row, mean.value));
  return { value: mean.value, scores, dof: null };
}

/** The mean over these rows by the weights of the sample. */
function residualMean(
  { sample: { weights } }: AdoptionRows,
  { residuals }: UntreatedModel,
  rows: Int32Array,
): ResidualMean {
  const shares = Float64Array.from(rows, (i) => (weights ? weights[i]! : 1));
  let total = 0;
  for (const share of shares) total += share;
  let value = 0;
  for (let j = 0; j < shares.length; j++) {
    shares[j]! /= total;
    value += shares[j]! * residuals[rows[j]!]!;
  }
  return { rows, shares, value };
}

/**
 * A mean a′(y − Ŷ) is linear in the outcomes: its rows weigh a, and the untreated rows besides
 * v = −W₀Z₀(Z₀′W₀Z₀)⁻Z′a, by which the estimation of the model counts. This gives Σ a·d + Σ v·ε̂ for each
 * cluster, d being deviations of the rows and ε̂ the residuals of the untreated ones.
 *
 * v is −w times an effect of the unit, one of the period and a combination of the controls. Weighted
 * residuals sum to zero within each unit, and clusters hold whole units: the effects of units drop out.
 *
 * @param deviation of a row
 */
function clusterScores(
  { sample, clusters }: AdoptionRows,
  { equations, untreated, residuals, fit, controls }: UntreatedModel,
  { rows, shares }: ResidualMean,
  deviation: (row: number) => number,
): Float64Array {
  const { unit, time, weights } = sample;
  const k = controls.length;
  const out = new Float64Array(clusters.n);
  const unitSums = new Float64Array(unit.nLevels);
  const periodSums = new Float64Array(time.nLevels);
  const controlSums = new Float64Array(k);
  for (let j = 0; j < rows.length; j++) {
    const i = rows[j]!;
    const share = shares[j]!;
    out[clusters.codes[unit.codes[i]!]!]! += share * deviation(i);
    unitSums[unit.codes[i]!]! += share;
    periodSums[time.codes[i]!]! += share;
    for (let c = 0; c < k; c++) controlSums[c]! += share * controls[c]![i]!;
  }
  const { second: ofPeriod } = equations.solve(unitSums, periodSums);
  const ofControl = fit ? multiply(fit.bread, controlSums, k, k, 1) : controlSums;
  for (const i of untreated.places) {
    let weight = ofPeriod[time.codes[i]!]!;
    for (let c = 0; c < k; c++) weight += ofControl[c]! * controls[c]![i]!;
    if (weights) weight *= weights[i]!;
    out[clusters.codes[unit.codes[i]!]!]! -= weight * residuals[i]!;
  }
  return out;
}
