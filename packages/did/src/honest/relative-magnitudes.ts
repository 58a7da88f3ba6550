import { keeps, type TestSizes } from "./conditional-test.ts";
import type { EventPath } from "./event-path.ts";
import { type Draws, leastFavourable, normalDraws } from "./least-favourable.ts";
import { covariance, type Moments, momentsOf, stepsOf } from "./moments.ts";

/** Number of draws of the least favourable critical value where it has no closed form. */
export const LEAST_FAVOURABLE_DRAWS = 20_000;

/** One piece of Δ^RM with the values of the target that its first stage does not rule out. */
interface Piece {
  readonly moments: Moments;
  readonly limit: number;
  readonly from: number;
  readonly to: number;
}

export interface RelativeSet {
  /** The ends of the confidence set; the whole between them counts as inside. */
  interval(m: number): readonly [number, number];
  /** Whether the set under m reaches a value that lies below or above the estimate. */
  reaches(m: number, value: number): boolean;
}

/**
 * Confidence sets under Δ^RM(m): the union, over which step before treatment is the largest and its
 * sign, of hybrid tests inverted (Rambachan and Roth 2023). Nothing bounds the
 * search: the first stage rules out all but a bounded range of each piece, which is scanned from outside
 * inwards, and the end is then bisected.
 */
export function relativeMagnitudes(
  path: EventPath,
  target: Float64Array,
  sizes: TestSizes,
  seed: number,
): RelativeSet {
  const { nPre, nPost, beta } = path;
  const steps = stepsOf(path);
  const weights = new Float64Array(nPre + nPost);
  weights.set(target, nPre);
  const centre = weights.reduce((sum, v, i) => sum + v * beta[i]!, 0);
  const stdError = Math.sqrt(covariance(path, weights, weights));
  const draws: Draws | null = nPost > 1 ? null : normalDraws(seed, LEAST_FAVOURABLE_DRAWS, nPre + 1);

  const piecesOf = (m: number): readonly Piece[] =>
    steps.lead.flatMap((_, s) => {
      const up = momentsOf(path, steps, target, { s, sign: 1, m });
      // Turning the sign turns every moment's mirror image into another of the same set.
      const limit = leastFavourable(up, sizes.kappa, draws);
      return [up, momentsOf(path, steps, target, { s, sign: -1, m })].flatMap((moments) => {
        const { n, value, slope } = moments;
        const from = (limit - value[0]!) / slope[0]!;
        const to = (limit - value[1]!) / slope[1]!;
        for (let i = 2; i < n; i++) if (value[i]! > limit) return [];
        return from <= to ? [{ moments, limit, from, to }] : [];
      });
    });

  const kept = (piece: Piece, theta: number) => keeps(piece.moments, theta, piece.limit, sizes);

  /** The first kept value on the way from one value to another, or null. */
  const firstKept = (piece: Piece, from: number, to: number): number | null => {
    const width = Math.abs(to - from);
    const n = Math.min(20_000, Math.max(200, Math.ceil(width / (0.02 * stdError))));
    let before = from;
    for (let i = 0; i <= n; i++) {
      const theta = i === n ? to : from + ((to - from) * i) / n;
      if (kept(piece, theta)) return i === 0 ? theta : bisect((x) => kept(piece, x), before, theta);
      before = theta;
    }
    return null;
  };

  return {
    interval(m) {
      let [low, high] = [centre, centre];
      for (const piece of piecesOf(m)) {
        if (piece.from < low) low = firstKept(piece, piece.from, Math.min(low, piece.to)) ?? low;
        if (piece.to > high) high = firstKept(piece, piece.to, Math.max(high, piece.from)) ?? high;
      }
      return [low, high];
    },
    reaches(m, value) {
      const above = value > centre;
      return piecesOf(m).some((piece) => {
        if (piece.from <= value && value <= piece.to && kept(piece, value)) return true;
        const [outer, inner] = above
          ? [piece.to, Math.max(value, piece.from)]
          : [piece.from, Math.min(value, piece.to)];
        return (above ? outer > value : outer < value) && firstKept(piece, outer, inner) !== null;
      });
    },
  };
}

/** Where a condition that fails at `no` and holds at `yes` begins to hold. */
function bisect(holds: (x: number) => boolean, no: number, yes: number): number {
  let [a, b] = [no, yes];
  for (let i = 0; i < 60; i++) {
    const middle = (a + b) / 2;
    if (middle === a || middle === b) break;
    if (holds(middle)) b = middle;
    else a = middle;
  }
  return b;
}
