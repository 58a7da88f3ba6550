/** A treated unit with its partners, who share its weight equally. */
export interface PathMatch {
  readonly unit: number;
  readonly period: number;
  readonly partners: readonly number[];
}

export interface PathEffects {
  /** One for each event time. */
  readonly estimates: Float64Array;
  /** By rows; of the event times in order. */
  readonly covariance: Float64Array;
}

/**
 * Mean difference-in-differences over matched treated units, for each event time relative to the period
 * before treatment: Σ_i {Y_i,t+e − Y_i,t−1 − Σ_j w_ij (Y_j,t+e − Y_j,t−1)} / n (Imai, Kim and Wang 2023).
 * With A_u the part of a unit in the sum and B_u how often it is treated, the estimate is ΣA/ΣB, and its
 * covariance that of a ratio of sums over independent units with the weights as given:
 * N/(N − 1) Σ ψψ′, ψ_u = (A_u − estimate B_u) / ΣB.
 *
 * @param outcome by unit × period
 */
export function estimatePaths(
  matches: readonly PathMatch[],
  outcome: Float64Array,
  nPeriods: number,
  events: readonly number[],
): PathEffects {
  const k = events.length;
  const nUnits = outcome.length / nPeriods;
  const a = new Float64Array(nUnits * k);
  const b = new Float64Array(nUnits);
  for (const { unit, period, partners } of matches) {
    b[unit]!++;
    events.forEach((event, e) => {
      const change = (u: number) =>
        outcome[u * nPeriods + period + event]! - outcome[u * nPeriods + period - 1]!;
      a[unit * k + e]! += change(unit);
      for (const partner of partners) a[partner * k + e]! -= change(partner) / partners.length;
    });
  }
  const n = matches.length;
  const estimates = Float64Array.from(events, (_, e) => {
    let sum = 0;
    for (let u = 0; u < nUnits; u++) sum += a[u * k + e]!;
    return sum / n;
  });
  const covariance = new Float64Array(k * k);
  const psi = new Float64Array(k);
  for (let u = 0; u < nUnits; u++) {
    for (let e = 0; e < k; e++) psi[e] = (a[u * k + e]! - estimates[e]! * b[u]!) / n;
    for (let p = 0; p < k; p++) for (let q = 0; q < k; q++) covariance[p * k + q]! += psi[p]! * psi[q]!;
  }
  return { estimates, covariance: covariance.map((v) => (v * nUnits) / (nUnits - 1)) };
}
