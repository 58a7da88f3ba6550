import { nameSome, periodLabel, type Warning } from "@ceteris/core";
import type { DesignContext } from "./design-context.ts";

/** STAGGERED_TWFE: units start at different times, so that two-way fixed effects also compare treated with treated. */
export function staggeredTwfe({ panel, treatment }: DesignContext): readonly Warning[] {
  const sizes = new Map<number, number>();
  for (const start of treatment.cohort) {
    if (Number.isFinite(start)) sizes.set(start, (sizes.get(start) ?? 0) + 1);
  }
  if (sizes.size < 2) return [];
  const cohorts = [...sizes]
    .sort(([a], [b]) => a - b)
    .map(([start, nUnits]) => ({ cohort: periodLabel(panel, start), nUnits }));
  const nNever = treatment.cohort.filter((c) => c === Number.POSITIVE_INFINITY).length;
  return [
    {
      code: "STAGGERED_TWFE",
      message: `Treatment starts at ${cohorts.length} different times (${nameSome(
        cohorts.map((c) => `${c.cohort}: ${c.nUnits}`),
        8,
      )}; never: ${nNever}). Two-way fixed effects then also use units treated earlier as controls for later ones, and where effects grow or differ the estimate can be far from any average of them: report an estimator for staggered adoption beside it. See Goodman-Bacon (2021), de Chaisemartin and D'Haultfœuille (2020).`,
      details: { cohorts, nNever },
    },
  ];
}
