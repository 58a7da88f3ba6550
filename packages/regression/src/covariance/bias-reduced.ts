import {
  CeterisError,
  type Factor,
  mapEigenvalues,
  multiply,
  symmetricEigen,
  type Warning,
} from "@ceteris/core";
import { rowsByLevel } from "../absorb/schur.ts";
import { recodeFactor } from "../recode-factor.ts";
import type { Covariance, CovarianceEstimator, LinearFit } from "../types.ts";
import { adjustWeighted } from "./adjust-weighted.ts";
import { checkClusters, clusterCounts } from "./cluster.ts";
import { type EffectsHat, effectsHat } from "./effects-hat.ts";
import { outerSum, scaledSandwich } from "./sandwich.ts";

export interface BiasReducedOptions {
  /** Clusters of the rows of the fit. */
  readonly by: Factor;
}

/** Eigenvalues of I − H below this are exact fits, left out as clubSandwich does. */
const nothing = 1e-12;
const largestCluster = 3000;
const mostWeightedRows = 10_000;

/** CR2 (power −1/2) and CR3 (power −1) of I − H within each cluster, with Satterthwaite degrees of freedom. */
export function biasReduced(
  name: "cr2" | "cr3",
  power: number,
  options: BiasReducedOptions,
): CovarianceEstimator {
  const by = recodeFactor(options.by, null);
  return Object.freeze({
    name,
    spec: Object.freeze({ vcov: name, cluster: [by.name], dof: "satterthwaite" }),
    estimate: (fit: LinearFit): Covariance => {
      const k = fit.terms.length;
      if (fit.weights && fit.nObs > mostWeightedRows) {
        throw unsupported(
          name,
          `with weights on ${fit.nObs} rows (at most ${mostWeightedRows})`,
          "Use cluster",
        );
      }
      const warnings: Warning[] = checkClusters(fit, [by]);
      const { scores, dof } = fit.weights
        ? adjustWeighted(fit, by, power, nothing)
        : adjustClusters(fit, by, power, name);
      return Object.freeze({
        matrix: scaledSandwich(fit.bread, outerSum(scores, k), k, 1),
        dof,
        nClusters: clusterCounts([by]),
        warnings: Object.freeze(warnings),
      });
    },
  });
}

/** Adjusted score sums of each cluster, and the degrees of freedom they leave. */
function adjustClusters(fit: LinearFit, by: Factor, power: number, name: string) {
  const k = fit.terms.length;
  const nClusters = by.nLevels;
  const { order, starts } = rowsByLevel(by);
  const projected = fit.whole?.fit ?? fit;
  const hat = effectsHat(projected);
  const scores = new Float64Array(nClusters * k);
  const traces = satterthwaite(k, hat, nClusters, hat.size + projected.terms.length);
  for (let g = 0; g < nClusters; g++) {
    const size = starts[g + 1]! - starts[g]!;
    if (size > largestCluster) {
      throw unsupported(name, `with ${size} rows in ${by.name} ${by.labels[g]}`, "Use cluster");
    }
    const rows = Int32Array.from({ length: size }, (_, r) =>
      order ? order[starts[g]! + r]! : starts[g]! + r,
    );
    const x = gather(fit, rows);
    const z = coordinates(projected, hat, rows);
    const adjust = mapEigenvalues(symmetricEigen(annihilator(hat, rows, z), size), (v) =>
      v > nothing ? v ** power : 0,
    );
    const ax = multiply(adjust, x, size, size, k);
    for (let r = 0; r < size; r++) {
      for (let j = 0; j < k; j++) scores[g * k + j]! += ax[r * k + j]! * fit.residuals[rows[r]!]!;
    }
    traces.add(g, rows, multiply(ax, fit.bread, size, k, k), z);
  }
  return { scores, dof: traces.dof() };
}

/** Absorbed regressors of some rows, rows × k. */
function gather(fit: LinearFit, rows: Int32Array): Float64Array {
  const k = fit.terms.length;
  const x = new Float64Array(rows.length * k);
  rows.forEach((row, r) => {
    for (let j = 0; j < k; j++) x[r * k + j] = fit.within[j]![row]!;
  });
  return x;
}

/** Coordinates z with H = same group / total + z z′, fixed effects and regressors together. */
function coordinates(fit: LinearFit, hat: EffectsHat, rows: Int32Array) {
  const k = fit.terms.length;
  const x = gather(fit, rows);
  const width = hat.size + k;
  const root = mapEigenvalues(symmetricEigen(fit.bread, k), (v) => Math.sqrt(Math.max(0, v)));
  const parts = multiply(x, root, rows.length, k, k);
  const values = new Float64Array(rows.length * width);
  rows.forEach((row, r) => {
    hat.coordinates(row, values.subarray(r * width, r * width + hat.size));
    values.set(parts.subarray(r * k, r * k + k), r * width + hat.size);
  });
  return { values, width };
}

type Coordinates = ReturnType<typeof coordinates>;

/** I − H of the rows of one cluster. */
function annihilator(hat: EffectsHat, rows: Int32Array, { values, width }: Coordinates): Float64Array {
  const n = rows.length;
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      const group = hat.codes[rows[i]!]!;
      let h = group === hat.codes[rows[j]!] ? 1 / hat.totals[group]! : 0;
      for (let p = 0; p < width; p++) h += values[i * width + p]! * values[j * width + p]!;
      out[i * n + j] = (i === j ? 1 : 0) - h;
      out[j * n + i] = out[i * n + j]!;
    }
  }
  return out;
}

/**
 * Degrees of freedom (tr P)² / Σ P² of each coefficient, P_gh = s_g′ (I − H) s_h for the clusters'
 * weights s (Pustejovsky and Tipton 2018), from each cluster's coordinates only.
 */
function satterthwaite(k: number, hat: EffectsHat, nClusters: number, width: number) {
  const norms = new Float64Array(nClusters * k);
  const sums = Array.from({ length: k }, () => new Float64Array(nClusters * width));
  const groups = Array.from({ length: k }, () =>
    Array.from({ length: nClusters }, () => new Map<number, number>()),
  );
  return {
    add(g: number, rows: Int32Array, s: Float64Array, z: Coordinates): void {
      for (let j = 0; j < k; j++) {
        const sum = sums[j]!.subarray(g * width, g * width + width);
        const byGroup = groups[j]![g]!;
        rows.forEach((row, r) => {
          const weight = s[r * k + j]!;
          norms[g * k + j]! += weight * weight;
          for (let p = 0; p < width; p++) sum[p]! += weight * z.values[r * width + p]!;
          const group = hat.codes[row]!;
          byGroup.set(group, (byGroup.get(group) ?? 0) + weight);
        });
      }
    },
    dof(): Float64Array {
      return Float64Array.from({ length: k }, (_, j) => {
        let trace = 0;
        let squares = 0;
        for (let g = 0; g < nClusters; g++) {
          for (let h = 0; h <= g; h++) {
            let p = g === h ? norms[g * k + j]! : 0;
            for (let c = 0; c < width; c++) p -= sums[j]![g * width + c]! * sums[j]![h * width + c]!;
            for (const [group, weight] of groups[j]![g]!) {
              p -= (weight * (groups[j]![h]!.get(group) ?? 0)) / hat.totals[group]!;
            }
            squares += (g === h ? 1 : 2) * p * p;
            if (g === h) trace += p;
          }
        }
        return (trace * trace) / squares;
      });
    },
  };
}

function unsupported(name: string, what: string, mend: string): CeterisError {
  return new CeterisError({
    code: "OPTION_UNSUPPORTED",
    where: `vcov ${name}`,
    what: `${name} is not available ${what}`,
    mend,
  });
}
