import { type Panel, requireTreatment, type Sample, takePanelRows, type Warning } from "@ceteris/core";
import type { EstimationSample } from "@ceteris/regression";
import { periodValues, timing } from "../../att-gt/timing.ts";
import { modelSample } from "../../model/fit-model.ts";
import type { ResolvedOptions } from "../../model/options.ts";
import { refuseEnding } from "../refuse-ending.ts";

/** The rows that effects on cohorts are estimated on. */
export interface CohortSample {
  readonly sample: EstimationSample;
  /** Cohorts that effects are estimated of, ascending, on the scale of the panel's time values. */
  readonly cohorts: readonly number[];
  /** Place of each unit of the sample in `cohorts`; −1 for those that serve as never treated. */
  readonly cohortOf: Int32Array;
  /** The periods of the sample, on the scale of the panel's time values. */
  readonly periods: Float64Array;
  readonly warnings: readonly Warning[];
}

/**
 * Complete rows of units that are seen before treatment, in periods in which somebody is untreated. Units
 * treated from the first period on are dropped; where no unit is never treated, the last cohort takes
 * their place and the periods from its start on are dropped. Both are warned of, as `attGt` does.
 *
 * @throws NO_TREATED, TREATMENT_SWITCHES_OFF and the codes of `requireTreatment` and `modelSample`
 */
export function cohortSample(panel: Panel, options: ResolvedOptions): CohortSample {
  requireTreatment(panel);
  const complete = modelSample(panel, { ...options, fixedEffects: [] });
  refuseEnding(panel, complete, "and effects by time since the start are those of treatment that lasts");
  const { cohorts, cohortOf, timeCodes, warnings } = timing(panel, complete, {
    anticipation: 0,
    control: "never",
  });
  const isUsed = new Uint8Array(complete.time.nLevels);
  for (const code of timeCodes) isUsed[code] = 1;
  const { unit, time, rows, sample } = complete;
  const kept = new Int32Array(sample.nObs);
  let n = 0;
  for (let i = 0; i < sample.nObs; i++) {
    if (isUsed[time.codes[i]!] === 1 && !Number.isNaN(cohortOf[unit.codes[i]!]!)) kept[n++] = rows?.[i] ?? i;
  }
  const whole = n === sample.nObs;
  const used = whole ? panel : takePanelRows(panel, kept.subarray(0, n));
  const final = modelSample(used, options);
  return {
    sample: whole ? final : { ...final, sample: withCounts(final.sample, sample) },
    cohorts,
    cohortOf: placesOfUnits(used, final, cohorts),
    periods: periodValues(used, final),
    warnings: [...(whole ? [] : complete.warnings), ...warnings, ...final.warnings],
  };
}

/** What was dropped before the panel was cut, beside what was dropped after. */
function withCounts(after: Sample, before: Sample): Sample {
  return { ...after, dropped: { ...before.dropped, singleton: after.dropped.singleton } };
}

function placesOfUnits(
  panel: Panel,
  { unit, rows, sample }: EstimationSample,
  cohorts: readonly number[],
): Int32Array {
  const place = new Map(cohorts.map((cohort, at) => [cohort, at]));
  const out = new Int32Array(unit.nLevels);
  for (let i = 0; i < sample.nObs; i++) {
    const start = panel.treatment!.cohort[panel.unit.codes[rows?.[i] ?? i]!]!;
    out[unit.codes[i]!] = place.get(start) ?? -1;
  }
  return out;
}
