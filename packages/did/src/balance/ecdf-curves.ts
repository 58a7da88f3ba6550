import type { EcdfCurves } from "@ceteris/core";
import type { Covariate } from "./balance-rows.ts";
import { type DistributionFunctions, distributionFunctions } from "./distribution-functions.ts";

/** Points of a curve: enough to draw it, few enough to store. */
const POINTS = 80;

/** Distribution functions of each covariate before and after weighting, at evenly ranked values. */
export function ecdfCurves(
  covariates: readonly Covariate[],
  treated: Float64Array,
  before: Float64Array,
  after: Float64Array,
): readonly EcdfCurves[] {
  return covariates.map(({ name, values }) => {
    const [first, last] = distributionFunctions(values, treated, [before, after]) as [
      DistributionFunctions,
      DistributionFunctions,
    ];
    const at = ranks(first.x.length);
    const pick = (curve: Float64Array) => at.map((i) => curve[i]!);
    return {
      covariate: name,
      x: pick(first.x),
      treatedBefore: pick(first.treated),
      controlsBefore: pick(first.controls),
      treatedAfter: pick(last.treated),
      controlsAfter: pick(last.controls),
    };
  });
}

function ranks(n: number): readonly number[] {
  if (n <= POINTS) return Array.from({ length: n }, (_, i) => i);
  return Array.from({ length: POINTS }, (_, i) => Math.round((i * (n - 1)) / (POINTS - 1)));
}
