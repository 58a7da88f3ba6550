import { type Panel, requireTreatment } from "@ceteris/core";
import { type EstimationSample, refuseOneCluster } from "@ceteris/regression";
import type { Clusters } from "../../att-gt/clustered-influence.ts";
import { clustersOfUnits } from "../../att-gt/clusters-of-units.ts";
import { eventTimes } from "../../event-study/event-time.ts";
import { modelSample } from "../../model/fit-model.ts";
import { oneClusterColumn } from "../../model/one-cluster-column.ts";
import type { ResolvedOptions } from "../../model/options.ts";
import { refuseEnding } from "../refuse-ending.ts";

/** The complete rows of a panel in which treatment lasts, in order of unit, then time. */
export interface AdoptionRows {
  readonly sample: EstimationSample;
  readonly outcome: Float64Array;
  /** 1 for the rows at or after the first treated period of their unit. */
  readonly treated: Uint8Array;
  /** Periods since first treatment of each row; `NaN` for never-treated units. */
  readonly events: Float64Array;
  /** First treated period of each unit, on the scale of the panel's time values; `Infinity` = never. */
  readonly cohorts: Float64Array;
  /** The cluster of each unit. */
  readonly clusters: Clusters & { readonly column: string };
}

/**
 * Rows alone in a level stay: they say nothing of others, and take no part where they say nothing.
 *
 * @throws OPTION_UNSUPPORTED (not clustered by one column), OPTION_INVALID (units change their cluster),
 *   TOO_FEW_CLUSTERS, TREATMENT_SWITCHES_OFF and the codes of `requireTreatment` and `modelSample`
 */
export function adoptionRows(panel: Panel, options: ResolvedOptions): AdoptionRows {
  const { cohort } = requireTreatment(panel);
  const column = oneClusterColumn(
    options.covariance,
    "errors of imputed effects are sums over clusters of units",
  );
  const sample = modelSample(panel, { ...options, fixedEffects: [] });
  const { rows, unit } = sample;
  const { nObs } = sample.sample;
  const all = eventTimes(panel, { leads: null, lags: null });
  const events = rows ? takeAt(all, rows) : all;
  const cohorts = new Float64Array(unit.nLevels);
  const first = new Int32Array(unit.nLevels);
  for (let i = nObs - 1; i >= 0; i--) {
    cohorts[unit.codes[i]!] = cohort[panel.unit.codes[rows ? rows[i]! : i]!]!;
    first[unit.codes[i]!] = i;
  }
  refuseOneCluster(sample.factors.get(column)!);
  const status = sample.extra[0]!;
  refuseEnding(
    panel,
    sample,
    "and what would have been without treatment is imputed only where treatment lasts",
  );
  return {
    sample,
    outcome: sample.columns.get(options.outcome)!,
    treated: new Uint8Array(status),
    events,
    cohorts,
    clusters: clustersOfUnits(panel, sample, column, first),
  };
}

function takeAt(values: Float64Array, rows: Int32Array): Float64Array {
  const out = new Float64Array(rows.length);
  for (let i = 0; i < out.length; i++) out[i] = values[rows[i]!]!;
  return out;
}
