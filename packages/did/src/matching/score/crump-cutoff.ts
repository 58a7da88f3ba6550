/**
 * The a of the sample a ≤ score ≤ 1 − a on which an average effect is estimated most precisely under
 * equal error variances (Crump, Hotz, Imbens and Mitnik 2009): with g = 1/(p(1 − p)), the threshold
 * γ = 1/(a(1 − a)) solves γ = 2 E(g | g ≤ γ), which minimises E(g | g ≤ γ) / P(g ≤ γ); of several
 * solutions the one with the smallest minimum. 0 where all rows are best kept.
 *
 * The rule is the one for the average effect over both groups.
 */
export function crumpCutoff(scores: Float64Array): number {
  const g = scores.map((p) => 1 / (p * (1 - p))).sort();
  let sum = 0;
  let least = Number.POSITIVE_INFINITY;
  let threshold = Number.POSITIVE_INFINITY;
  let best = 0;
  for (let k = 1; k <= g.length; k++) {
    sum += g[k - 1]!;
    const criterion = sum / (k * k);
    if (criterion > least) continue;
    least = criterion;
    threshold = (2 * sum) / k;
    best = k;
  }
  return best === g.length ? 0 : 0.5 - Math.sqrt(0.25 - 1 / threshold);
}
