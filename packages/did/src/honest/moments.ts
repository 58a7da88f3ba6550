import { cornersOf } from "./corners.ts";
import type { EventPath } from "./event-path.ts";
import type { Inequality, TrendSet } from "./inequalities.ts";
import type { Functional } from "./movements.ts";
import { farthestCorner } from "./simplex.ts";

/**
 * What a set of inequalities says of the target once the paths of effects that share a value θ of it are
 * profiled out. The statistic of Andrews, Roth and Pakes (2023), the least excess over the inequalities,
 * in units of their standard errors, that some path attains, is the largest of `n` moments
 *
 *   Σ_j weights_ij estimates_j − θ weights_i,last − bounds_i,
 *
 * in estimates of a few functionals of the leads and, last, of the target.
 */
export interface Moments {
  readonly n: number;
  /** How many estimates. */
  readonly width: number;
  readonly estimates: Float64Array;
  /** Covariance of the estimates by rows. */
  readonly cov: Float64Array;
  /** n × width by rows. */
  readonly weights: Float64Array;
  readonly bounds: Float64Array;
}

/**
 * The moments are the corners of the dual of the linear program that gives the statistic, of which only
 * the weights on the estimates and the bound matter. A point of the dual is a weight for each inequality,
 * such that their lags cancel but for a multiple of the target.
 */
export function momentsOf(path: EventPath, { leads, rows }: TrendSet, target: Float64Array): Moments {
  const { nPre, nPost, beta, vcov } = path;
  const whole = new Float64Array(nPre + nPost);
  whole.set(target, nPre);
  const functionals = [...leads, whole];
  const width = functionals.length;
  const scales = standardErrors(path, leads, rows);
  const pivot = target.reduce((best, v, t) => (Math.abs(v) > Math.abs(target[best]!) ? t : best), 0);
  const others = [...target.keys()].filter((t) => t !== pivot);
  const share = ({ lag }: Inequality) => lag[pivot]! / target[pivot]!;

  const scaled = (value: (row: Inequality) => number) =>
    Float64Array.from(rows, (row, j) => value(row) / scales[j]!);
  const constraints = [
    ...others.map((t) => scaled((row) => row.lag[t]! - share(row) * target[t]!)),
    new Float64Array(rows.length).fill(1),
  ];
  const right = Float64Array.from(constraints, (_, i) => (i === nPost - 1 ? 1 : 0));
  const images = [
    ...leads.map((_, c) => scaled((row) => row.lead[c]!)),
    scaled(share),
    scaled((row) => row.bound),
  ];
  const units = images.map((row) => row.reduce((most, v) => Math.max(most, Math.abs(v)), 0) || 1);
  const farthest = farthestCorner(
    joined(constraints),
    right,
    joined(images.map((row, c) => row.map((v) => v / units[c]!))),
  );
  const corners = cornersOf(farthest, width + 1).map((p) => p.map((v, c) => v * units[c]!));
  return {
    n: corners.length,
    width,
    estimates: Float64Array.from(functionals, (f) => dot(f, beta)),
    cov: Float64Array.from(functionals.flatMap((a) => functionals.map((b) => covariance(vcov, a, b)))),
    weights: joined(corners.map((p) => p.subarray(0, width))),
    bounds: Float64Array.from(corners, (p) => p[width]!),
  };
}

/** Of each inequality; one without sampling error keeps a scale, so that it holds or fails by itself. */
function standardErrors(
  { nPre, nPost, vcov }: EventPath,
  leads: readonly Functional[],
  rows: readonly Inequality[],
): Float64Array {
  const k = nPre + nPost;
  const size = Math.sqrt(Math.max(...Array.from({ length: k }, (_, i) => vcov[i * (k + 1)]!)));
  return Float64Array.from(rows, ({ lead, lag }) => {
    const f = new Float64Array(k);
    f.set(lag, nPre);
    lead.forEach((weight, c) => {
      for (let i = 0; i < nPre; i++) f[i]! += weight * leads[c]![i]!;
    });
    return Math.max(1e-9 * size, Math.sqrt(Math.max(0, covariance(vcov, f, f))));
  });
}

export function covariance(vcov: Float64Array, a: Functional, b: Functional): number {
  const k = a.length;
  let sum = 0;
  for (let i = 0; i < k; i++) {
    if (a[i] === 0) continue;
    for (let j = 0; j < k; j++) if (b[j] !== 0) sum += a[i]! * vcov[i * k + j]! * b[j]!;
  }
  return sum;
}

function joined(rows: readonly Float64Array[]): Float64Array {
  const length = rows[0]!.length;
  const out = new Float64Array(rows.length * length);
  rows.forEach((row, i) => {
    out.set(row, i * length);
  });
  return out;
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, v, i) => sum + v * b[i]!, 0);
}
