import { CeterisError, crossProducts, nameSome, pivotedCholesky } from "@ceteris/core";
import { weightedMean } from "../balance/weighted-mean.ts";
import { exponentialTilt, type Tilt, type TiltOptions } from "./exponential-tilt.ts";
import type { MomentColumn } from "./moment-columns.ts";

export interface ReweighInput {
  readonly columns: readonly MomentColumn[];
  /** Base weight of each row in the group that is reweighted, 0 outside it. */
  readonly base: Float64Array;
  /** Weight of each row in the population whose means are to be met. */
  readonly target: Float64Array;
  /** What the two are called in messages. */
  readonly names: { readonly group: string; readonly target: string; readonly where: string };
}

/** A moment in standard deviations of the group, measured from its target. */
interface Aim {
  readonly column: MomentColumn;
  readonly target: number;
  readonly scaled: Float64Array;
}

/** Share of the spread that a moment may miss its target by when the others already fix it. */
const FIXED = 1e-8;

/**
 * Weights of a group, closest to its base weights, under which the means of all columns are those of
 * another population. They sum to 1, and are 0 outside the group.
 *
 * @throws MOMENTS_INFEASIBLE, naming the covariates, when no weights of the group do
 */
export function reweigh(input: ReweighInput, options: TiltOptions): Tilt {
  const { base } = input;
  const rows = Int32Array.from(base.keys()).filter((i) => base[i]! > 0);
  const own = take(base, rows);
  const aims = refuseOutOfRange(input, rows, own);
  const { pivots, dependent } = pivotedCholesky(covariance(aims, own), aims.length);
  const independent = pivots.toSorted((a, b) => a - b).map((j) => aims[j]!);
  const solve = (some: readonly Aim[]) =>
    exponentialTilt(
      some.map(({ scaled }) => scaled),
      own,
      options,
    );
  const tilt = solve(independent);
  const missed = dependent
    .map((j) => aims[j]!)
    .filter(({ scaled }) => Math.abs(weightedMean(scaled, tilt.weights)) > FIXED);
  if (!tilt.converged)
    throw infeasible(
      input,
      smallest(independent, (some) => !solve(some).converged),
    );
  if (missed.length > 0) throw infeasible(input, [...independent, ...missed]);
  const weights = new Float64Array(base.length);
  rows.forEach((row, i) => {
    weights[row] = tilt.weights[i]!;
  });
  return { ...tilt, weights };
}

/** The moments in units of the group's spread; those that are constant in the group and right are left out. */
function refuseOutOfRange(
  { columns, target, names }: ReweighInput,
  rows: Int32Array,
  own: Float64Array,
): Aim[] {
  const outside: string[] = [];
  const covariates = new Set<string>();
  const aims: Aim[] = [];
  for (const column of columns) {
    const aim = weightedMean(column.values, target);
    const values = take(column.values, rows);
    const low = values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
    const high = values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
    // In units of the range, so that no scale of measurement under- or overflows.
    const range = high - low;
    const mean = weightedMean(values, own);
    const spread = Math.sqrt(
      weightedMean(
        values.map((v) => ((v - mean) / range) ** 2),
        own,
      ),
    );
    const slack = 1e-12 * Math.max(Math.abs(low), Math.abs(high), Math.abs(aim));
    if (aim < low - slack || aim > high + slack) {
      covariates.add(column.covariate);
      outside.push(
        `“${column.name}” is ${short(aim)} on average in the ${names.target}, but lies between ${short(low)} and ${short(high)} in the ${names.group}`,
      );
    } else if (range > slack && spread > 0) {
      aims.push({ column, target: aim, scaled: values.map((v) => (v - aim) / range / spread) });
    }
  }
  if (outside.length === 0) return aims;
  throw new CeterisError({
    code: "MOMENTS_INFEASIBLE",
    where: names.where,
    what: nameSome(outside, 4),
    mend: MEND,
    details: { covariates: [...covariates] },
  });
}

const MEND =
  "Leave these covariates or moments out, drop units without counterparts, or take the overlap estimand of another method";

function infeasible({ names }: ReweighInput, aims: readonly Aim[]): CeterisError {
  const means = aims.map(({ column, target }) => `“${column.name}” ${short(target)}`);
  return new CeterisError({
    code: "MOMENTS_INFEASIBLE",
    where: names.where,
    what: `no weights of the ${names.group} give the means of the ${names.target} for all of these at once: ${nameSome(means, 8)}`,
    mend: MEND,
    details: { covariates: [...new Set(aims.map(({ column }) => column.covariate))] },
  });
}

/** The aims that cannot be met together, without those that play no part; the later go first. */
function smallest(aims: readonly Aim[], fails: (some: readonly Aim[]) => boolean): readonly Aim[] {
  return aims.toReversed().reduce<readonly Aim[]>((needed, aim) => {
    const rest = needed.filter((other) => other !== aim);
    return rest.length > 0 && fails(rest) ? rest : needed;
  }, aims);
}

function covariance(aims: readonly Aim[], weights: Float64Array): Float64Array {
  const total = weights.reduce((sum, w) => sum + w, 0);
  const centred = aims.map(({ scaled }) => {
    const mean = weightedMean(scaled, weights);
    return scaled.map((v) => v - mean);
  });
  return crossProducts(centred, weights).map((sum) => sum / total);
}

function take(values: Float64Array, rows: Int32Array): Float64Array {
  const out = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) out[i] = values[rows[i]!]!;
  return out;
}

const short = (value: number) => String(Number(value.toPrecision(5)));
