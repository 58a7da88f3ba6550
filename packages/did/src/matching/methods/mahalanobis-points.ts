import { CeterisError, cholesky, nameSome, pivotedCholesky } from "@ceteris/core";
import type { Covariate } from "../../balance/balance-rows.ts";

/** Rows as points: coordinate c of row i is `values[i * k + c]`. */
export interface Points {
  readonly k: number;
  readonly values: Float64Array;
}

/**
 * Coordinates in which the Mahalanobis distance is the straight-line distance, with the covariance
 * pooled within the two groups on n − 2 degrees of freedom (as psmatch2 and MatchIt).
 *
 * @param treated rows of the treated group; `controls` of the others
 * @throws NO_VARIATION when the covariates are linearly dependent
 */
export function mahalanobisPoints(
  covariates: readonly Covariate[],
  treated: Int32Array,
  controls: Int32Array,
): Points {
  const k = covariates.length;
  const factor = pooledFactor(covariates, treated, controls);
  const n = covariates[0]!.values.length;
  const values = new Float64Array(n * k);
  for (let i = 0; i < n; i++) {
    for (let r = 0; r < k; r++) {
      let value = covariates[r]!.values[i]!;
      for (let c = 0; c < r; c++) value -= factor[r * k + c]! * values[i * k + c]!;
      values[i * k + r] = value / factor[r * k + r]!;
    }
  }
  return { k, values };
}

/** Cholesky factor, k × k by rows, of the covariance pooled within the two groups. */
function pooledFactor(
  covariates: readonly Covariate[],
  treated: Int32Array,
  controls: Int32Array,
): Float64Array {
  const k = covariates.length;
  const dof = treated.length + controls.length - 2;
  const groups = [treated, controls].map((rows) => covariates.map(({ values }) => demean(values, rows)));
  const covariance = Float64Array.from({ length: k * k }, (_, at) => {
    let sum = 0;
    for (const group of groups) {
      const x = group[Math.floor(at / k)]!;
      const y = group[at % k]!;
      for (let i = 0; i < x.length; i++) sum += x[i]! * y[i]!;
    }
    return sum / dof;
  });
  const { dependent } = pivotedCholesky(covariance, k);
  const factor = dependent.length === 0 ? cholesky(covariance, k) : null;
  if (factor) return factor;
  const columns = dependent.map((c) => covariates[c]!.name);
  throw new CeterisError({
    code: "NO_VARIATION",
    where: "matchOn",
    what: `there is no Mahalanobis distance, because within the groups ${nameSome(columns.map((c) => `“${c}”`))} does not vary by itself`,
    mend: "Leave it out of matchOn",
    details: { columns },
  });
}

function demean(values: Float64Array, rows: Int32Array): Float64Array {
  let mean = 0;
  rows.forEach((row, i) => {
    mean += (values[row]! - mean) / (i + 1);
  });
  return Float64Array.from(rows, (row) => values[row]! - mean);
}
