import type { Warning } from "@ceteris/core";
import type { LinearFit } from "../types.ts";

/** NOT_CONVERGED when the fixed effects had to be absorbed by iteration and the iteration gave up. */
export function convergenceWarnings(fit: LinearFit): Warning[] {
  const { converged, iterations } = fit.absorption;
  if (converged) return [];
  const effects = fit.fixedEffects.map((f) => f.name).join(", ");
  return [
    {
      code: "NOT_CONVERGED",
      message: `Absorbing the fixed effects (${effects}) did not reach its tolerance in ${iterations} iterations: the estimates are approximate. The effects may be nearly collinear; use coarser ones.`,
      details: { iterations, fixedEffects: fit.fixedEffects.map((f) => f.name) },
    },
  ];
}
