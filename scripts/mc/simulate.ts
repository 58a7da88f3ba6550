import { codedFactor, type Factor, type LinearModel, leastSquares, studentT } from "ceteris";
import type { Design, PanelFactors } from "./design.ts";
import { drawOf } from "./draw-of.ts";

/** What many draws say of one covariance under one design. */
export interface McRow {
  readonly design: string;
  readonly covariance: string;
  readonly draws: number;
  /** Share of draws that reject the true effect at 5%, and its Monte Carlo standard error. */
  readonly rejected: number;
  readonly rejectedError: number;
  /** Mean standard error over the standard deviation of the estimates. */
  readonly errorRatio: number;
  /** Mean half width of the 95% interval over that of one with the true standard deviation, 1.96. */
  readonly widthRatio: number;
}

const EFFECT = 0.5;

/** The same draws for every covariance, each from a stream of its own, so that a draw depends on nothing else. */
export function simulate(design: Design, draws: number, seed: number): readonly McRow[] {
  const { nUnits, nPeriods, nTreated } = design;
  const panel = panelOf(nUnits, nPeriods);
  const { unit, time } = panel;
  const status = Float64Array.from(unit.codes, (u, i) =>
    u < nTreated && time.codes[i]! >= nPeriods / 2 ? 1 : 0,
  );
  const tallies = Object.entries(design.covariances).map(([name, make]) => ({
    name,
    estimator: make(panel),
    rejected: 0,
    errors: 0,
    widths: 0,
  }));
  let sum = 0;
  let squares = 0;
  for (let d = 0; d < draws; d++) {
    const draw = drawOf(seed, d, nUnits, nPeriods);
    const model: LinearModel = {
      outcome: {
        name: "y",
        values: status.map((on, i) => EFFECT * on + design.error(unit.codes[i]!, time.codes[i]!, draw)),
      },
      regressors: [{ name: "did", values: status, role: "treatment" }],
      fixedEffects: [unit, time],
    };
    const fit = leastSquares(model);
    const off = fit.coefficients[0]! - EFFECT;
    sum += off;
    squares += off * off;
    for (const tally of tallies) {
      const { matrix, dof } = tally.estimator.estimate(fit);
      const error = Math.sqrt(matrix[0]!);
      const half = error * studentT.isf(0.025, dof[0]!);
      tally.errors += error;
      tally.widths += half;
      if (Math.abs(off) > half) tally.rejected++;
    }
  }
  const spread = Math.sqrt((squares - (sum * sum) / draws) / (draws - 1));
  return tallies.map(({ name, rejected, errors, widths }) => {
    const share = rejected / draws;
    return {
      design: design.name,
      covariance: name,
      draws,
      rejected: share,
      rejectedError: Math.sqrt((share * (1 - share)) / draws),
      errorRatio: errors / draws / spread,
      widthRatio: widths / draws / (1.959964 * spread),
    };
  });
}

function panelOf(nUnits: number, nPeriods: number): PanelFactors {
  const n = nUnits * nPeriods;
  const factor = (name: string, size: number, code: (row: number) => number): Factor =>
    codedFactor(
      name,
      Int32Array.from({ length: n }, (_, i) => code(i)),
      size,
      String,
    );
  const unit = factor("unit", nUnits, (i) => Math.floor(i / nPeriods));
  return {
    unit,
    time: factor("time", nPeriods, (i) => i % nPeriods),
    latitude: Float64Array.from(unit.codes, (u) => u / 2 - 50),
    longitude: new Float64Array(n),
  };
}
