import type { Panel } from "@ceteris/core";
import { type EstimationSample, estimationSample, leastSquares } from "@ceteris/regression";

export interface EffectWeightOptions {
  readonly outcome?: string | undefined;
  readonly controls?: readonly string[] | undefined;
  readonly weights?: string | null | undefined;
}

export interface EffectWeights {
  readonly sample: EstimationSample;
  /** Rows of the sample that are treated, in order. */
  readonly rows: Int32Array;
  /** The weight of each one's effect; they sum to 1. Empty when treatment is absorbed. */
  readonly values: Float64Array;
}

/**
 * Weights of the effects of treated rows in the two-way fixed-effects coefficient: the analytic weight
 * times the residual of treatment on unit effects, time effects and controls, over the sum of these.
 */
export function effectWeights(panel: Panel, options: EffectWeightOptions = {}): EffectWeights {
  const { outcome, controls = [], weights } = options;
  const sample = estimationSample(panel, {
    numeric: [...(outcome === undefined ? [] : [outcome]), ...controls],
    fixedEffects: [panel.unit.name, panel.time.name],
    ...(weights ? { weights } : {}),
    extra: [panel.treatment!.status],
  });
  const status = sample.extra[0]!;
  const { residuals } = leastSquares({
    outcome: { name: "treatment", values: status },
    regressors: controls.map((name) => ({
      name,
      values: sample.columns.get(name)!,
      role: "control" as const,
    })),
    fixedEffects: [panel.unit.name, panel.time.name].map((name) => sample.factors.get(name)!),
    weights: sample.weights ?? undefined,
  });
  const rows = Int32Array.from([...status.keys()].filter((i) => status[i] === 1));
  const raw = Float64Array.from(rows, (i) => (sample.weights?.[i] ?? 1) * residuals[i]!);
  const scale = rows.reduce((sum, i) => sum + (sample.weights?.[i] ?? 1), 0);
  const total = raw.reduce((sum, value) => sum + value, 0);
  const values =
    total > 1e-10 * scale
      ? raw.map((value, j) => (Math.abs(residuals[rows[j]!]!) < roundingOfResiduals ? 0 : value / total))
      : new Float64Array();
  return { sample, rows, values };
}

/** Residuals of a 0/1 variable below this are zero but for rounding. */
const roundingOfResiduals = 1e-12;
