import { nameSome, type Warning } from "@ceteris/core";
import type { EffectErrors, NoError } from "./effect-errors.ts";
import type { UnitPaths } from "./unit-paths.ts";

/** SYNTHETIC_ONE_PERIOD: cohorts that are seen once before treatment have nothing to find weights by. */
export function warnOnePeriod(
  { groups }: UnitPaths,
  name: (time: number) => number | string,
): readonly Warning[] {
  const cohorts = groups.filter(({ nPre }) => nPre === 1).map(({ cohort }) => name(cohort));
  if (cohorts.length === 0) return [];
  return [
    {
      code: "SYNTHETIC_ONE_PERIOD",
      message: `${cohorts.length === 1 ? "Cohort" : "Cohorts"} ${nameSome(cohorts)}: one period before treatment is all there is, so all controls weigh the same and the effect is a plain difference-in-differences. Add earlier periods to weigh controls by their paths.`,
      details: { cohorts },
    },
  ];
}

const REASONS: Readonly<Record<NoError, string>> = {
  "few-controls": "placebo errors need more units never treated than treated. Choose jackknife or bootstrap",
  "one-treated":
    "one treated unit is all there is, and leaving out or drawing units says nothing of it. Choose placebo",
  "one-control":
    "one never-treated unit has all the weight, and nothing is left without it. Choose placebo or bootstrap",
  "no-variation": "it comes out the same every time. Check that the outcome varies between units",
};

/** SYNTHETIC_NO_ERROR: effects without a standard error, and why. */
export function warnNoErrors({ reasons }: EffectErrors, terms: readonly string[]): readonly Warning[] {
  return [...new Set(reasons)]
    .filter((reason) => reason !== null)
    .map((reason) => {
      const own = terms.filter((_, i) => reasons[i] === reason);
      return {
        code: "SYNTHETIC_NO_ERROR",
        message: `No standard error for ${nameSome(own, 8)}: ${REASONS[reason]}.`,
        details: { terms: own, reason },
      };
    });
}

/** SYNTHETIC_INTERRUPTED: fewer draws than were asked for. */
export function warnInterrupted({ draws }: EffectErrors): readonly Warning[] {
  const { done, asked } = draws;
  if (done === asked) return [];
  return [
    {
      code: "SYNTHETIC_INTERRUPTED",
      message: `Standard errors rest on ${done} of ${asked} draws, because the work was interrupted. Run it again for all of them.`,
      details: { done, asked },
    },
  ];
}
