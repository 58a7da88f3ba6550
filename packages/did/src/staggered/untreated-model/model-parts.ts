import { type Panel, type Sample, uniqueWarnings, type Warning } from "@ceteris/core";
import { cluster, convergenceWarnings } from "@ceteris/regression";
import { estimateTable, warnCollinear } from "../../estimate-table.ts";
import { modelSpec } from "../../fit-model.ts";
import type { ResolvedOptions } from "../../options.ts";
import type { StaggeredParts } from "../staggered-result.ts";
import type { AdoptionRows } from "./adoption-rows.ts";
import { warnUnidentifiedRows } from "./unidentified-rows.ts";
import type { UntreatedModel } from "./untreated-model.ts";

/**
 * What the result of an estimator says of the model of untreated rows, however the effects are averaged.
 *
 * @throws NO_UNTREATED, and TOO_FEW_CLUSTERS with controls
 */
export function modelParts(
  panel: Panel,
  data: AdoptionRows,
  model: UntreatedModel,
  options: ResolvedOptions,
): Omit<StaggeredParts, "overall" | "vcov"> & { readonly warnings: readonly Warning[] } {
  const { sample, clusters } = data;
  const { fit } = model;
  const by = [model.untreated.clusters];
  const covariance = fit && cluster({ by, smallSample: options.smallSample }).estimate(fit);
  const { fixedEffects: _, smallSample: __, ...spec } = modelSpec(panel, options, fit);
  return {
    sample: usedSample(data, model),
    fit: {
      r2: null,
      r2Within: null,
      rmse: null,
      dofResidual: clusters.n - 1,
      nClusters: { [clusters.column]: clusters.n },
    },
    controls: fit ? estimateTable(options.controls, fit, covariance!, options.level) : [],
    spec,
    warnings: uniqueWarnings(
      panel.warnings,
      sample.warnings,
      warnUnidentifiedRows(panel, data, model),
      fit && warnCollinear(fit),
      fit && convergenceWarnings(fit),
      covariance?.warnings,
    ),
  };
}

/** Without the treated rows whose outcome without treatment is not known. */
function usedSample({ sample, treated }: AdoptionRows, { residuals }: UntreatedModel): Sample {
  const { unit, time } = sample;
  const units = new Uint8Array(unit.nLevels);
  const periods = new Uint8Array(time.nLevels);
  const treatedUnits = new Uint8Array(unit.nLevels);
  let nObs = 0;
  for (let i = 0; i < residuals.length; i++) {
    if (Number.isNaN(residuals[i]!)) continue;
    nObs++;
    units[unit.codes[i]!] = 1;
    periods[time.codes[i]!] = 1;
    if (treated[i] === 1) treatedUnits[unit.codes[i]!] = 1;
  }
  const count = (marks: Uint8Array) => marks.reduce((sum, mark) => sum + mark, 0);
  return {
    ...sample.sample,
    nObs,
    nUnits: count(units),
    nPeriods: count(periods),
    nTreatedUnits: count(treatedUnits),
  };
}
