import type { Warning } from "@ceteris/core";
import type { DesignContext } from "./design-context.ts";

/** TREATMENT_SWITCHES_OFF: found when the panel was defined. */
export function treatmentSwitchesOff({ panel }: DesignContext): readonly Warning[] {
  return panel.warnings.filter((warning) => warning.code === "TREATMENT_SWITCHES_OFF");
}
