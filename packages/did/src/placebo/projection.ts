import type { Assignment } from "./assignments.ts";
import { absorbed, type KernelData } from "./kernel-data.ts";
import {
  factorise,
  forwardSolve,
  type StackedEffects,
  schurComplement,
  stackEffects,
} from "./other-effects.ts";
import type { Paths } from "./paths.ts";
import { entitiesAlike, tabulate } from "./tabulate.ts";

/** An assigned treatment d against the outcome, the controls and the effects; M takes out all but d. */
export interface Projection {
  /** d′Wỹ / d′WMd; `NaN` where the effects and controls absorb the treatment. */
  readonly estimate: number;
  /** d′WMd. */
  readonly variation: number;
  /** d′WX̃, overwritten by the next projection. */
  readonly controls: Float64Array;
  /** L⁻¹ times the products of d, less unit means, with the other effects; S = LL′. */
  readonly solved: Float64Array;
}

export interface Projector {
  readonly project: (assignment: Assignment) => Projection;
  readonly effects: StackedEffects;
  /** Whether d′WMd before the controls is the same in all draws. */
  readonly alike: boolean;
  /** L, by rows: the Cholesky factor of the Schur complement S of the other effects. */
  readonly factor: Float64Array;
}

/**
 * The treatment coefficient under any assignment without a regression (Frisch and Waugh): the outcome
 * and the controls are partialled out once, so a draw needs only d′Wỹ and d′WMd. Both are sums over
 * entities of figures that depend on the entity's own treatment history, computed here once; other
 * fixed effects than the unit's enter through the Schur complement that unit means leave.
 */
export function makeProjector(data: KernelData, paths: Paths, rest: number): Projector {
  const nControls = data.within.length;
  const width = 2 + nControls;
  const effects = stackEffects(data);
  const factor = factorise(schurComplement(data, effects), effects.size);
  const { sums, starts, columns, values } = tabulate(data, paths, rest, effects, width);
  const base = sums.subarray(data.nEntities * paths.length * width);
  const restRow = data.nEntities * paths.length;
  const total = new Float64Array(width);
  const controls = total.subarray(2);
  const solved = new Float64Array(effects.size);
  const row = (entity: number, code: number) => entity * paths.length + code;
  const addSums = (r: number) => {
    for (let k = 0; k < width; k++) total[k]! += sums[r * width + k]!;
  };
  /** d′WMd before the controls: d′Wd after unit means, less what the other effects take. */
  const variationOf = ({ at, codes }: Assignment) => {
    let own = base[1]!;
    solved.fill(0);
    for (let p = starts[restRow]!; p < starts[restRow + 1]!; p++) solved[columns[p]!] = values[p]!;
    for (let j = 0; j < at.length; j++) {
      const r = row(at[j]!, codes[j]!);
      own += sums[r * width + 1]!;
      for (let p = starts[r]!; p < starts[r + 1]!; p++) solved[columns[p]!]! += values[p]!;
    }
    const left = own - forwardSolve(factor, effects.size, solved);
    return left > absorbed * own ? left : Number.NaN;
  };
  const alike = entitiesAlike(data.nEntities, paths.length, width, { sums, starts, columns, values });
  let known: { readonly codes: Int32Array; readonly variation: number } | null = null;
  const project = (assignment: Assignment): Projection => {
    const { at, codes } = assignment;
    total.set(base);
    for (let j = 0; j < at.length; j++) addSums(row(at[j]!, codes[j]!));
    // With entities alike, only how many have which history matters, and draws share their codes.
    if (!alike || known?.codes !== codes) known = { codes, variation: variationOf(assignment) };
    let variation = known.variation;
    for (let a = 0; a < nControls; a++) {
      for (let b = 0; b < nControls; b++) {
        variation -= controls[a]! * data.bread[a * nControls + b]! * controls[b]!;
      }
    }
    const estimate = variation > absorbed * total[1]! ? total[0]! / variation : Number.NaN;
    return { estimate, variation, controls, solved };
  };
  return { project, effects, alike, factor };
}
