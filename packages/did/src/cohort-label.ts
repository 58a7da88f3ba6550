import type { Panel } from "@ceteris/core";

/** The name of a first treated period: its label in the data, or the number where no row has it. */
export function cohortLabel(panel: Panel, start: number): string {
  const at = panel.time.values.indexOf(start);
  return at < 0 ? String(start) : panel.time.labels[at]!;
}
