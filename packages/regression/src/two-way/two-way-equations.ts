import type { Factor } from "@ceteris/core";
import { conjugateGradients } from "../absorb/iterative.ts";
import { groupSums, groupTotals } from "../absorb/means.ts";
import { schurComplement } from "../absorb/schur.ts";
import { solveDropping } from "../cholesky-dropping.ts";

/** An effect for each level of two factors; 0 for a level without rows. */
export interface TwoWayEffects {
  readonly first: Float64Array;
  readonly second: Float64Array;
}

/** The normal equations D′WD (a, b) = (p, q) of an effect for each level of two factors. */
export interface TwoWayEquations {
  /**
   * Effects for right-hand sides p and q, one number for each level. They exist where p and q have the same
   * sum in each part of the data that is connected (`connectedLevels`), and are unique up to a constant there.
   * Those of the factor with more levels take a pass over the rows, made when they are read.
   *
   * @param firstSums null for zeros
   */
  solve(firstSums: Float64Array | null, secondSums: Float64Array): TwoWayEffects;
  /** The effects that fit a column best. */
  fit(column: Float64Array): TwoWayEffects;
}

/** Complements up to this size are factorised; beyond, the equations are iterated. */
const largestComplement = 1024;

/**
 * Prepares the equations for any number of right-hand sides: the factor with more levels is eliminated by
 * its group means, and the Schur complement of the other one is factorised.
 *
 * @param weights positive, or null for equal ones
 */
export function twoWayEquations(
  first: Factor,
  second: Factor,
  weights: Float64Array | null,
): TwoWayEquations {
  const swapped = second.nLevels > first.nLevels;
  const [large, small] = swapped ? [second, first] : [first, second];
  const totals = groupTotals(large.codes, large.nLevels, weights);
  const means = (sums: Float64Array) => sums.map((sum, g) => (totals[g]! > 0 ? sum / totals[g]! : 0));
  const carry = (effects: Float64Array, from: Factor, to: Factor) =>
    carriedSums(effects, from.codes, to, weights);
  const solveSmall =
    small.nLevels <= largestComplement
      ? directly(large, small, weights)
      : iteratively(small, weights, (v) => carry(means(carry(v, small, large)), large, small));

  const solve = (firstSums: Float64Array | null, secondSums: Float64Array): TwoWayEffects => {
    const [largeSums, smallSums] = swapped ? [secondSums, firstSums] : [firstSums, secondSums];
    const carried = largeSums ? carry(means(largeSums), large, small) : null;
    const b = solveSmall(minus(smallSums, carried, small.nLevels));
    let a: Float64Array | null = null;
    const ofLarge = () => {
      a ??= means(minus(largeSums, carry(b, small, large), large.nLevels));
      return a;
    };
    return swapped
      ? {
          first: b,
          get second() {
            return ofLarge();
          },
        }
      : {
          get first() {
            return ofLarge();
          },
          second: b,
        };
  };
  const fit = (column: Float64Array): TwoWayEffects => {
    const left = column.slice();
    const out = { first: new Float64Array(first.nLevels), second: new Float64Array(second.nLevels) };
    // Fitting what is left once more gives back the digits that a common level costs.
    for (let round = 0; round < 2; round++) {
      const step = solve(
        groupSums(left, first.codes, weights, new Float64Array(first.nLevels)),
        groupSums(left, second.codes, weights, new Float64Array(second.nLevels)),
      );
      for (let g = 0; g < first.nLevels; g++) out.first[g]! += step.first[g]!;
      for (let t = 0; t < second.nLevels; t++) out.second[t]! += step.second[t]!;
      for (let i = 0; i < left.length; i++)
        left[i]! -= step.first[first.codes[i]!]! + step.second[second.codes[i]!]!;
    }
    return out;
  };
  return { solve, fit };
}

/** Sums of (weighted) effects of the levels of one factor by those of another. */
function carriedSums(
  effects: Float64Array,
  from: Int32Array,
  to: Factor,
  weights: Float64Array | null,
): Float64Array {
  const { codes } = to;
  const out = new Float64Array(to.nLevels);
  if (weights) for (let i = 0; i < codes.length; i++) out[codes[i]!]! += weights[i]! * effects[from[i]!]!;
  else for (let i = 0; i < codes.length; i++) out[codes[i]!]! += effects[from[i]!]!;
  return out;
}

function directly(large: Factor, small: Factor, weights: Float64Array | null) {
  const { factor, size } = schurComplement(large, [small], weights);
  return (right: Float64Array): Float64Array => {
    solveDropping(factor, size, right);
    return right;
  };
}

function iteratively(
  small: Factor,
  weights: Float64Array | null,
  explained: (v: Float64Array) => Float64Array,
) {
  const totals = groupTotals(small.codes, small.nLevels, weights);
  const scale = totals.map((total) => (total > 0 ? total : 1));
  const apply = (v: Float64Array) => {
    const taken = explained(v);
    return v.map((value, t) => totals[t]! * value - taken[t]!);
  };
  return (right: Float64Array): Float64Array => conjugateGradients(apply, right, scale).effects;
}

/** a − b, null standing for zeros. */
function minus(a: Float64Array | null, b: Float64Array | null, n: number): Float64Array {
  const out = a ? a.slice() : new Float64Array(n);
  if (b) for (let i = 0; i < n; i++) out[i]! -= b[i]!;
  return out;
}
