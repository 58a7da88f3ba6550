import { CeterisError, cholesky, nameSome, pivotedCholesky } from "@ceteris/core";
import type { Covariate } from "../../balance/balance-rows.ts";
import type { MatchedSet } from "./matched-sets.ts";

/**
 * The controls of a matched set whose paths before treatment are nearest the treated unit's: the mean
 * over the periods of the history of the Mahalanobis distance in that period, with the covariance among
 * the set's controls there, or among all units seen there where that is singular (Imai, Kim and Wang
 * 2023). Ties go to the first in the panel.
 *
 * @param columns by unit × period
 * @throws NO_VARIATION when the columns are linearly dependent in a period
 * @see R PanelMatch, which includes the first treated period in the mean: there, give covariates lagged
 *   once and a history shorter by one
 */
export function nearestPaths(
  set: MatchedSet,
  columns: readonly Covariate[],
  nPeriods: number,
  history: number,
  ratio: number,
): readonly number[] {
  if (set.controls.length <= ratio) return set.controls;
  const distance = new Float64Array(set.controls.length);
  const nUnits = columns[0]!.values.length / nPeriods;
  for (let period = set.period - history; period < set.period; period++) {
    const point = (unit: number) => columns.map(({ values }) => values[unit * nPeriods + period]!);
    const controls = set.controls.map(point);
    const factor =
      covarianceFactor(controls) ??
      covarianceFactor(
        Array.from({ length: nUnits }, (_, unit) => point(unit)).filter((x) => !x.some(Number.isNaN)),
      );
    if (!factor) throw dependentPaths(columns);
    const own = point(set.unit);
    controls.forEach((x, j) => {
      distance[j]! += Math.sqrt(squaredLength(x, own, factor)) / history;
    });
  }
  return Array.from(distance.keys())
    .sort((a, b) => distance[a]! - distance[b]! || a - b)
    .slice(0, ratio)
    .sort((a, b) => a - b)
    .map((j) => set.controls[j]!);
}

function covarianceFactor(points: readonly (readonly number[])[]): Float64Array | null {
  const n = points.length;
  if (n < 2) return null;
  const k = points[0]!.length;
  const means = Array.from({ length: k }, (_, c) => points.reduce((sum, x) => sum + x[c]!, 0) / n);
  const covariance = Float64Array.from({ length: k * k }, (_, at) => {
    const a = Math.floor(at / k);
    const b = at % k;
    return points.reduce((sum, x) => sum + (x[a]! - means[a]!) * (x[b]! - means[b]!), 0) / (n - 1);
  });
  return pivotedCholesky(covariance, k).dependent.length === 0 ? cholesky(covariance, k) : null;
}

/** (x − y)′ Σ⁻¹ (x − y), by the Cholesky factor of Σ. */
function squaredLength(x: readonly number[], y: readonly number[], factor: Float64Array): number {
  const k = x.length;
  const solved = new Float64Array(k);
  let sum = 0;
  for (let r = 0; r < k; r++) {
    let value = x[r]! - y[r]!;
    for (let c = 0; c < r; c++) value -= factor[r * k + c]! * solved[c]!;
    solved[r] = value / factor[r * k + r]!;
    sum += solved[r]! * solved[r]!;
  }
  return sum;
}

function dependentPaths(columns: readonly Covariate[]): CeterisError {
  const names = columns.map((c) => c.name);
  return new CeterisError({
    code: "NO_VARIATION",
    where: "matchOn",
    what: `paths have no Mahalanobis distance, because in some period before treatment one of ${nameSome(names)} does not vary by itself`,
    mend: "Leave it out of matchOn",
    details: { columns: names },
  });
}
