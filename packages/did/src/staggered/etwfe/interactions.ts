import { CeterisError } from "@ceteris/core";
import type { EstimationSample, Regressor } from "@ceteris/regression";
import type { Cells } from "../saturated/cells.ts";
import type { CohortSample } from "../saturated/cohort-sample.ts";

/** Numbers in all columns together: two gigabytes. */
const mostValues = 2.5e8;

/**
 * The columns that let trends and effects differ by covariates (Wooldridge 2025): each covariate, its products
 * with dummies for cohorts and for periods, and in each cell its deviation from the cell's mean, which leaves
 * the cell's coefficient its mean effect.
 *
 * @param weights of the rows in the means of cells; null when each counts the same
 * @throws OPTION_UNSUPPORTED when there are too many to be held in memory
 */
export function interactions(
  { sample, cohorts, cohortOf }: CohortSample,
  { list, levels }: Cells,
  names: readonly string[],
  weights: Float64Array | null,
): readonly Regressor[] {
  const { unit, time } = sample;
  const nColumns = names.length * (cohorts.length + time.nLevels + list.length);
  refuseTooMany(sample, nColumns);
  return names.flatMap((name) => {
    const x = sample.columns.get(name)!;
    const where = (label: string, is: (row: number) => boolean, mean = 0): Regressor => ({
      name: `${name}:${label}`,
      values: x.map((value, i) => (is(i) ? value - mean : 0)),
      role: "control",
    });
    const means = meansByLevel(x, levels.codes, list.length, weights);
    return [
      { name, values: x, role: "control" as const },
      ...cohorts.map((_, g) => where(`cohort ${g}`, (i) => cohortOf[unit.codes[i]!] === g)),
      ...Array.from({ length: time.nLevels - 1 }, (_, t) =>
        where(`period ${t + 1}`, (i) => time.codes[i] === t + 1),
      ),
      ...list.map((_, cell) => where(`cell ${cell}`, (i) => levels.codes[i] === cell, means[cell])),
    ];
  });
}

/** Of the first levels. */
function meansByLevel(
  x: Float64Array,
  codes: Int32Array,
  n: number,
  weights: Float64Array | null,
): Float64Array {
  const sums = new Float64Array(n);
  const totals = new Float64Array(n);
  for (let i = 0; i < x.length; i++) {
    const level = codes[i]!;
    if (level >= n) continue;
    const w = weights ? weights[i]! : 1;
    sums[level]! += w * x[i]!;
    totals[level]! += w;
  }
  return sums.map((sum, level) => sum / totals[level]!);
}

function refuseTooMany({ sample: { nObs } }: EstimationSample, nColumns: number): void {
  if (nColumns * nObs <= mostValues) return;
  throw new CeterisError({
    code: "OPTION_UNSUPPORTED",
    where: "controls",
    what: `their products with cohorts, periods and treated cells are ${nColumns} columns of ${nObs} rows, more than memory is meant to hold`,
    mend: "Name fewer controls, or use the imputation estimator, which has one coefficient for each",
    details: { columns: nColumns, rows: nObs },
  });
}
