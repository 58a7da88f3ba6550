import { briefNumber, panelNumbers, type Warning } from "@ceteris/core";
import type { DesignContext } from "./design-context.ts";
import { findCopy, type Scale } from "./within-correlation.ts";

/** CONTROL_IN_OUTCOME: the outcome is a control in other clothes, which leaves nothing for treatment to move. */
export function controlInOutcome({ panel, outcome, controls }: DesignContext): readonly Warning[] {
  if (outcome === null) return [];
  return controls.flatMap((control) => {
    if (control === outcome) return [];
    const copy = findCopy(panel, panelNumbers(panel, outcome), panelNumbers(panel, control));
    if (!copy) return [];
    const [ofOutcome, ofControl] = copy.scales;
    return [
      {
        code: "CONTROL_IN_OUTCOME",
        message: `Once unit and time effects are taken out, the outcome${scaled(ofOutcome)} “${outcome}” and the control${scaled(ofControl)} “${control}” have a correlation of ${briefNumber(copy.correlation, 6)}: the outcome was built from the control, or both are the same quantity. Held constant, it leaves nothing of the outcome to explain: leave the control out. See Angrist and Pischke (2009, section 3.2.3) on bad controls.`,
        details: { outcome, control, correlation: copy.correlation, ofOutcome, ofControl },
      },
    ];
  });
}

/** Words for the scale a column was taken on. */
export function scaled(scale: Scale): string {
  return scale === "log" ? ", in logarithms," : "";
}
