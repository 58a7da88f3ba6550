import { choleskyDropping, solveDropping } from "../cholesky-dropping.ts";
import type { WithinSums } from "../least-squares/within-sums.ts";
import type { TwoWaySums } from "./two-way-sums.ts";

/** The period effects of every column, and the cross products of the columns with both effects taken out. */
export interface SolvedEffects {
  readonly within: WithinSums;
  /** What to subtract from the columns by period, c × T, before their group means. */
  readonly effects: Float64Array;
  /** Periods that are not explained by groups and other periods. */
  readonly rank: number;
  /** Digits are safe: effects and means did not take nearly all of a column, and none lies far from zero. */
  readonly safe: boolean;
}

/** A pivot below this share of its period's weight marks a period that the others explain. */
const redundant = 1e-10;
/** Share of its sum of squares that the periods must leave of a column for sums to be trusted. */
const keptByPeriods = 1e-4;
/** How many standard deviations from zero a column, or its mean in a group, may lie. */
const farthest = 1e4;

export function solveEffects(data: TwoWaySums): SolvedEffects {
  const { nColumns: c, nPeriods, cross, periodSums, centres, groupLevels, weight } = data;
  const { factor, rank } = choleskyDropping(withoutRedundant(data), nPeriods, redundant);
  const effects = periodSums.slice();
  for (let p = 0; p < c; p++)
    solveDropping(factor, nPeriods, effects.subarray(p * nPeriods, (p + 1) * nPeriods));
  const left = cross.slice();
  for (let p = 0; p < c; p++) {
    for (let q = 0; q <= p; q++) {
      let explained = 0;
      for (let t = 0; t < nPeriods; t++)
        explained += effects[p * nPeriods + t]! * periodSums[q * nPeriods + t]!;
      left[p * c + q]! -= explained;
      left[q * c + p] = left[p * c + q]!;
    }
  }
  let safe = true;
  for (let p = 0; p < c; p++) {
    const kept = left[p * c + p]!;
    const level = Math.max(groupLevels[p]!, largest(centres.subarray(p * nPeriods, (p + 1) * nPeriods)));
    safe &&= kept > keptByPeriods * cross[p * c + p]! && kept * farthest ** 2 > level ** 2 * weight;
  }
  for (let i = 0; i < effects.length; i++) effects[i]! += centres[i]!;
  return { within: toWithin(left, c), effects, rank, safe };
}

function largest(values: Float64Array): number {
  let most = 0;
  for (const v of values) most = Math.max(most, Math.abs(v));
  return most;
}

/** A period that the groups explain leaves nothing but rounding: it is set to nothing. */
function withoutRedundant({ complement, periodWeights, nPeriods }: TwoWaySums): Float64Array {
  const s = complement.slice();
  for (let t = 0; t < nPeriods; t++)
    if (s[t * nPeriods + t]! <= redundant * periodWeights[t]!) s[t * nPeriods + t] = 0;
  return s;
}

function toWithin(left: Float64Array, c: number): WithinSums {
  const k = c - 1;
  const xx = new Float64Array(k * k);
  for (let p = 0; p < k; p++) for (let q = 0; q < k; q++) xx[p * k + q] = left[p * c + q]!;
  return { k, xx, xy: left.slice(k * c, k * c + k), yy: left[c * c - 1]! };
}
