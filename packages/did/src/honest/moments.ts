import type { EventPath } from "./event-path.ts";

/**
 * What the moment inequalities of Δ^RM say once the paths of effects that share a value θ of the target
 * are profiled out: the statistic is the largest of `value + θ·slope`, jointly normal with covariance
 * `cov`.
 */
export interface Moments {
  readonly n: number;
  readonly value: Float64Array;
  readonly slope: Float64Array;
  /** n × n by rows. */
  readonly cov: Float64Array;
}

/** A linear combination of the coefficients, leads first. */
type Functional = Float64Array;

/** Steps between neighbouring coefficients, the base at zero: those of the leads, then of the lags. */
export interface Steps {
  readonly lead: readonly Functional[];
  readonly lag: readonly Functional[];
}

export function stepsOf({ nPre, nPost }: Pick<EventPath, "nPre" | "nPost">): Steps {
  const k = nPre + nPost;
  const step = (to: number | null, from: number | null) => {
    const f = new Float64Array(k);
    if (to !== null) f[to] = 1;
    if (from !== null) f[from] = -1;
    return f;
  };
  return {
    lead: Array.from({ length: nPre }, (_, i) => step(i + 1 < nPre ? i + 1 : null, i)),
    lag: Array.from({ length: nPost }, (_, j) => step(nPre + j, j === 0 ? null : nPre + j - 1)),
  };
}

interface Row {
  readonly functional: Functional;
  readonly slope: number;
  /** What the moment is divided by: the standard errors of the inequalities it is made of. */
  readonly scale: number;
}

/**
 * The moments of one piece of Δ^RM(m), where the largest step before treatment is the s-th and has the
 * given sign: every later step is at most m times it.
 *
 * The statistic of Andrews, Roth and Pakes (2023) is a linear program over the effects that give θ. In
 * terms of steps its dual has few corners: all upper or all lower bounds on the target's steps, and for
 * each step its two bounds together. Of the latter, which differ by scale alone, the outermost suffice.
 * With one lag the bounds among the leads join in, as in R HonestDiD.
 */
export function momentsOf(
  path: EventPath,
  steps: Steps,
  target: Float64Array,
  { s, sign, m }: { readonly s: number; readonly sign: 1 | -1; readonly m: number },
): Moments {
  const largest = steps.lead[s]!.map((v) => sign * v);
  const bound = (step: Functional, side: number, times: number) =>
    step.map((v, i) => side * v - times * largest[i]!);
  const k = largest.length;
  const size = Math.sqrt(Math.max(...Array.from({ length: k }, (_, i) => path.vcov[i * (k + 1)]!)));
  // A bound without sampling error keeps a scale, so that it holds or fails by itself.
  const sd = (f: Functional) => Math.max(1e-9 * size, Math.sqrt(Math.max(0, covariance(path, f, f))));
  const reach = reachOf(target);
  const rows: Row[] = [];
  for (const side of [1, -1]) {
    const functional = new Float64Array(largest.length);
    let scale = 0;
    reach.forEach((share, t) => {
      if (share === 0) return;
      const own = bound(steps.lag[t]!, side * Math.sign(share), m);
      own.forEach((v, i) => {
        functional[i]! += Math.abs(share) * v;
      });
      scale += Math.abs(share) * sd(own);
    });
    rows.push({ functional, slope: -side, scale });
  }
  if (steps.lag.length > 1) {
    const scales = steps.lag.map((step) => sd(bound(step, 1, m)) + sd(bound(step, -1, m)));
    const both = largest.map((v) => -2 * m * v);
    for (const scale of new Set([Math.min(...scales), Math.max(...scales)])) {
      rows.push({ functional: both, slope: 0, scale });
    }
  } else {
    steps.lead.forEach((step, r) => {
      for (const side of r === s ? [-sign] : [1, -1]) {
        const functional = bound(step, side, 1);
        rows.push({ functional, slope: 0, scale: sd(functional) });
      }
    });
  }
  return scaled(path, rows);
}

/** How much each step after the base adds to the target. */
export function reachOf(target: Float64Array): Float64Array {
  const reach = target.slice();
  for (let t = reach.length - 2; t >= 0; t--) reach[t]! += reach[t + 1]!;
  return reach;
}

function scaled(path: EventPath, rows: readonly Row[]): Moments {
  const n = rows.length;
  const cov = new Float64Array(n * n);
  rows.forEach((a, i) => {
    rows.forEach((b, j) => {
      cov[i * n + j] = covariance(path, a.functional, b.functional) / (a.scale * b.scale);
    });
  });
  return {
    n,
    value: Float64Array.from(rows, (row) => dot(row.functional, path.beta) / row.scale),
    slope: Float64Array.from(rows, (row) => row.slope / row.scale),
    cov,
  };
}

export function covariance({ vcov }: EventPath, a: Functional, b: Functional): number {
  const k = a.length;
  let sum = 0;
  for (let i = 0; i < k; i++) {
    if (a[i] === 0) continue;
    for (let j = 0; j < k; j++) if (b[j] !== 0) sum += a[i]! * vcov[i * k + j]! * b[j]!;
  }
  return sum;
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, v, i) => sum + v * b[i]!, 0);
}
