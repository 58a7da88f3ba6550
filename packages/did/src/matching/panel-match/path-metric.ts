import { CeterisError, cholesky, nameSome, pivotedCholesky } from "@ceteris/core";
import type { Covariate } from "../../balance/balance-rows.ts";

/** Distance of a unit's path from that of each control, in their order. */
export type PathMetric = (unit: number) => Float64Array;

/** Where paths are read: columns by unit × period, from `period − history` to the one before `period`. */
export interface PathWindow {
  readonly columns: readonly Covariate[];
  readonly nPeriods: number;
  readonly period: number;
  readonly history: number;
}

/**
 * Mean over the periods of the history of the Mahalanobis distance in each, with the covariance among the
 * controls there, or among all units seen there where that is singular. The controls are put into
 * coordinates of straight-line distance once, for all treated units that share them.
 *
 * @throws NO_VARIATION when the columns are linearly dependent in a period
 */
export function pathMetric(controls: readonly number[], window: PathWindow): PathMetric {
  const { columns, nPeriods, period, history } = window;
  const k = columns.length;
  const nUnits = columns[0]!.values.length / nPeriods;
  const layers = Array.from({ length: history }, (_, h) => {
    const at = period - history + h;
    const point = (unit: number) => columns.map(({ values }) => values[unit * nPeriods + at]!);
    const everybody = () =>
      Array.from({ length: nUnits }, (_, unit) => point(unit)).filter((x) => !x.some(Number.isNaN));
    const points = controls.map(point);
    const factor = covarianceFactor(points) ?? covarianceFactor(everybody());
    if (!factor) throw dependentPaths(columns);
    const whitened = new Float64Array(points.length * k);
    points.forEach((x, j) => {
      whitened.set(whiten(x, factor), j * k);
    });
    return { point, factor, whitened };
  });
  return (unit) => {
    const distance = new Float64Array(controls.length);
    for (const { point, factor, whitened } of layers) {
      const own = whiten(point(unit), factor);
      for (let j = 0; j < distance.length; j++) {
        let sum = 0;
        for (let c = 0; c < k; c++) sum += (whitened[j * k + c]! - own[c]!) ** 2;
        distance[j]! += Math.sqrt(sum) / history;
      }
    }
    return distance;
  };
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

/** L⁻¹ x, L being the Cholesky factor. */
function whiten(x: readonly number[], factor: Float64Array): Float64Array {
  const k = x.length;
  const solved = new Float64Array(k);
  for (let r = 0; r < k; r++) {
    let value = x[r]!;
    for (let c = 0; c < r; c++) value -= factor[r * k + c]! * solved[c]!;
    solved[r] = value / factor[r * k + r]!;
  }
  return solved;
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
