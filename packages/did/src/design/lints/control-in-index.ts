import { briefNumber, panelNumbers, type Warning } from "@ceteris/core";
import { scaled } from "./control-in-outcome.ts";
import type { DesignContext } from "./design-context.ts";
import { type Copy, findCopy } from "./within-correlation.ts";

/** CONTROL_IN_INDEX: a control is also an indicator of the index whose change is to be explained. */
export function controlInIndex({ panel, controls, indicators }: DesignContext): readonly Warning[] {
  return controls.flatMap((control) => {
    if (indicators.includes(control)) return [remark(control, control, null)];
    const values = panelNumbers(panel, control);
    return indicators.flatMap((indicator) => {
      const copy = findCopy(panel, panelNumbers(panel, indicator), values);
      return copy ? [remark(control, indicator, copy)] : [];
    });
  });
}

function remark(control: string, indicator: string, copy: Copy | null): Warning {
  const [ofIndicator, ofControl] = copy?.scales ?? ["level", "level"];
  const what = copy
    ? `The control${scaled(ofControl)} “${control}” and the indicator${scaled(ofIndicator)} “${indicator}” of the index have a correlation of ${briefNumber(copy.correlation, 6)} once unit and time effects are taken out`
    : `The control “${control}” is also an indicator of the index`;
  return {
    code: "CONTROL_IN_INDEX",
    message: `${what}: a part of the outcome is held constant, and with it a part of the effect. Leave it out of the controls, or out of the index. See Angrist and Pischke (2009, section 3.2.3) on bad controls.`,
    details: {
      control,
      indicator,
      ...(copy ? { correlation: copy.correlation, ofIndicator, ofControl } : {}),
    },
  };
}
