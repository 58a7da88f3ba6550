import { nameSome, type Warning } from "@ceteris/core";
import type { ResolvedAttGt } from "./att-gt-options.ts";
import type { BalancedUnits } from "./balanced-units.ts";
import type { GroupTimeEffect } from "./group-time-effects.ts";

type Name = (period: number) => number | string;

/** What to know of group-time effects: cohorts too small to trust, effects that do not exist. */
export function attGtWarnings(
  units: BalancedUnits,
  effects: readonly GroupTimeEffect[],
  options: ResolvedAttGt,
  name: Name,
): readonly Warning[] {
  return [...smallCohorts(units, options, name), ...notIdentified(effects, name)];
}

/** By the rule of did: fewer units than five and one for each covariate. */
function smallCohorts(
  { cohort: cohortOf, cohorts }: BalancedUnits,
  { controls }: ResolvedAttGt,
  name: Name,
): readonly Warning[] {
  const least = 5 + controls.length;
  const groups = [...cohorts, Number.POSITIVE_INFINITY].map((cohort) => ({
    cohort: Number.isFinite(cohort) ? name(cohort) : "never",
    nUnits: cohortOf.filter((g) => g === cohort).length,
  }));
  const small = groups.filter(({ nUnits }) => nUnits > 0 && nUnits < least);
  if (small.length === 0) return [];
  const listed = small.map(({ cohort, nUnits }) => `${cohort} (${nUnits})`).join(", ");
  return [
    {
      code: "SMALL_COHORTS",
      message: `Cohorts of fewer than ${least} units: ${listed}. Their effects rest on few units, and standard errors from influence functions are too small then. Join neighbouring cohorts, use fewer covariates, or rely on aggregated effects.`,
      details: { least, cohorts: small },
    },
  ];
}

const REASONS: Readonly<Record<string, string>> = {
  NO_TREATED: "no unit of the cohort is left",
  NO_UNTREATED: "no controls",
  SEPARATION: "the covariates separate the cohort from its controls",
  TOO_FEW_ROWS: "the covariates are collinear among the controls",
};

function notIdentified(effects: readonly GroupTimeEffect[], name: Name): readonly Warning[] {
  const lost = effects.filter(({ reason }) => reason !== null);
  if (lost.length === 0) return [];
  const groups = new Map<string, { cohort: number | string; reason: string; times: (number | string)[] }>();
  for (const { cohort, time, reason } of lost) {
    const key = `${cohort} ${reason}`;
    const group = groups.get(key) ?? { cohort: name(cohort), reason: reason!, times: [] };
    group.times.push(name(time));
    groups.set(key, group);
  }
  const listed = [...groups.values()];
  const shown = listed
    .slice(0, 5)
    .map(
      ({ cohort, times, reason }) => `cohort ${cohort} in ${nameSome(times)}: ${REASONS[reason] ?? reason}`,
    )
    .join("; ");
  const more = listed.length > 5 ? "; and others" : "";
  return [
    {
      code: "GROUP_TIME_NOT_IDENTIFIED",
      message: `${lost.length} of ${effects.length} group-time effects are not identified (${shown}${more}). Their rows are empty, and aggregated effects leave them out. Use fewer covariates, or controls not yet treated.`,
      details: { count: lost.length, total: effects.length, groups: listed.slice(0, 100) },
    },
  ];
}
