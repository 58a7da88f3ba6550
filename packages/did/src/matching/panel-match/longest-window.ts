import type { Panel } from "@ceteris/core";

/** Periods of history that are compared at most. */
const HISTORY = 4;

/** The longest history, up to four periods, and the most periods after it that every start of treatment has in the data. */
export function longestWindow(panel: Panel): { readonly history: number; readonly after: number } {
  const { values, nLevels } = panel.time;
  const starts = Array.from(new Set(panel.treatment!.cohort))
    .filter((start) => start > values[0]! && start <= values[nLevels - 1]!)
    .map((start) => values.findIndex((value) => value >= start));
  const first = starts.reduce((a, b) => Math.min(a, b), nLevels - 1);
  const last = starts.reduce((a, b) => Math.max(a, b), 0);
  return { history: Math.max(1, Math.min(HISTORY, first)), after: Math.max(0, nLevels - 1 - last) };
}
