import type { Panel } from "@ceteris/core";
import type { EstimationSample } from "@ceteris/regression";
import { endedUnits } from "../model/ended-units.ts";
import { endingTreatment } from "../model/ending-treatment.ts";

/**
 * Refuses treatment that ends: afterwards rows are neither treated nor known to be as if they never were.
 *
 * @param why nothing can be made of such rows, after "in … units, "
 * @throws TREATMENT_SWITCHES_OFF
 */
export function refuseEnding(panel: Panel, { unit, rows }: EstimationSample, why: string): void {
  const names = Array.from(endedUnits(panel, rows), (u) => panel.unit.labelOf(u));
  if (names.length === 0) return;
  throw endingTreatment(panel, {
    names,
    nUnits: unit.nLevels,
    why,
    orLeaveOut: "their rows after treatment ended",
  });
}
