/** How much effects must differ before the two-way fixed-effects estimate misleads. */
export interface Robustness {
  readonly sigma: number | null;
  readonly sigmaOpposite: number | null;
}

/**
 * The two ratios of de Chaisemartin and D'Haultfœuille (2020), corollary 1.
 *
 * @param shares each treated row's share of the treated population; they sum to 1
 * @param weights each one's weight in the estimate; they sum to 1
 */
export function robustness(estimate: number, shares: Float64Array, weights: Float64Array): Robustness {
  const relative = weights.map((weight, i) => weight / shares[i]!);
  const variance = shares.reduce((sum, share, i) => sum + share * (relative[i]! - 1) ** 2, 0);
  const equal = variance < 1e-24;
  return {
    sigma: equal ? null : Math.abs(estimate) / Math.sqrt(variance),
    sigmaOpposite: oppositeSigns(Math.abs(estimate), shares, relative),
  };
}

/** With rows by falling weight: the first s below −S(s)/(1−P(s)) gives |β|/√(T(s) + S(s)²/(1−P(s))). */
function oppositeSigns(size: number, shares: Float64Array, relative: Float64Array): number | null {
  if (size === 0 || !relative.some((weight) => weight < 0)) return null;
  const rising = [...relative.keys()].sort((a, b) => relative[a]! - relative[b]!);
  let [share, sum, squares] = [0, 0, 0];
  let found: number | null = null;
  // Sums from the smallest weight up; the condition holds up to one row and then no more.
  for (const i of rising) {
    share += shares[i]!;
    sum += shares[i]! * relative[i]!;
    squares += shares[i]! * relative[i]! ** 2;
    if (!(share < 1) || !(relative[i]! < -sum / (1 - share))) break;
    found = size / Math.sqrt(squares + sum ** 2 / (1 - share));
  }
  return found;
}
