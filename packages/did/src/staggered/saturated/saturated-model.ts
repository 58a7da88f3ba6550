import { leastSquares, type Regressor } from "@ceteris/regression";
import { type Estimated, estimateCovariance } from "../../fit-model.ts";
import type { ResolvedOptions } from "../../options.ts";
import type { CellMean } from "./cell-means.ts";
import type { Cells } from "./cells.ts";
import type { CohortSample } from "./cohort-sample.ts";

/**
 * A regression of the outcome on a dummy for every cell, the controls and the fixed effects, written with
 * means of the cells' effects as its coefficients: one dummy for all cells of a mean, and for all of them
 * but the last their deviations from it, so that these drop out of the mean.
 */
export function estimateMeans(
  { sample }: CohortSample,
  { list, codes }: Cells,
  means: readonly CellMean[],
  options: ResolvedOptions,
): Estimated {
  const column = (name: string, share: (cell: number) => number, role: Regressor["role"]): Regressor => {
    const shares = Float64Array.from(list, (_, cell) => share(cell));
    return { name, values: Float64Array.from(codes, (code) => (code < 0 ? 0 : shares[code]!)), role };
  };
  const identified = means.filter((mean) => mean.cells.length > 0);
  const inMean = new Set(identified.flatMap((mean) => mean.cells));
  const nameOf = (cell: number) => `cell:${list[cell]!.cohort}:${list[cell]!.time}`;
  const deviations = identified.flatMap(({ cells }) => {
    const last = cells.at(-1)!;
    return cells.slice(0, -1).map((cell) => {
      const ratio = list[cell]!.weight / list[last]!.weight;
      return column(nameOf(cell), (c) => (c === cell ? 1 : c === last ? -ratio : 0), "control");
    });
  });
  const others = list.flatMap((_, cell) =>
    inMean.has(cell) ? [] : [column(nameOf(cell), (c) => (c === cell ? 1 : 0), "control")],
  );
  const fit = leastSquares({
    outcome: { name: options.outcome, values: sample.columns.get(options.outcome)! },
    regressors: [
      ...identified.map(({ term, cells }) => {
        const own = new Set(cells);
        return column(term, (c) => (own.has(c) ? 1 : 0), "treatment");
      }),
      ...deviations,
      ...others,
      ...options.controls.map((name) => ({
        name,
        values: sample.columns.get(name)!,
        role: "control" as const,
      })),
    ],
    fixedEffects: options.fixedEffects.map((name) => sample.factors.get(name)!),
    weights: sample.weights ?? undefined,
  });
  return estimateCovariance(sample, options, fit);
}
