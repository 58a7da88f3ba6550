import { multiply } from "@ceteris/core";

/**
 * Coefficients and (X′WX)⁻¹ corrected until they stop moving, with residuals and cross products carried in twice the
 * working precision (pairs of doubles). For ill-conditioned models without fixed effects: the data are
 * taken as exact, and the factorisation only has to point the right way.
 *
 * @param columns the regressors as given, not centred
 * @param bread (X′WX)⁻¹ of the centred columns (of the columns themselves without intercept)
 */
export function refineExactly(
  columns: readonly Float64Array[],
  outcome: Float64Array,
  weights: Float64Array | null,
  intercept: boolean,
  bread: Float64Array,
  start: Float64Array,
): { coefficients: Float64Array; residuals: Float64Array; bread: Float64Array } {
  const k = columns.length;
  const n = outcome.length;
  const high = start.slice();
  const low = new Float64Array(k);
  const e = new Float64Array(n);
  const eLow = new Float64Array(n);
  let before = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 10; round++) {
    residualPairs(columns, outcome, weights, intercept, high, low, e, eLow);
    const g = columns.map((x) => dotPairs(x, e, eLow, weights));
    let size = 0;
    const steps = Float64Array.from(high, (_, p) => {
      let step = 0;
      for (let q = 0; q < k; q++) step += bread[p * k + q]! * g[q]!;
      size = Math.max(size, Math.abs(step) / Math.sqrt(bread[p * k + p]!));
      return step;
    });
    if (!(size < before)) break;
    before = size / 2;
    for (let p = 0; p < k; p++) {
      const sum = twoSum(high[p]!, low[p]! + steps[p]!);
      high[p] = sum.value;
      low[p] = sum.error;
    }
  }
  residualPairs(columns, outcome, weights, intercept, high, low, e, eLow);
  return { coefficients: high, residuals: e, bread: refineInverse(columns, weights, intercept, bread) };
}

/** Newton's iteration B ← B + B (I − S B) for the inverse of S = X′WX, with S and S B as pairs. */
function refineInverse(
  columns: readonly Float64Array[],
  weights: Float64Array | null,
  intercept: boolean,
  start: Float64Array,
): Float64Array {
  const k = columns.length;
  const centred = columns.map((x) => {
    const pair = { high: x.slice(), low: new Float64Array(x.length) };
    if (intercept) subtractMean(pair.high, pair.low, weights);
    return pair;
  });
  const s = centred.map((p) => centred.map((q) => productPairs(p, q, weights)));
  let bread = start;
  for (let round = 0; round < 2; round++) {
    const rest = new Float64Array(k * k);
    for (let p = 0; p < k; p++) {
      for (let q = 0; q < k; q++) {
        let sum: Pair = { value: p === q ? 1 : 0, error: 0 };
        for (let m = 0; m < k; m++) {
          const b = -bread[m * k + q]!;
          sum = addPair(sum, twoProduct(s[p]![m]!.value, b), s[p]![m]!.error * b);
        }
        rest[p * k + q] = sum.value + sum.error;
      }
    }
    const next = multiply(bread, rest, k, k, k);
    for (let i = 0; i < next.length; i++) next[i]! += bread[i]!;
    for (let p = 0; p < k; p++) {
      for (let q = 0; q < p; q++) {
        next[p * k + q] = (next[p * k + q]! + next[q * k + p]!) / 2;
        next[q * k + p] = next[p * k + q]!;
      }
    }
    bread = next;
  }
  return bread;
}

function productPairs(
  a: { high: Float64Array; low: Float64Array },
  b: { high: Float64Array; low: Float64Array },
  weights: Float64Array | null,
): Pair {
  let sum: Pair = { value: 0, error: 0 };
  for (let i = 0; i < a.high.length; i++) {
    const factor = weights ? weights[i]! * b.high[i]! : b.high[i]!;
    const factorLow = weights ? weights[i]! * b.low[i]! : b.low[i]!;
    sum = addPair(sum, twoProduct(a.high[i]!, factor), a.high[i]! * factorLow + a.low[i]! * factor);
  }
  return twoSum(sum.value, sum.error);
}

/** y − Xb − its (weighted) mean, as pairs. */
function residualPairs(
  columns: readonly Float64Array[],
  outcome: Float64Array,
  weights: Float64Array | null,
  intercept: boolean,
  high: Float64Array,
  low: Float64Array,
  e: Float64Array,
  eLow: Float64Array,
): void {
  for (let i = 0; i < e.length; i++) {
    let value = outcome[i]!;
    let error = 0;
    for (let j = 0; j < columns.length; j++) {
      const x = columns[j]![i]!;
      const product = twoProduct(-high[j]!, x);
      const sum = twoSum(value, product.value);
      value = sum.value;
      error += sum.error + product.error - low[j]! * x;
    }
    const pair = twoSum(value, error);
    e[i] = pair.value;
    eLow[i] = pair.error;
  }
  if (intercept) subtractMean(e, eLow, weights);
}

/** Subtracts the (weighted) mean from pairs, in place. */
function subtractMean(high: Float64Array, low: Float64Array, weights: Float64Array | null): void {
  let mean: Pair = { value: 0, error: 0 };
  let total = 0;
  for (let i = 0; i < high.length; i++) {
    const w = weights ? weights[i]! : 1;
    total += w;
    mean = addPair(mean, twoProduct(w, high[i]!), w * low[i]!);
  }
  const centre = mean.value / total;
  const rest = twoProduct(centre, total);
  const centreLow = (mean.value - rest.value - rest.error + mean.error) / total;
  for (let i = 0; i < high.length; i++) {
    const sum = twoSum(high[i]!, -centre);
    const pair = twoSum(sum.value, sum.error + low[i]! - centreLow);
    high[i] = pair.value;
    low[i] = pair.error;
  }
}

function dotPairs(
  x: Float64Array,
  e: Float64Array,
  eLow: Float64Array,
  weights: Float64Array | null,
): number {
  let sum = { value: 0, error: 0 };
  for (let i = 0; i < x.length; i++) {
    const factor = weights ? weights[i]! * x[i]! : x[i]!;
    sum = addPair(sum, twoProduct(factor, e[i]!), factor * eLow[i]!);
  }
  return sum.value + sum.error;
}

interface Pair {
  readonly value: number;
  readonly error: number;
}

function addPair(sum: Pair, term: Pair, more: number): Pair {
  const { value, error } = twoSum(sum.value, term.value);
  return { value, error: sum.error + error + term.error + more };
}

/** a + b exactly, as a rounded value and its error (Knuth). */
function twoSum(a: number, b: number): Pair {
  const value = a + b;
  const part = value - a;
  return { value, error: a - (value - part) + (b - part) };
}

/** a · b exactly, as a rounded value and its error (Dekker, halves by Veltkamp). */
function twoProduct(a: number, b: number): Pair {
  const value = a * b;
  const [aHigh, aLow] = halves(a);
  const [bHigh, bLow] = halves(b);
  return { value, error: aLow * bLow - (value - aHigh * bHigh - aLow * bHigh - aHigh * bLow) };
}

function halves(a: number): [number, number] {
  const shifted = 134217729 * a;
  const high = shifted - (shifted - a);
  return [high, a - high];
}
