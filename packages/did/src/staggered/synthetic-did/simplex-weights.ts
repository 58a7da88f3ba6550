/** Paths of which a weighted mean is to lie near zero: `n` of them, of `m` numbers each, one after the other. */
export interface SimplexProblem {
  readonly paths: Float64Array;
  readonly n: number;
  readonly m: number;
  /** Multiplies the sum of squared weights. */
  readonly ridge: number;
  /** A step that lowers the objective by no more than this is the last. */
  readonly leastDecrease: number;
}

/** Steps before small weights are set to zero, and after. */
const FIRST_STEPS = 100;
const LAST_STEPS = 10_000;
/** Weights of no more than this share of the largest are set to zero. */
const SMALL = 0.25;
/** Products kept at most: 64 MB. */
const MOST_KEPT = 2 ** 23;

/**
 * Weights x ≥ 0, Σx = 1, that make ‖Σᵢ xᵢ pathᵢ‖² + ridge · ‖x‖² small, by Frank–Wolfe steps with exact line
 * search: some steps from `start`, then from what is left of these weights once the small ones are zero,
 * until a step gains nothing to speak of.
 *
 * Where this stops is part of the definition: it is some way before the minimum, where weights are fewer.
 *
 * @param start Default: equal weights.
 */
export function simplexWeights(problem: SimplexProblem, start: Float64Array | null = null): Float64Array {
  const { n } = problem;
  const products = productsOfPaths(problem);
  const first = descend(problem, products, start ?? new Float64Array(n).fill(1 / n), FIRST_STEPS);
  return descend(problem, products, withoutSmall(first), LAST_STEPS);
}

/** Products of one path with all; kept, as far as memory goes, because steps come back to the same paths. */
function productsOfPaths({ paths, n, m }: SimplexProblem): (at: number) => Float64Array {
  const kept = new Map<number, Float64Array>();
  const spare = new Float64Array(n);
  return (at) => {
    const found = kept.get(at);
    if (found) return found;
    const isKept = (kept.size + 1) * n <= MOST_KEPT;
    const products = isKept ? new Float64Array(n) : spare;
    const own = paths.subarray(at * m, (at + 1) * m);
    for (let j = 0; j < n; j++) products[j] = dot(paths, j * m, own);
    if (isKept) kept.set(at, products);
    return products;
  };
}

function descend(
  { paths, n, m, ridge, leastDecrease }: SimplexProblem,
  productsOf: (at: number) => Float64Array,
  start: Float64Array,
  mostSteps: number,
): Float64Array {
  const x = start.slice();
  const mean = new Float64Array(m);
  for (let j = 0; j < n; j++) for (let k = 0; k < m; k++) mean[k]! += x[j]! * paths[j * m + k]!;
  // Half the gradient, ‖mean path‖² and ‖x‖² are carried along: a step costs n additions, whatever m is.
  const gradient = x.map((v, j) => dot(paths, j * m, mean) + ridge * v);
  let squares = dot(mean, 0, mean);
  let own = dot(x, 0, x);
  for (let step = 1; step <= mostSteps; step++) {
    let best = 0;
    for (let j = 1; j < n; j++) if (gradient[j]! < gradient[best]!) best = j;
    const products = productsOf(best);
    const fitted = gradient[best]! - ridge * x[best]!;
    const gap = squares + ridge * own - gradient[best]!;
    const curvature = products[best]! - 2 * fitted + squares + ridge * (1 - 2 * x[best]! + own);
    const length = curvature > 0 ? Math.min(1, Math.max(0, gap / curvature)) : 0;
    const keep = 1 - length;
    squares = keep * keep * squares + 2 * keep * length * fitted + length * length * products[best]!;
    own = keep * keep * own + 2 * keep * length * x[best]! + length * length;
    for (let j = 0; j < n; j++) {
      x[j]! *= keep;
      gradient[j] = keep * gradient[j]! + length * products[j]!;
    }
    x[best]! += length;
    gradient[best]! += length * ridge;
    if (step > 1 && !(length * (2 * gap - length * curvature) > leastDecrease)) break;
  }
  return x;
}

function withoutSmall(x: Float64Array): Float64Array {
  const most = x.reduce((a, b) => Math.max(a, b), 0);
  const left = x.map((v) => (v <= SMALL * most ? 0 : v));
  const sum = left.reduce((a, b) => a + b, 0);
  return left.map((v) => v / sum);
}

function dot(a: Float64Array, from: number, b: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < b.length; k++) sum += a[from + k]! * b[k]!;
  return sum;
}
