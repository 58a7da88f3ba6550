import type { Warning } from "@ceteris/core";
import { estimationSample, leastSquares } from "@ceteris/regression";
import { briefNumber } from "../brief-number.ts";
import type { DesignContext } from "./design-context.ts";

/**
 * NEGATIVE_WEIGHTS: two-way fixed effects subtract the effects of some treated rows.
 *
 * Under parallel trends the coefficient is Σ wᵢ τᵢ over treated rows, where wᵢ is the residual of
 * treatment on the fixed effects over the sum of these residuals (de Chaisemartin and D'Haultfœuille
 * 2020, theorem 1). Unweighted, with unit and time effects.
 */
export function negativeWeights({ panel, treatment }: DesignContext): readonly Warning[] {
  const weights = effectWeights({ panel, treatment });
  const negative = weights.filter((w) => w < 0);
  if (negative.length === 0) return [];
  const sum = negative.reduce((a, b) => a + b, 0);
  return [
    {
      code: "NEGATIVE_WEIGHTS",
      message: `Two-way fixed effects give ${negative.length} of ${weights.length} treated rows a negative weight, ${briefNumber(sum)} in all against ${briefNumber(1 - sum)} for the others: where effects differ the estimate can even have the wrong sign. Report an estimator for staggered adoption beside it. See de Chaisemartin and D'Haultfœuille (2020).`,
      details: { nTreatedRows: weights.length, nNegative: negative.length, sumNegative: sum },
    },
  ];
}

/** The weight of each treated row's effect in the two-way fixed-effects coefficient; they sum to 1. */
export function effectWeights({
  panel,
  treatment,
}: Pick<DesignContext, "panel" | "treatment">): readonly number[] {
  const { factors, extra } = estimationSample(panel, {
    numeric: [],
    fixedEffects: [panel.unit.name, panel.time.name],
    extra: [treatment.status],
  });
  const status = extra[0]!;
  const { residuals } = leastSquares({
    outcome: { name: "treatment", values: status },
    regressors: [],
    fixedEffects: [...factors.values()],
  });
  const treated = [...residuals].filter((_, i) => status[i] === 1);
  const total = treated.reduce((a, b) => a + b, 0);
  return total > 1e-10 * treated.length ? treated.map((r) => (Math.abs(r) < 1e-12 ? 0 : r / total)) : [];
}
