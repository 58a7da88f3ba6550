import { CeterisError, cholesky, nameSome, pivotedCholesky } from "@ceteris/core";
import type { Match } from "./match.ts";
import { fallingScores, fromLists, type NearestOptions } from "./nearest-match.ts";

export interface MahalanobisOptions extends NearestOptions {
  /** Scores that the caliper limits and whose falling order is the order of choice without replacement. */
  readonly scores: { readonly treated: Float64Array; readonly controls: Float64Array };
  /** Names of the covariates, for messages. */
  readonly names: readonly string[];
}

/**
 * Matches each treated row with the controls nearest in Mahalanobis distance, with the covariance
 * pooled within groups on n − 2 degrees of freedom (as psmatch2 and MatchIt). The caliper still
 * limits the difference of scores. Ties go to the first in the panel.
 *
 * @throws NO_VARIATION when the covariates are linearly dependent
 */
export function mahalanobisMatch(
  treated: readonly Float64Array[],
  controls: readonly Float64Array[],
  options: MahalanobisOptions,
): Match {
  const factor = pooledFactor(treated, controls, options.names);
  const a = whiten(treated, factor);
  const b = whiten(controls, factor);
  const k = treated.length;
  const nTreated = treated[0]?.length ?? 0;
  const nControls = controls[0]?.length ?? 0;
  const { ratio, replace, caliper, scores } = options;
  const lists: number[][] = Array.from({ length: nTreated }, () => []);
  const taken = new Uint8Array(nControls);
  const turns = fallingScores(scores.treated);
  for (let round = 0; round < (replace ? 1 : ratio); round++) {
    for (const i of turns) {
      const best = nearest(i, replace ? ratio : 1);
      lists[i]!.push(...best);
      if (!replace) for (const j of best) taken[j] = 1;
    }
  }
  return fromLists(lists, nControls);

  function nearest(i: number, most: number): number[] {
    const found: number[] = [];
    const distances: number[] = [];
    for (let j = 0; j < nControls; j++) {
      if (taken[j] === 1 || Math.abs(scores.controls[j]! - scores.treated[i]!) > caliper) continue;
      const limit = found.length < most ? Number.POSITIVE_INFINITY : distances[most - 1]!;
      const distance = squaredDistance(i, j, limit);
      if (distance >= limit) continue;
      let at = found.length;
      while (at > 0 && distances[at - 1]! > distance) at--;
      found.splice(at, 0, j);
      distances.splice(at, 0, distance);
      if (found.length > most) {
        found.pop();
        distances.pop();
      }
    }
    return found;
  }

  function squaredDistance(i: number, j: number, limit: number): number {
    let sum = 0;
    for (let c = 0; c < k && sum < limit; c++) {
      const d = a[i * k + c]! - b[j * k + c]!;
      sum += d * d;
    }
    return sum;
  }
}

/** Cholesky factor, k × k by rows, of the covariance pooled within the two groups. */
function pooledFactor(
  treated: readonly Float64Array[],
  controls: readonly Float64Array[],
  names: readonly string[],
): Float64Array {
  const k = treated.length;
  const dof = treated[0]!.length + controls[0]!.length - 2;
  const groups = [treated, controls].map((columns) => columns.map(demean));
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
  throw new CeterisError({
    code: "NO_VARIATION",
    where: "matchOn",
    what: `there is no Mahalanobis distance, because within the groups ${nameSome(dependent.map((c) => `“${names[c]}”`))} does not vary by itself`,
    mend: "Leave it out of matchOn",
    details: { columns: dependent.map((c) => names[c]) },
  });
}

function demean(x: Float64Array): Float64Array {
  let mean = 0;
  for (let i = 0; i < x.length; i++) mean += (x[i]! - mean) / (i + 1);
  return x.map((v) => v - mean);
}

/** Coordinates, row by row, in which the Mahalanobis distance is the straight-line distance. */
function whiten(columns: readonly Float64Array[], factor: Float64Array): Float64Array {
  const k = columns.length;
  const n = columns[0]!.length;
  const out = new Float64Array(n * k);
  for (let i = 0; i < n; i++) {
    for (let r = 0; r < k; r++) {
      let value = columns[r]![i]!;
      for (let c = 0; c < r; c++) value -= factor[r * k + c]! * out[i * k + c]!;
      out[i * k + r] = value / factor[r * k + r]!;
    }
  }
  return out;
}
