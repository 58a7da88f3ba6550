import { multiply } from "@ceteris/core";
import type { LinearFit } from "../types.ts";
import { effectsHat } from "./effects-hat.ts";

/** The diagonal of the projection on all regressors, fixed effects included. */
export function leverages(fit: LinearFit): Float64Array {
  const k = fit.within.length;
  const hat = effectsHat(fit);
  const c = new Float64Array(hat.size);
  const x = new Float64Array(k);
  return Float64Array.from({ length: fit.nObs }, (_, i) => {
    hat.coordinates(i, c);
    let h = 1 / hat.totals[hat.codes[i]!]!;
    for (let p = 0; p < c.length; p++) h += c[p]! * c[p]!;
    for (let j = 0; j < k; j++) x[j] = fit.within[j]![i]!;
    const bx = multiply(fit.bread, x, k, k, 1);
    for (let j = 0; j < k; j++) h += x[j]! * bx[j]!;
    return h * (fit.weights ? fit.weights[i]! : 1);
  });
}
