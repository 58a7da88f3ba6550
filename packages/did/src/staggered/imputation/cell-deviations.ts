import type { AdoptionRows, UntreatedModel } from "../untreated-model/index.ts";

export interface CellDeviations {
  /** For each row of the sample; `NaN` where there is no mean to deviate from. */
  readonly values: Float64Array;
  readonly nCells: number;
  /** Cells whose rows are all in one cluster: the first treated period of each. */
  readonly ofOneCluster: readonly number[];
}

/**
 * What each effect deviates from the mean effect of its cohort in its period, τ̂ − τ̄, where
 * τ̄ = Σ w²τ̂ / Σ w² (Borusyak, Jaravel and Spiess 2024, section 4.3, for clusters that are units: within a cell
 * the weights that effects have in any mean are proportional to w).
 *
 * @param rows the treated rows whose effect is known
 * @param leaveOut leaves the cluster of a row out of the mean that it is compared with
 */
export function cellDeviations(
  { sample, cohorts, clusters }: AdoptionRows,
  { residuals }: UntreatedModel,
  rows: Int32Array,
  leaveOut: boolean,
): CellDeviations {
  const { unit, time, weights } = sample;
  const clusterOf = (i: number) => clusters.codes[unit.codes[i]!]!;
  const weightOf = (i: number) => (weights ? weights[i]! ** 2 : 1);
  const starts = [...new Set(cohorts)].sort((a, b) => a - b);
  const place = new Map(starts.map((start, at) => [start, at * time.nLevels]));
  const firstOf = cohorts.map((start) => place.get(start)!);
  const cells = rowsByCell(
    rows,
    (i) => firstOf[unit.codes[i]!]! + time.codes[i]!,
    starts.length * time.nLevels,
  );

  const values = new Float64Array(residuals.length);
  const ofOneCluster: number[] = [];
  const clusterWeights = new Float64Array(clusters.n);
  const clusterSums = new Float64Array(clusters.n);
  for (const cell of cells) {
    let [weight, sum, nClusters] = [0, 0, 0];
    for (const i of cell) {
      const own = weightOf(i);
      const cluster = clusterOf(i);
      if (clusterWeights[cluster] === 0) nClusters++;
      clusterWeights[cluster]! += own;
      clusterSums[cluster]! += own * residuals[i]!;
      weight += own;
      sum += own * residuals[i]!;
    }
    if (nClusters === 1) ofOneCluster.push(cohorts[unit.codes[cell[0]!]!]!);
    for (const i of cell) {
      const cluster = clusterOf(i);
      const mean = leaveOut
        ? (sum - clusterSums[cluster]!) / (weight - clusterWeights[cluster]!)
        : sum / weight;
      values[i] = residuals[i]! - mean;
    }
    for (const i of cell) {
      clusterWeights[clusterOf(i)] = 0;
      clusterSums[clusterOf(i)] = 0;
    }
  }
  return { values, nCells: cells.length, ofOneCluster };
}

/** Rows in lists of those of one cell, by cell; cells without rows are left out. */
function rowsByCell(rows: Int32Array, cellOf: (row: number) => number, nCells: number): Int32Array[] {
  const ends = new Int32Array(nCells + 1);
  for (const i of rows) ends[cellOf(i) + 1]!++;
  for (let cell = 0; cell < nCells; cell++) ends[cell + 1]! += ends[cell]!;
  const next = ends.slice();
  const order = new Int32Array(rows.length);
  for (const i of rows) order[next[cellOf(i)]!++] = i;
  const lists: Int32Array[] = [];
  for (let cell = 0; cell < nCells; cell++)
    if (ends[cell]! < ends[cell + 1]!) lists.push(order.subarray(ends[cell]!, ends[cell + 1]!));
  return lists;
}
