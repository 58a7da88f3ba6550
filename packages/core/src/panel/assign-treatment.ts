import { makeTreatment } from "./make-treatment.ts";
import type { Panel } from "./panel.ts";

/** Who is treated when, in place of what the data say. */
export interface AssignedTreatment {
  /** 0 or 1 for each row of the panel; `NaN` where unknown. */
  readonly status: Float64Array;
  /** First treated period of each unit, on the scale of `panel.time.values`; `Infinity` = never. */
  readonly cohort: Float64Array;
}

/**
 * The panel under another assignment of treatment: all else, the columns of the table included, stays.
 * Every estimator takes treatment from `panel.treatment`, so it estimates what the assignment says; a
 * column of the table that tells the actual treatment goes on telling that.
 *
 * @example
 * const never = { status: new Float64Array(panel.nRows), cohort: new Float64Array(panel.unit.nLevels).fill(Infinity) };
 * assignTreatment(panel, never).treatment.status; // all 0
 */
export function assignTreatment(panel: Panel, { status, cohort }: AssignedTreatment): Panel {
  const spec = panel.treatment?.spec ?? { treat: "assigned" };
  return Object.freeze({ ...panel, treatment: makeTreatment(panel, spec, status, cohort) });
}
