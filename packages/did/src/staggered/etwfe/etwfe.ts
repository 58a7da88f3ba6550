import { CeterisError, codedFactor, type Factor, type OptionKinds, type Panel } from "@ceteris/core";
import { checkCall } from "../../model/check-call.ts";
import { resolveOptions } from "../../model/resolve-options.ts";
import { cellsOf } from "../saturated/cells.ts";
import { type CohortSample, cohortSample } from "../saturated/cohort-sample.ts";
import { refuseBase } from "../saturated/refuse-base.ts";
import { saturatedResult } from "../saturated/saturated-result.ts";
import { chosen, resolveAggregate, STAGGERED_OPTIONS } from "../staggered-options.ts";
import type { StaggeredResult } from "../staggered-result.ts";
import { ETWFE_CHOICES, type EtwfeOptions } from "./etwfe-options.ts";
import { interactions } from "./interactions.ts";

const OPTIONS: OptionKinds<EtwfeOptions> = {
  ...STAGGERED_OPTIONS,
  control: "other",
  effects: "other",
  average: "other",
  base: "other",
  smallSample: "other",
};

/**
 * Extended two-way fixed effects (Wooldridge 2025): a regression with a dummy for every cohort in every
 * period of treatment, cohort and time effects, whose coefficients are averaged over the treated rows.
 *
 * With units not yet treated as controls every untreated row serves to tell what treated rows would have
 * been, which is efficient when errors are homoskedastic and not correlated over time; on a balanced panel
 * without covariates and weights the effects are those of `imputation`. `control: "never"` compares with never-treated units from the
 * base on instead, and has effects before treatment to test.
 *
 * Covariates x enter as x, x by cohort, x by period, and in each cell as the deviation from the cell's mean, so
 * that trends and effects may differ by x and each cell's coefficient stays its mean effect; best taken
 * from before treatment. Their many coefficients are not reported. Means of cells take the rows, the cells and
 * the means of x as given.
 *
 * Units treated from the first period on are dropped. Where no unit is never treated, the last cohort is the
 * control and the periods from its start on are dropped.
 *
 * @returns by aggregation an event study (without leads and base under `"not-yet"`), a row for each cohort, or the
 *   row `att`; `overall` is the mean effect over all treated rows. Effects that are not identified are
 *   null or left out of means, with the warning CELLS_NOT_IDENTIFIED
 * @throws BASE_NOT_OBSERVED, NO_TREATED, TREATMENT_SWITCHES_OFF, OPTION_INVALID, OPTION_UNSUPPORTED and the codes of `twfe`
 * @see R etwfe 0.6 `etwfe` and `emfx`, whose estimates and standard errors these are. There statistics are
 *   normal, here t as in the other regressions; means take in rows without an outcome; units treated from the
 *   start stay, with effects measured from the first period; a cohort after the last period becomes the only
 *   control; `cgroup = "never"` without never-treated units is refused
 * @example
 * const path = etwfe(panel, { outcome: "index", controls: ["gdp2010"], aggregate: "dynamic" });
 */
export function etwfe(panel: Panel, options: EtwfeOptions): StaggeredResult {
  checkCall(panel, options, OPTIONS);
  const { outcome, controls, weights, covariance, smallSample, level } = options;
  const resolved = resolveOptions(panel, { outcome, controls, weights, covariance, smallSample, level });
  const aggregate = resolveAggregate(options.aggregate);
  const control = chosen("control", options.control, ETWFE_CHOICES.control);
  const effects = chosen("effects", options.effects, ETWFE_CHOICES.effects);
  const average = chosen("average", options.average, ETWFE_CHOICES.average);
  const base = resolveBase(control, options.base);

  const fixedEffects = effects === "unit" ? resolved.fixedEffects : [panel.time.name];
  const rows = cohortSample(panel, { ...resolved, fixedEffects });
  const { sample } = rows;
  const counted = average === "weights" ? sample.weights : null;
  const groups = effects === "unit" ? sample.unit : cohortFactor(rows);
  const cells = cellsOf(rows, groups, counted, (event) => (base === null ? event >= 0 : event !== base));
  if (base !== null) refuseBase(panel, base, cells.eventTimes);
  return saturatedResult(panel, {
    warnings: rows.warnings,
    sample,
    cells,
    controls: interactions(rows, cells, resolved.controls, counted),
    options: resolved,
    reported: [],
    controlsGiveWay: false,
    aggregate,
    base,
    spec: {
      estimator: "etwfe",
      control,
      effects,
      average,
      ...(base === null ? {} : { base }),
      fixedEffects: [groups.name, sample.time.name],
    },
  });
}

/** @throws OPTION_INVALID when a base is given that nothing is measured from */
function resolveBase(control: EtwfeOptions["control"], given: number | undefined): number | null {
  if (control === "never") return given ?? -1;
  if (given === undefined) return null;
  throw new CeterisError({
    code: "OPTION_INVALID",
    where: "base",
    what: `a base of ${given} is given, but with units not yet treated as controls effects are measured from all rows before treatment`,
    mend: "Leave it out, or choose control “never”",
  });
}

/** Cohorts of the rows; units that serve as never treated are one of them. */
function cohortFactor({ sample: { unit }, cohorts, cohortOf }: CohortSample): Factor {
  const codes = unit.codes.map((u) => (cohortOf[u]! < 0 ? cohorts.length : cohortOf[u]!));
  return codedFactor("cohort", codes, cohorts.length + 1, (code) => String(cohorts[code] ?? "never"));
}
