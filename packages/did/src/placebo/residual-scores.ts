import type { Assignment } from "./assignments.ts";
import type { KernelData } from "./kernel-data.ts";
import { backSolve } from "./other-effects.ts";
import type { Paths } from "./paths.ts";
import type { Projection, Projector } from "./projection.ts";
import { makeResidualiser } from "./residualiser.ts";

/** The meat of a variance under an assignment, given its projection. */
export type Meat = (assignment: Assignment, projection: Projection) => number;

/** Clusters, or rows, whose scores are summed before they are squared. */
export interface ScoreGroups {
  readonly codes: Int32Array;
  readonly nLevels: number;
}

/**
 * The meat of the treatment coefficient's variance under an assignment: the sum over groups of squared
 * sums of w·d̃·(ỹ − βd̃), where d̃ is the assigned treatment after effects and controls. By the theorem of
 * Frisch and Waugh, meat / (d̃′Wd̃)² is the coefficient's element of the sandwich of the whole regression.
 *
 * @param groups cluster of each row; null when each row is its own
 */
export function residualScores(
  data: KernelData,
  paths: Paths,
  rest: number,
  { effects, factor }: Projector,
  groups: ScoreGroups | null,
): Meat {
  const { residuals, weights, within, bread } = data;
  const k = within.length;
  const fours = inFours(within, residuals.length);
  const effect = new Float64Array(effects.size);
  const slopes = new Float64Array(4 * fours.length);
  const residualise = makeResidualiser(data, paths, rest, effects);
  const treatment = new Float64Array(residuals.length);
  const sums = new Float64Array(groups ? groups.nLevels : 0);
  return (assignment, { estimate, controls, solved }) => {
    backSolve(factor, effects.size, solved, effect);
    residualise(assignment, effect, treatment);
    for (let p = 0; p < k; p++) {
      let slope = 0;
      for (let q = 0; q < k; q++) slope += bread[p * k + q]! * controls[q]!;
      slopes[p] = slope;
    }
    for (let at = 0; at < fours.length; at++) subtractFour(treatment, slopes, 4 * at, fours[at]!);
    toScores(treatment, residuals, estimate);
    if (weights) for (let i = 0; i < treatment.length; i++) treatment[i]! *= weights[i]!;
    if (!groups) return sumOfSquares(treatment);
    addByGroup(sums, treatment, groups.codes);
    return sumOfSquares(sums);
  };
}

type Four = readonly [Float64Array, Float64Array, Float64Array, Float64Array];

/** Columns by fours, filled up with zeros: four at a time are subtracted in the time of two. */
function inFours(columns: readonly Float64Array[], n: number): Four[] {
  const zero = new Float64Array(n);
  const out: Four[] = [];
  for (let p = 0; p < columns.length; p += 4) {
    const at = (j: number) => columns[p + j] ?? zero;
    out.push([at(0), at(1), at(2), at(3)]);
  }
  return out;
}

function subtractFour(from: Float64Array, slopes: Float64Array, at: number, [a, b, c, d]: Four): void {
  const [p, q, r, s] = [slopes[at]!, slopes[at + 1]!, slopes[at + 2]!, slopes[at + 3]!];
  for (let i = 0; i < from.length; i++) from[i]! -= p * a[i]! + q * b[i]! + (r * c[i]! + s * d[i]!);
}

/** d̃ becomes d̃·(ỹ − βd̃). */
function toScores(treatment: Float64Array, residuals: Float64Array, estimate: number): void {
  for (let i = 0; i < treatment.length; i++) {
    const d = treatment[i]!;
    treatment[i] = d * (residuals[i]! - estimate * d);
  }
}

function addByGroup(sums: Float64Array, values: Float64Array, codes: Int32Array): void {
  sums.fill(0);
  for (let i = 0; i < values.length; i++) sums[codes[i]!]! += values[i]!;
}

function sumOfSquares(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]! * values[i]!;
  return sum;
}
