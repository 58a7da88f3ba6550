import {
  type AttGtResult,
  displayable,
  type GroupTimeEstimate,
  type OptionKinds,
  type Panel,
  uniqueWarnings,
  waldTest,
} from "@ceteris/core";
import { checkCall } from "../model/check-call.ts";
import { nullRow } from "../model/estimate-table.ts";
import { type AttGtOptions, type ResolvedAttGt, resolveAttGt } from "./att-gt-options.ts";
import { attGtWarnings } from "./att-gt-warnings.ts";
import { balancedUnits } from "./balanced-units.ts";
import { estimateEffects, type GroupTimeEffect } from "./group-time-effects.ts";
import { jointCovariance } from "./joint-covariance.ts";
import { inferJointly } from "./joint-inference.ts";
import { multiplierDraws } from "./multiplier-draws.ts";
import { periodName } from "./period-name.ts";

const OPTIONS: OptionKinds<AttGtOptions> = {
  outcome: "column",
  controls: "columns",
  weights: "column",
  control: "other",
  method: "other",
  base: "other",
  anticipation: "other",
  covariance: "other",
  bootstrap: "other",
  uniform: "other",
  level: "other",
  seed: "other",
};

/**
 * Group-time average effects under staggered adoption (Callaway and Sant'Anna 2021): for each cohort g,
 * the units first treated in g, and each period t, the average effect ATT(g, t) on the cohort in that
 * period. `aggregateEffects` averages them.
 *
 * Each is a two-by-two comparison of the cohort with units never treated (or not yet treated) between
 * the last period before treatment and t (`twoByTwo`, Sant'Anna and Zhao 2020); nobody is compared with
 * units treated before. Trends are parallel given the covariates of the earlier of the two periods. Rows
 * before treatment are what should be zero: under the varying base the change from the period before,
 * under the universal base the difference from the last period before treatment. Errors come from the
 * influence functions, summed within clusters, without small-sample factors and with the normal
 * distribution.
 *
 * Rows with missing values are dropped, then units that are not seen in every period, and units treated
 * from the first period on. Treatment is taken to last once it began.
 *
 * @returns rows `att:2004:2006` for cohort 2004 in 2006; `shares`, the cohorts' shares of the units;
 *   `vcov`, the analytic covariance of the effects and the shares together, whatever the rows' errors;
 *   `draws` of the bootstrap. Effects that are not identified are null, with the warning
 *   GROUP_TIME_NOT_IDENTIFIED
 * @throws OPTION_INVALID, OPTION_UNSUPPORTED, EMPTY_SAMPLE, NO_TREATED and the codes of
 *   `estimationSample` and `requireTreatment`
 * @see R did 2.5 `att_gt`, whose figures these are. Where a score of treatment is 0.999 or more R gives no
 *   effect; here one is given unless the covariates separate. The joint test leaves periods of anticipation out
 * @example
 * const effects = attGt(panel, { outcome: "index", controls: ["gdp"], control: "not-yet" });
 * const path = aggregateEffects(effects, { type: "dynamic" });
 */
export function attGt(panel: Panel, options: AttGtOptions): AttGtResult {
  checkCall(panel, options, OPTIONS);
  const resolved = resolveAttGt(panel, options);
  const units = balancedUnits(panel, resolved);
  const { effects, shares } = estimateEffects(units, resolved);
  const name = periodName(panel);
  const termOf = (effect: GroupTimeEffect) => `att:${name(effect.cohort)}:${name(effect.time)}`;
  const free = effects.filter((effect) => effect.influence !== null);
  const functions = [...free, ...shares].map((own) => own.influence!);
  const terms = [...free.map(termOf), ...shares.map(({ cohort }) => `share:${name(cohort)}`)];
  const covariance = jointCovariance(functions, units.clusters);
  const draws = resolved.bootstrap > 0 ? multiplierDraws(functions, units.clusters, resolved) : null;

  const k = free.length;
  const { rows, critical } = inferJointly(
    {
      terms: terms.slice(0, k),
      estimates: free.map((effect) => effect.att!),
      covariance: Float64Array.from(
        { length: k * k },
        (_, at) => covariance[Math.floor(at / k) * terms.length + (at % k)]!,
      ),
      draws: draws?.slice(0, k) ?? null,
    },
    resolved,
  );
  const estimates = effects.map((effect): GroupTimeEstimate => {
    const at = free.indexOf(effect);
    const { cohort, time, base } = effect;
    return {
      ...(at < 0 ? { ...nullRow(termOf(effect)), estimate: effect.att } : rows[at]!),
      cohort: name(cohort),
      time: name(time),
      eventTime: Math.round((time - cohort) * 1e9) / 1e9 + 0,
      base: name(base),
      reference: time === base,
    };
  });
  const before = free.flatMap(({ cohort, time }, at) => (time + resolved.anticipation < cohort ? [at] : []));
  return displayable<AttGtResult>({
    kind: "att-gt",
    sample: units.sample,
    estimates,
    shares: shares.map(({ cohort, share, nUnits }) => ({
      term: `share:${name(cohort)}`,
      cohort: name(cohort),
      share,
      nUnits,
    })),
    pretrend: waldTest(
      Float64Array.from(terms, (_, at) => free[at]?.att ?? 0),
      covariance,
      before,
      null,
    ),
    critical,
    draws: draws && {
      n: resolved.bootstrap,
      seed: resolved.seed,
      deviations: draws.map((own) => Array.from(own)),
    },
    vcov: {
      terms,
      matrix: terms.map((_, i) => Array.from(covariance.subarray(i * terms.length, (i + 1) * terms.length))),
    },
    fit: {
      r2: null,
      r2Within: null,
      rmse: null,
      dofResidual: units.clusters.n - 1,
      nClusters: { [units.clusters.column]: units.clusters.n },
    },
    spec: specOf(panel, resolved),
    warnings: uniqueWarnings(panel.warnings, units.warnings, attGtWarnings(units, effects, resolved, name)),
  });
}

function specOf({ spec: { unit, time, treatment } }: Panel, options: ResolvedAttGt): AttGtResult["spec"] {
  const { cluster, ...rest } = options;
  return {
    unit,
    time,
    treatment: { ...treatment },
    estimator: "att-gt",
    ...rest,
    covariance: { type: "cluster", by: [cluster] },
  };
}
