import type { WildDraws } from "./wild-draws.ts";
import type { WildTails } from "./wild-tails.ts";
import type { OpenDraws } from "./wild-tally.ts";

/** Bounds are widened by this share, for what rounding takes from them. */
const ROUNDING = 1e-9;

/**
 * Tallies draws that compare alike for every δ between two, not on either side of zero: those whose
 * squared numerator is larger throughout, or smaller throughout, than what the estimate's t asks of it.
 * With symmetric tails and one-way clusters only; otherwise all stay open.
 */
export function closeDraws(
  { variance: scale, twoWay }: WildDraws,
  open: OpenDraws,
  from: number,
  to: number,
  tails: WildTails,
): OpenDraws {
  if (twoWay || tails !== "symmetric" || from * to <= 0) return open;
  const { numerators, shifts, variances, crosses, shiftVariances } = open.columns;
  const [near, far] = [Math.min(from ** 2, to ** 2), Math.max(from ** 2, to ** 2)];
  const left: number[] = [];
  let { above, counted } = open.closed;
  for (let b = 0; b < numerators.length; b++) {
    const p = numerators[b]! + from * shifts[b]!;
    const q = numerators[b]! + to * shifts[b]!;
    const least = p * q <= 0 ? 0 : Math.min(p * p, q * q);
    const most = Math.max(p * p, q * q);
    const v = variances[b]! + from * (2 * crosses[b]! + from * shiftVariances[b]!);
    const w = variances[b]! + to * (2 * crosses[b]! + to * shiftVariances[b]!);
    // A parabola cδ² + … leaves the range of its ends by |c|/4 times their squared distance at most.
    const bend = (Math.abs(shiftVariances[b]!) * (to - from) ** 2) / 4;
    const low = near * Math.max(0, Math.min(v, w) - bend) * (1 - ROUNDING);
    const high = far * (Math.max(v, w, 0) + bend) * (1 + ROUNDING);
    if (least * scale > high) above++;
    else if (!(most * scale < low)) {
      left.push(b);
      continue;
    }
    counted++;
  }
  const take = (column: Float64Array) => {
    const out = new Float64Array(left.length);
    for (let i = 0; i < out.length; i++) out[i] = column[left[i]!]!;
    return out;
  };
  return {
    closed: { above, below: open.closed.below, counted },
    columns: {
      numerators: take(numerators),
      shifts: take(shifts),
      variances: take(variances),
      crosses: take(crosses),
      shiftVariances: take(shiftVariances),
    },
  };
}
