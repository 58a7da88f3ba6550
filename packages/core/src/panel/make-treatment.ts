import type { Panel } from "./panel.ts";
import type { Treatment, TreatmentSpec } from "./treatment.ts";

/** A treatment with its rows counted by unit. */
export function makeTreatment(
  panel: Panel,
  spec: TreatmentSpec,
  status: Float64Array,
  cohort: Float64Array,
): Treatment {
  const treatedRows = new Int32Array(cohort.length);
  const untreatedRows = new Int32Array(cohort.length);
  const { codes } = panel.unit;
  for (let i = 0; i < status.length; i++) {
    if (status[i] === 1) treatedRows[codes[i]!]!++;
    else if (status[i] === 0) untreatedRows[codes[i]!]!++;
  }
  return Object.freeze({ spec, status, cohort, treatedRows, untreatedRows });
}
