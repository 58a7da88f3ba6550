import type { Panel } from "@ceteris/core";

/** Code of the last period before anybody's treatment starts. */
export function lastBeforeTreatment(panel: Panel): number {
  const { values } = panel.time;
  // A start in the first period leaves nothing before it; such units do not decide.
  const starts = panel.treatment!.cohort.filter((start) => start > values[0]!);
  const first = starts.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  let last = 0;
  for (let code = 0; code < values.length; code++) if (values[code]! < first) last = code;
  return last;
}
