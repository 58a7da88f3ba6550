import { cholesky, choleskySolve, submatrix } from "@ceteris/core";

/** Solutions of min ½ w′Qw + g′w + λ Σ|wᵢ| at the values of λ between which they are linear, descending. */
export interface LassoPath {
  readonly lambdas: readonly number[];
  readonly solutions: readonly Float64Array[];
}

/**
 * The whole path of a penalised quadratic, from the λ at which all is zero to λ = 0, by homotopy: the
 * solution is linear in λ until a coordinate reaches zero or leaves it. `q` is positive definite, k × k
 * by rows.
 */
export function lassoPath(q: Float64Array, g: Float64Array, k: number): LassoPath {
  const lambdas: number[] = [];
  const solutions: Float64Array[] = [];
  const sign = new Int8Array(k);
  let lambda = 0;
  let next = -1;
  for (let i = 0; i < k; i++) if (Math.abs(g[i]!) > lambda) [lambda, next] = [Math.abs(g[i]!), i];
  lambdas.push(lambda);
  solutions.push(new Float64Array(k));
  if (next < 0) return { lambdas, solutions };
  sign[next] = g[next]! > 0 ? -1 : 1;
  for (let step = 0; lambda > 0 && step < 100 * k; step++) {
    const active = [...sign.keys()].filter((i) => sign[i] !== 0);
    const { level, move } = pieceOf(q, g, sign, active, k);
    let [until, changed, side] = [0, -1, 0];
    for (let i = 0; i < k; i++) {
      if (sign[i] !== 0) {
        // level − λ·move is zero.
        const at = level[i]! / move[i]!;
        const inside = i !== next || Math.sign(move[i]!) !== sign[i];
        if (inside && at > until && at < lambda) [until, changed, side] = [at, i, 0];
        continue;
      }
      const [c0, c1] = gradientAt(q, g, level, move, i, k);
      // c0 − λ·c1 is λ or −λ.
      for (const s of [1, -1]) {
        const at = c0 / (s + c1);
        const leaving = i === next && Math.sign(c0 - lambda * c1) === s;
        if (!leaving && at > until && at < lambda) [until, changed, side] = [at, i, -s];
      }
    }
    lambda = until;
    const w = level.map((v, i) =>
      sign[i] === 0 || (i === changed && side === 0) ? 0 : v - lambda * move[i]!,
    );
    lambdas.push(lambda);
    solutions.push(w);
    if (changed >= 0) sign[changed] = side;
    next = changed;
  }
  return { lambdas, solutions };
}

/** On a piece with given signs the solution is level − λ·move. */
function pieceOf(q: Float64Array, g: Float64Array, sign: Int8Array, active: readonly number[], k: number) {
  const n = active.length;
  const factor = cholesky(submatrix(q, k, active), n);
  if (factor === null) throw new RangeError("the quadratic is not positive definite");
  const scatter = (values: Float64Array) => {
    const out = new Float64Array(k);
    active.forEach((i, a) => {
      out[i] = values[a]!;
    });
    return out;
  };
  const solve = (right: (i: number) => number) => scatter(choleskySolve(factor, n, active.map(right)));
  return { level: solve((i) => -g[i]!), move: solve((i) => sign[i]!) };
}

function gradientAt(
  q: Float64Array,
  g: Float64Array,
  level: Float64Array,
  move: Float64Array,
  i: number,
  k: number,
): readonly [number, number] {
  let c0 = g[i]!;
  let c1 = 0;
  for (let j = 0; j < k; j++) {
    c0 += q[i * k + j]! * level[j]!;
    c1 += q[i * k + j]! * move[j]!;
  }
  return [c0, c1];
}
