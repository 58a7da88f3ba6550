import { multiply } from "@ceteris/core";
import type { AdoptionRows } from "./adoption-rows.ts";
import type { ScoredEstimate } from "./scored-estimates.ts";
import type { UntreatedModel } from "./untreated-model.ts";

/**
 * The mean over some rows, by the weights of the sample, of the outcome less what the model of untreated
 * rows says; null of no rows.
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
  const { weights } = data.sample;
  let total = 0;
  let sum = 0;
  for (let j = 0; j < rows.length; j++) {
    const i = rows[j]!;
    const weight = weights ? weights[i]! : 1;
    total += weight;
    sum += weight * model.residuals[i]!;
  }
  const value = sum / total;
  const scores = clusterScores(data, model, rows, total, (row) => deviation(row, value));
  return { value, scores };
}

/**
 * A mean a′(y − Ŷ) is linear in the outcomes: its rows weigh a, and the untreated rows besides
 * v = −W₀Z₀(Z₀′W₀Z₀)⁻Z′a, by which the estimation of the model counts. This gives Σ a·d + Σ v·ε̂ for each
 * cluster, d being deviations of the rows and ε̂ the residuals of the untreated ones.
 *
 * v is −w times an effect of the unit, one of the period and a combination of the controls. Weighted
 * residuals sum to zero within each unit, and clusters hold whole units: the effects of units drop out.
 *
 * @param total weight of the rows
 */
function clusterScores(
  { sample, clusters }: AdoptionRows,
  { equations, untreated, residuals, fit, controls }: UntreatedModel,
  rows: Int32Array,
  total: number,
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
    const share = (weights ? weights[i]! : 1) / total;
    out[clusters.codes[unit.codes[i]!]!]! += share * deviation(i);
    unitSums[unit.codes[i]!]! += share;
    periodSums[time.codes[i]!]! += share;
    for (let c = 0; c < k; c++) controlSums[c]! += share * controls[c]![i]!;
  }
  const { second: ofPeriod } = equations.solve(unitSums, periodSums);
  const ofControl = fit ? multiply(fit.bread, controlSums, k, k, 1) : controlSums;
  const { places } = untreated;
  for (let j = 0; j < places.length; j++) {
    const i = places[j]!;
    let weight = ofPeriod[time.codes[i]!]!;
    for (let c = 0; c < k; c++) weight += ofControl[c]! * controls[c]![i]!;
    if (weights) weight *= weights[i]!;
    out[clusters.codes[unit.codes[i]!]!]! -= weight * residuals[i]!;
  }
  return out;
}
