import { YEARS } from "./targets.ts";

/** Vectors run over cities, and over years within a city. */
export const N_YEARS = YEARS.length;

export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

export function average(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum / values.length;
}

/** target += factor × values, in place. */
export function addTo(target: Float64Array, values: Float64Array, factor: number): void {
  for (let i = 0; i < target.length; i++) target[i]! += factor * values[i]!;
}

/** Less the means by city and by year, plus the overall mean: what two-way fixed effects leave. */
export function withinBoth(values: Float64Array): Float64Array {
  const byYear = yearMeans(values);
  const byCity = cityMeans(values);
  const overall = average(byYear);
  return values.map((v, i) => v - byCity[Math.floor(i / N_YEARS)]! - byYear[i % N_YEARS]! + overall);
}

export function yearMeans(values: Float64Array): Float64Array {
  return Float64Array.from({ length: N_YEARS }, (_, t) =>
    average(values.filter((_, i) => i % N_YEARS === t)),
  );
}

export function cityMeans(values: Float64Array): Float64Array {
  return Float64Array.from({ length: values.length / N_YEARS }, (_, c) =>
    average(values.subarray(c * N_YEARS, (c + 1) * N_YEARS)),
  );
}

/** An orthonormal basis of what the vectors span; modified Gram–Schmidt, done twice for accuracy. */
export function orthonormal(vectors: readonly Float64Array[]): Float64Array[] {
  const basis: Float64Array[] = [];
  for (const vector of vectors) {
    const rest = removeSpan(vector, basis);
    const length = Math.sqrt(dot(rest, rest));
    basis.push(rest.map((v) => v / length));
  }
  return basis;
}

/** The vector less its projection on an orthonormal basis. */
export function removeSpan(vector: Float64Array, basis: readonly Float64Array[]): Float64Array {
  const rest = Float64Array.from(vector);
  for (let pass = 0; pass < 2; pass++) for (const b of basis) addTo(rest, b, -dot(rest, b));
  return rest;
}

/** Scaled to mean square 1. */
export function unitScale(values: Float64Array): Float64Array {
  const scale = Math.sqrt(dot(values, values) / values.length);
  return values.map((v) => v / scale);
}

/** The root of a function that changes sign between low and high; always the same number of halvings. */
export function bisect(f: (x: number) => number, low: number, high: number, halvings = 50): number {
  const rising = f(low) < 0;
  let [a, b] = [low, high];
  for (let i = 0; i < halvings; i++) {
    const middle = (a + b) / 2;
    if (f(middle) < 0 === rising) a = middle;
    else b = middle;
  }
  return (a + b) / 2;
}
