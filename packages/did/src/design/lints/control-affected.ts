import { briefNumber, CeterisError, type ErrorCode, type Estimate, type Warning } from "@ceteris/core";
import { twfe } from "../../twfe/twfe.ts";
import type { DesignContext } from "./design-context.ts";

const SIZE = 0.05;
const CANNOT_MOVE: readonly ErrorCode[] = [
  "NO_VARIATION",
  "TREATMENT_ABSORBED",
  "TOO_FEW_ROWS",
  "EMPTY_SAMPLE",
];

/** CONTROL_AFFECTED: a control that treatment itself moves takes part of the effect with it. */
export function controlAffected({ panel, controls, covariance }: DesignContext): readonly Warning[] {
  return controls.flatMap((control) => {
    const own = ownEffect(() => twfe(panel, { outcome: control, covariance }).estimates[0]!);
    if (own?.pValue == null || own.pValue >= SIZE) return [];
    return [
      {
        code: "CONTROL_AFFECTED",
        message: `The control “${control}” changes with treatment: its own difference-in-differences is ${briefNumber(own.estimate!)} (p = ${briefNumber(own.pValue, 2)}). A control that treatment moves takes part of the effect with it, and can create one: use its value before treatment, or leave it out and compare. See Angrist and Pischke (2009, section 3.2.3) on bad controls.`,
        details: { control, estimate: own.estimate, pValue: own.pValue },
      },
    ];
  });
}

/** null where the control does not vary enough to be an outcome. */
function ownEffect(estimate: () => Estimate): Estimate | null {
  try {
    return estimate();
  } catch (error) {
    if (error instanceof CeterisError && CANNOT_MOVE.includes(error.code)) return null;
    throw error;
  }
}
