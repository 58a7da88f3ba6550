import { countCoefficients, type LinearFit, type SmallSample } from "../types.ts";
import { countEffects, ratio } from "./small-sample.ts";

/** T/(T−1) · (n−1)/(n−K), all effects counted; 1 in the profiles `plm` and `none`. */
export function timeSeriesScale(fit: LinearFit, nPeriods: number, smallSample: SmallSample): number {
  if (smallSample === "plm" || smallSample === "none") return 1;
  const left = fit.nObs - countCoefficients(fit) - countEffects(fit, smallSample);
  return ratio(nPeriods, nPeriods - 1) * ratio(fit.nObs - 1, left);
}
