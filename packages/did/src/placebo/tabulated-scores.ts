import type { KernelData } from "./kernel-data.ts";
import { backSolve } from "./other-effects.ts";
import type { Paths } from "./paths.ts";
import { makeProfiles, periodsOf } from "./profiles.ts";
import type { Projection, Projector } from "./projection.ts";
import type { Meat, ScoreGroups } from "./residual-scores.ts";
import { type ScoreTables, scoreCells, scoreWidth, tabulateScores } from "./tabulate-scores.ts";

/**
 * `residualScores` without a pass over the rows, for panels whose units have the same periods and no
 * weights, and whose entities are alike. Treatment after effects is then a profile z of the history
 * alone, the same in all draws, d̃ = z − X̃γ, and the score Σ d̃(ỹ − βd̃) of a group is a sum of products
 * of numbers that the draw has, β and γ, and sums that are taken once. With all groups under the rest's
 * history the sum of squared scores is a quadratic form; a draw adds what its placed histories change.
 *
 * @param nPlaced entities with another history than the rest's
 * @returns null where this does not hold, or would take longer than the rows
 */
export function tabulatedScores(
  data: KernelData,
  paths: Paths,
  rest: number,
  projector: Projector,
  groups: ScoreGroups,
  nPlaced: number,
): Meat | null {
  const periods = periodsOf(data, projector.effects, paths[0]!.length);
  if (!projector.alike || !periods?.ofUnits) return null;
  const { width, nMoving } = scoreWidth(data.within.length);
  const cells = scoreCells(data, groups);
  const nCells = (nPlaced * cells.group.length) / data.nEntities;
  const rowsCost = data.residuals.length * (6 + data.within.length);
  if (width ** 2 / 2 + nCells * (width + nMoving) > rowsCost) return null;
  // What all draws share is known with the first of them.
  const tabulate = ({ solved }: Projection): ScoreTables => {
    const effect = new Float64Array(projector.effects.size);
    backSolve(projector.factor, effect.length, solved, effect);
    const profiles = makeProfiles(paths, periods)(effect);
    return tabulateScores(data, profiles, paths[0]!.length, rest, cells, groups);
  };
  let tables: ScoreTables | null = null;
  const factors = new Float64Array(width);
  const change = new Float64Array(groups.nLevels);
  const touched = new Int32Array(groups.nLevels);
  const isTouched = new Uint8Array(groups.nLevels);
  return ({ at, codes }, projection) => {
    tables ??= tabulate(projection);
    const { base, form, changes } = tables;
    setFactors(factors, projection, data.bread);
    let nTouched = 0;
    for (let j = 0; j < at.length; j++) {
      const end = cells.starts[at[j]! + 1]!;
      for (let cell = cells.starts[at[j]!]!; cell < end; cell++) {
        const group = cells.group[cell]!;
        change[group]! += product(factors, changes, (cell * paths.length + codes[j]!) * nMoving, nMoving);
        if (isTouched[group] === 1) continue;
        isTouched[group] = 1;
        touched[nTouched++] = group;
      }
    }
    let meat = quadratic(form, factors);
    for (let j = 0; j < nTouched; j++) {
      const group = touched[j]!;
      const more = change[group]!;
      meat += more * (2 * product(factors, base, group * width, width) + more);
      change[group] = 0;
      isTouched[group] = 0;
    }
    return Math.max(0, meat);
  };
}

/** What the sums of `ScoreTables` are multiplied by: 1, −β, 2βγ, −γ, −βγγ′ (twice off the diagonal). */
function setFactors(out: Float64Array, { estimate, controls }: Projection, bread: Float64Array): void {
  const k = controls.length;
  out[0] = 1;
  out[1] = -estimate;
  for (let a = 0; a < k; a++) {
    let slope = 0;
    for (let b = 0; b < k; b++) slope += bread[a * k + b]! * controls[b]!;
    out[2 + a] = 2 * estimate * slope;
    out[2 + k + a] = -slope;
  }
  for (let a = 0, at = 2 + k + k; a < k; a++) {
    for (let b = a; b < k; b++) {
      out[at++] = (a === b ? -estimate : -2 * estimate) * out[2 + k + a]! * out[2 + k + b]!;
    }
  }
}

/** Two sums at a time, which a processor adds side by side. */
function product(factors: Float64Array, sums: Float64Array, from: number, n: number): number {
  let even = 0;
  let odd = 0;
  let m = 0;
  for (; m + 1 < n; m += 2) {
    even += factors[m]! * sums[from + m]!;
    odd += factors[m + 1]! * sums[from + m + 1]!;
  }
  if (m < n) even += factors[m]! * sums[from + m]!;
  return even + odd;
}

function quadratic(form: Float64Array, x: Float64Array): number {
  let out = 0;
  for (let a = 0, at = 0; a < x.length; a++) {
    let row = 0;
    for (let b = a; b < x.length; b++) row += form[at++]! * x[b]!;
    out += x[a]! * row;
  }
  return out;
}
