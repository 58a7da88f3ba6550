import { type Estimate, type Panel, uniqueWarnings, type Warning } from "@ceteris/core";
import { convergenceWarnings, type EstimationSample } from "@ceteris/regression";
import { warnCollinear } from "../model/estimate-table.ts";
import type { Estimated } from "../model/fit-model.ts";
import { warnUnusableErrors } from "../model/unusable-errors.ts";
import { warnAlwaysTreated } from "../model/warn-always-treated.ts";

/** What a two-way fit has to say: of the panel, the rows, the terms and their errors. */
export function twfeWarnings(
  panel: Panel,
  sample: EstimationSample,
  { fit, covariance }: Pick<Estimated, "fit" | "covariance">,
  outcome: string,
  estimates: readonly Estimate[],
): readonly Warning[] {
  return uniqueWarnings(
    panel.warnings,
    warnAlwaysTreated(panel),
    sample.warnings,
    warnCollinear(fit),
    convergenceWarnings(fit),
    warnUnusableErrors(fit, sample.columns.get(outcome)!, estimates),
    covariance.warnings,
  );
}
