import { nameSome, periodLabel, type Warning } from "@ceteris/core";
import { forbiddenWeight, weighedPairs } from "../../bacon/pairs.ts";
import { treatmentGroups, unitsSwitchingOff } from "../../bacon/treatment-groups.ts";
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
  const forbidden = weightOfForbidden({ panel, treatment });
  return [
    {
      code: "STAGGERED_TWFE",
      message: `Treatment starts at ${cohorts.length} different times (${nameSome(
        cohorts.map((c) => `${c.cohort}: ${c.nUnits}`),
        8,
      )}; never: ${nNever}). Two-way fixed effects then also use units treated earlier as controls for later ones${forbidden === null ? "" : `, comparisons that carry ${(100 * forbidden).toFixed(1)}% of the weight`}, and where effects grow or differ the estimate can be far from any average of them: report an estimator for staggered adoption beside it (ceteris staggered; the step “staggered” of a study). See Goodman-Bacon (2021), de Chaisemartin and D'Haultfœuille (2020).`,
      details: { cohorts, nNever, ...(forbidden === null ? {} : { forbiddenWeight: forbidden }) },
    },
  ];
}

/** The weight on comparisons with units treated already (see `bacon`), or null where it has no decomposition. */
function weightOfForbidden({ panel, treatment }: Pick<DesignContext, "panel" | "treatment">): number | null {
  const nPeriods = panel.time.nLevels;
  const { status } = treatment;
  if (!panel.balanced || status.some(Number.isNaN) || unitsSwitchingOff(status, nPeriods).length > 0) {
    return null;
  }
  return forbiddenWeight(weighedPairs(treatmentGroups(status, nPeriods), nPeriods)) || null;
}
