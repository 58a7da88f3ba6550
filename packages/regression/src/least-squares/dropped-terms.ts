import { CeterisError, type Factor } from "@ceteris/core";
import { type AbsorbedColumn, absorbed, centre, weightedNorm } from "../absorb/absorb-column.ts";
import { makeAbsorber } from "../absorb/make-absorber.ts";
import { isSloped } from "../sloped-factor.ts";
import type { DroppedTerm, LinearModel, Regressor } from "../types.ts";
import type { Solution } from "./solve-normal.ts";

/** Regressors left out of the fit, each with what explains it, in the order of the model. */
export function droppedTerms(
  model: LinearModel,
  fixedEffects: readonly Factor[],
  columns: readonly AbsorbedColumn[],
  isLeft: readonly boolean[],
  candidates: readonly Regressor[],
  solution: Solution,
  weights: Float64Array | null,
): DroppedTerm[] {
  const explained = new Map(
    solution.dropped.map((d) => [candidates[d.index]!.name, d.explainedBy.map((at) => candidates[at]!.name)]),
  );
  return model.regressors.flatMap((regressor, j): DroppedTerm[] => {
    if (!isLeft[j]) {
      return [
        {
          name: regressor.name,
          collinearWith: absorbingEffects(regressor, fixedEffects, columns[j]!, weights),
        },
      ];
    }
    const by = explained.get(regressor.name);
    return by ? [{ name: regressor.name, collinearWith: by }] : [];
  });
}

/** The one effect within which a regressor does not vary, if there is one; otherwise all of them. */
function absorbingEffects(
  regressor: Regressor,
  fixedEffects: readonly Factor[],
  column: AbsorbedColumn,
  weights: Float64Array | null,
): string[] {
  if (fixedEffects.length === 0 || column.norm === 0) return ["(intercept)"];
  const single = fixedEffects.find((factor) => {
    const { values } = centre(regressor.values, weights);
    makeAbsorber(values.length, [factor], weights).absorb(values);
    return weightedNorm(values, weights) <= absorbed * column.norm;
  });
  return single ? [single.name] : fixedEffects.map((f) => f.name);
}

/** @throws TREATMENT_ABSORBED when the fixed effects leave nothing of any treatment */
export function refuseAbsorbedTreatment(
  model: LinearModel,
  fixedEffects: readonly Factor[],
  candidates: readonly Regressor[],
  dropped: readonly DroppedTerm[],
): void {
  const treatments = model.regressors.filter((r) => r.role === "treatment");
  if (treatments.length === 0 || candidates.some((r) => r.role === "treatment")) return;
  const { name, collinearWith } = dropped.find((d) => d.name === treatments[0]!.name)!;
  const within = (factor: string) => factor.split("^").join(" and ");
  const sloped = fixedEffects.filter(isSloped).find((f) => f.name === collinearWith[0]);
  const by = collinearWith.join(" and ");
  const single = fixedEffects.length > 0 && collinearWith.length === 1;
  const constant = collinearWith[0] === "(intercept)";
  throw new CeterisError({
    code: "TREATMENT_ABSORBED",
    where: `treatment “${name}”`,
    what: constant
      ? "treatment does not vary in the sample"
      : single && sloped
        ? `absorbed by ${by}: treatment follows a straight line in ${sloped.slope.on} within each ${within(sloped.slope.of)}`
        : single
          ? `absorbed by ${by}: treatment does not vary within ${within(collinearWith[0]!)}`
          : `absorbed by ${by} together: treatment is a sum of parts that depend on one of them only`,
    mend: constant
      ? "Check the treatment column and the rows that were dropped"
      : "Use fixed effects within which treatment switches on for some and not for others",
    details: { treatment: name, absorbedBy: collinearWith },
  });
}
