import {
  displayable,
  type Estimate,
  estimateRow,
  finishWork,
  type NamedMatrix,
  type OptionKinds,
  type Panel,
  requireTreatment,
  type SyntheticDidResult,
  uniqueWarnings,
  type Work,
} from "@ceteris/core";
import { periodName } from "../../att-gt/period-name.ts";
import { eventTerm } from "../../event-study/event-time.ts";
import { checkCall } from "../../model/check-call.ts";
import { refuseReservedNames } from "../../model/fit-model.ts";
import { STAGGERED_OPTIONS, type StaggeredAggregation } from "../staggered-options.ts";
import { type StaggeredRows, staggeredResult } from "../staggered-result.ts";
import { type EffectErrors, effectErrors, placebosHaveControls } from "./effect-errors.ts";
import { type EffectRow, effectRows, rowEffects } from "./effect-rows.ts";
import { fitGroups } from "./fit-groups.ts";
import { syntheticCohorts } from "./synthetic-cohorts.ts";
import {
  type ResolvedSyntheticDid,
  resolveSyntheticDid,
  type SyntheticDidOptions,
  type SyntheticDidVariance,
} from "./synthetic-did-options.ts";
import { warnInterrupted, warnNoErrors, warnOnePeriod } from "./synthetic-did-warnings.ts";
import { unitPaths } from "./unit-paths.ts";

/**
 * Synthetic difference-in-differences (Arkhangelsky, Athey, Hirshberg, Imbens and Wager 2021): controls are
 * weighted so that their mean runs parallel to the treated before treatment, periods so that those before
 * treatment are, for the controls, like those after it; the effect is the difference-in-differences with both
 * weights. Under staggered adoption each cohort is compared with the units never treated, with weights of its
 * own, and cohorts are averaged by treated units and periods (their appendix A; Clarke, Pailañir, Athey and
 * Imbens 2023).
 *
 * With D_t the gap between a cohort and its synthetic control in period t and λ the period weights, the
 * effect in t is D_t − Σ λ_s D_s; `dynamic` averages it by event time, cohorts weighing as many units as they
 * have, and so do the rows before treatment (Ciccia 2024). Those have no base period: they are what the
 * weights leave, small by construction, and there is no joint test of them. Control variables come off the
 * outcome first, with the coefficients of a two-way regression on untreated rows (Kranz 2022), which errors
 * take as given.
 *
 * Unit weights have the ridge of the paper; ridge and stopping rule stay those of the data in every draw.
 * Errors use the normal distribution. Placebo errors assume that the treated vary as the controls do;
 * jackknife and bootstrap need several treated units. Rows with missing values are dropped, then units not
 * seen in every period and units treated from the first one on.
 *
 * @returns rows as the other estimators for staggered adoption; `synthetic` has weights and paths by cohort
 * @throws OPTION_INVALID, OPTION_UNSUPPORTED (weights; a covariance other than by unit), NO_TREATED,
 *   NO_UNTREATED, TREATMENT_SWITCHES_OFF, EMPTY_SAMPLE and the codes of `requireTreatment` and `estimationSample`
 * @see R synthdid 0.0.9, whose steps towards the weights these are, and whose figures; its placebo and
 *   bootstrap draw at random always, here placebo takes every assignment where `draws` allows. Stata `sdid`
 *   (covariates "projected") and `sdid_event`. Weights at the very minimum would change the estimate for
 *   California's tobacco control from −15.604 to −15.605
 * @example
 * const { overall, synthetic } = syntheticDid(panel, { outcome: "index" });
 * synthetic[0].unitWeights.slice(0, 3); // the units that make up most of the synthetic control
 */
export function syntheticDid(panel: Panel, options: SyntheticDidOptions): SyntheticDidResult {
  return finishWork(syntheticDidWork(panel, options));
}

const OPTIONS: OptionKinds<SyntheticDidOptions> = {
  ...STAGGERED_OPTIONS,
  variance: "other",
  draws: "other",
  seed: "other",
};

/** `syntheticDid` draw by draw; told to stop, its errors are those of the draws done. */
export function* syntheticDidWork(panel: Panel, options: SyntheticDidOptions): Work<SyntheticDidResult> {
  checkCall(panel, options, OPTIONS);
  requireTreatment(panel);
  const resolved = resolveSyntheticDid(panel, options);
  const paths = unitPaths(panel, resolved);
  const fits = fitGroups(paths);
  const rows = effectRows(paths, resolved.aggregate);
  const variance = resolved.variance ?? (placebosHaveControls(paths) ? "placebo" : "jackknife");
  const errors = yield* effectErrors({ paths, fits, rows }, variance, resolved);

  const name = periodName(panel);
  const terms = rows.map((row) => termOf(row, resolved.aggregate, name));
  refuseReservedNames(resolved.controls, terms);
  const gaps = fits.map((fit) => fit.gap);
  const sizes = fits.map((fit) => fit.group.units.length);
  const estimates = Array.from(rowEffects(rows, gaps, sizes), (effect, i) => {
    const stdError = Math.sqrt(errors.covariance[i * rows.length + i]!);
    return estimateRow(terms[i]!, effect, stdError, null, resolved.level);
  });
  const { nUnits } = paths.sample;
  const result = staggeredResult(tableOf(rows, estimates, resolved.aggregate, name), {
    sample: paths.sample,
    overall: estimates[0]!,
    controls: paths.adjustment,
    vcov: covarianceOf(rows, terms, errors, resolved.aggregate),
    fit: {
      ...{ r2: null, r2Within: null, rmse: null },
      dofResidual: nUnits - 1,
      nClusters: { [panel.unit.name]: nUnits },
    },
    spec: specOf(panel, resolved, variance, errors),
    warnings: uniqueWarnings(
      panel.warnings,
      paths.warnings,
      warnOnePeriod(paths, name),
      warnNoErrors(errors, terms),
      warnInterrupted(errors),
    ),
  });
  return displayable<SyntheticDidResult>({ ...result, synthetic: syntheticCohorts(paths, fits, name) });
}

type Name = (time: number) => number | string;

function termOf({ eventTime, cohort }: EffectRow, aggregate: StaggeredAggregation, name: Name): string {
  if (eventTime !== undefined) return eventTerm(eventTime);
  if (cohort !== undefined) return `cohort:${name(cohort)}`;
  return aggregate === "simple" ? "att" : "overall";
}

/** The rows of the aggregation; the first, which is the effect over all treated rows, is one of `simple` only. */
function tableOf(
  rows: readonly EffectRow[],
  estimates: readonly Estimate[],
  aggregate: StaggeredAggregation,
  name: Name,
): StaggeredRows {
  if (aggregate === "simple") return { aggregate, estimates };
  const shown = estimates.slice(1);
  if (aggregate === "cohort")
    return { aggregate, estimates: shown.map((row, i) => ({ ...row, cohort: name(rows[i + 1]!.cohort!) })) };
  const path = shown.map((row, i) => ({ ...row, eventTime: rows[i + 1]!.eventTime!, reference: false }));
  return { aggregate, estimates: path, pretrend: null };
}

/** The covariance of the rows of the table that have errors. */
function covarianceOf(
  rows: readonly EffectRow[],
  terms: readonly string[],
  { covariance }: EffectErrors,
  aggregate: StaggeredAggregation,
): NamedMatrix {
  const k = rows.length;
  const places = rows.flatMap((_, i) =>
    covariance[i * k + i]! > 0 && (i > 0 || aggregate === "simple") ? [i] : [],
  );
  return {
    terms: places.map((i) => terms[i]!),
    // Effects that no draw has together are taken to be uncorrelated.
    matrix: places.map((i) => places.map((j) => covariance[i * k + j]! || 0)),
  };
}

function specOf(
  { spec: { unit, time, treatment } }: Panel,
  { draws, seed, ...options }: ResolvedSyntheticDid,
  variance: SyntheticDidVariance,
  { draws: { done, enumerated } }: EffectErrors,
): SyntheticDidResult["spec"] {
  const random = variance === "placebo" || variance === "bootstrap";
  return {
    ...{ unit, time, treatment: { ...treatment } },
    ...{ estimator: "sdid", ...options, weights: null, variance },
    ...(random ? { draws, seed, nDraws: done, enumerated } : {}),
  };
}
