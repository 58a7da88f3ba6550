import { multiply } from "@ceteris/core";
import {
  type Contrast,
  type ContrastFit,
  type Covariance,
  type EstimationSample,
  fitContrasts,
  type Regressor,
} from "@ceteris/regression";
import { type Estimated, estimateCovariance } from "../../model/fit-model.ts";
import type { ResolvedOptions } from "../../model/options.ts";
import type { CellMean } from "./cell-means.ts";
import type { Cells } from "./cells.ts";

/** What is regressed: the outcome that the options name, on the cells, the controls and the fixed effects. */
export interface SaturatedRegression {
  readonly sample: EstimationSample;
  readonly cells: Cells;
  /** On the rows of the sample. */
  readonly controls: readonly Regressor[];
  /** A control that says the same as effects of cells is left out; else these effects are not identified. */
  readonly controlsGiveWay: boolean;
  readonly options: ResolvedOptions;
}

/** A regression of the outcome on a dummy for every cell, the controls and the fixed effects. */
export interface SaturatedFit {
  /** The cells, those that the controls leave undetermined among the lost. */
  readonly cells: Cells;
  /** The regression in means of cells' effects, whose weights count as known, and in the controls. */
  readonly read: (means: readonly CellMean[]) => Estimated;
}

export function fitSaturated(model: SaturatedRegression): SaturatedFit {
  const { sample, controls, options } = model;
  const { levels, groups, periods } = model.cells;
  const { read, explained } = fitContrasts({
    outcome: { name: options.outcome, values: sample.columns.get(options.outcome)! },
    levels,
    groups,
    fixedEffects: [groups, periods],
    controls,
    weights: sample.weights ?? undefined,
  });
  const cells = model.controlsGiveWay ? model.cells : withoutUndetermined(model.cells, controls, explained());
  const single = cells.list.flatMap(({ lost }, cell) => (lost ? [] : [{ term: `${cell}`, cells: [cell] }]));
  // Two-way covariances may need a repair, which fixest makes before it takes means.
  const ofCells =
    options.covariance.by.length > 1
      ? estimateCovariance(sample, options, read(single.map((mean) => contrastOf(mean, cells))))
      : null;
  const readMeans = (means: readonly CellMean[]) => {
    const known = means.filter((mean) => mean.cells.length > 0);
    const fit = read(known.map((mean) => contrastOf(mean, cells)));
    if (!ofCells) return withoutRounding(estimateCovariance(sample, options, fit));
    const shares = known.map((mean) => single.map(({ cells: [cell] }) => shareIn(mean, cell!, cells)));
    const covariance = combineTerms(ofCells.covariance, shares, fit.terms.length - known.length);
    return withoutRounding({ ...ofCells, fit, covariance });
  };
  return { cells, read: readMeans };
}

/** Share of a control's size that is rounding in the effects which explain it. */
const negligible = 1e-7;

/** A control that was left out says the same as effects of these cells: which of the two it is nobody can tell. */
function withoutUndetermined(
  cells: Cells,
  controls: readonly Regressor[],
  explained: ReturnType<ContrastFit["explained"]>,
): Cells {
  const undetermined = new Set<number>();
  for (const { name, effects } of explained) {
    const { values } = controls.find((control) => control.name === name)!;
    const size = values.reduce((most, v) => Math.max(most, Math.abs(v)), 0);
    cells.list.forEach(({ outside }, cell) => {
      if (Math.abs(effects[cell]! - effects[outside]!) > negligible * size) undetermined.add(cell);
    });
  }
  const list = cells.list.map((own, cell) =>
    undetermined.has(cell) && !own.lost ? { ...own, lost: "covariates" as const } : own,
  );
  return { ...cells, list };
}

/** Variances of this share of what independent errors give are rounding. */
const rounding = 1e-20;

/**
 * Residuals add up to zero within every cell, so that sums of scores over periods leave nothing: errors of
 * Driscoll and Kraay, or clustered by period, are zero but for rounding. They are set to zero, which is no
 * standard error.
 */
function withoutRounding({ fit, covariance, choice }: Estimated): Estimated {
  const k = fit.terms.length;
  const variance = fit.rss / fit.nObs;
  const matrix = covariance.matrix.slice();
  for (let i = 0; i < k; i++) {
    if (matrix[i * k + i]! > rounding * variance * fit.bread[i * k + i]!) continue;
    for (let j = 0; j < k; j++) matrix[i * k + j] = matrix[j * k + i] = 0;
  }
  return { fit, choice, covariance: { ...covariance, matrix } };
}

function shareIn(mean: Pick<CellMean, "cells">, cell: number, { list }: Cells): number {
  if (!mean.cells.includes(cell)) return 0;
  return list[cell]!.weight / mean.cells.reduce((sum, own) => sum + list[own]!.weight, 0);
}

/** The mean of cells, less that of the rows outside them in the same periods. */
function contrastOf(mean: Pick<CellMean, "term" | "cells">, cells: Cells): Contrast {
  const shares = new Float64Array(cells.levels.nLevels);
  for (const cell of mean.cells) {
    const share = shareIn(mean, cell, cells);
    shares[cell]! += share;
    shares[cells.list[cell]!.outside]! -= share;
  }
  return { name: mean.term, shares };
}

/** The covariance of sums of the first terms; the last, the controls, stay what they are. */
function combineTerms(
  covariance: Covariance,
  shares: readonly (readonly number[])[],
  nControls: number,
): Covariance {
  const m = shares.length;
  const from = Math.round(Math.sqrt(covariance.matrix.length));
  const to = m + nControls;
  const transform = new Float64Array(to * from);
  shares.forEach((row, i) => {
    transform.set(row, i * from);
  });
  for (let c = 0; c < nControls; c++) transform[(m + c) * from + (from - nControls + c)] = 1;
  const transposed = Float64Array.from(
    { length: transform.length },
    (_, at) => transform[(at % to) * from + Math.floor(at / to)]!,
  );
  return {
    ...covariance,
    matrix: multiply(multiply(transform, covariance.matrix, to, from, from), transposed, to, from, to),
    dof: new Float64Array(to).fill(covariance.dof[0]!),
  };
}
