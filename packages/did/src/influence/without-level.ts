import type { Factor, Panel } from "@ceteris/core";
import type { EstimationSample } from "@ceteris/regression";

/** The panel with treatment unknown in the rows of a level, so that estimators leave these rows out. */
export function withoutLevel(
  panel: Panel,
  { rows }: EstimationSample,
  { codes }: Factor,
  level: number,
): Panel {
  const treatment = panel.treatment!;
  const status = treatment.status.slice();
  codes.forEach((code, i) => {
    if (code === level) status[rows ? rows[i]! : i] = Number.NaN;
  });
  return Object.freeze({ ...panel, treatment: Object.freeze({ ...treatment, status }) });
}
