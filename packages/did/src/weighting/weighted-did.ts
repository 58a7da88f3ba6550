import {
  type BalanceRow,
  displayable,
  type Estimate,
  estimateRows,
  type OptionKinds,
  type Panel,
  panelNumbers,
  takePanelRows,
  uniqueWarnings,
  type WeightingResult,
} from "@ceteris/core";
import { balanceOverall } from "../balance/balance-overall.ts";
import { balanceRows } from "../balance/balance-rows.ts";
import { distributionRows } from "../balance/distribution-rows.ts";
import { ecdfCurves } from "../balance/ecdf-curves.ts";
import { effectiveWeights } from "../balance/effective-weights.ts";
import { periodBalance } from "../balance/period-balance.ts";
import { eventStudy } from "../event-study/event-study.ts";
import { checkCall, DID_OPTIONS, didOptionsOf } from "../model/check-call.ts";
import { nullRow } from "../model/estimate-table.ts";
import { modelSpec } from "../model/fit-model.ts";
import { resolveOptions } from "../model/resolve-options.ts";
import { twfe } from "../twfe/twfe.ts";
import { panelTwoByTwo } from "./panel-two-by-two.ts";
import { type WeighedPanel, weighPanel } from "./weigh-panel.ts";
import { groupWeights, largestWeights } from "./weight-summary.ts";
import { resolveStandardDeviation, type WeightedDidOptions } from "./weighting-options.ts";
import { weightingWarnings } from "./weighting-warnings.ts";

const OPTIONS: OptionKinds<WeightedDidOptions> = {
  ...DID_OPTIONS,
  method: "other",
  estimand: "other",
  weightOn: "columns",
  design: "other",
  baseline: "other",
  link: "other",
  moments: "other",
  trim: "other",
  cap: "other",
  standardDeviation: "other",
  eventStudy: "other",
};

/**
 * Difference-in-differences under weights that make ever-treated and never-treated units alike before
 * treatment: inverse probability weights, entropy balancing (Hainmueller 2012) or the covariate balancing
 * propensity score (Imai and Ratkovic 2014), and beside it the doubly robust two-by-two estimates of
 * Sant'Anna and Zhao (2020).
 *
 * Weights are made by `weighPanel` from covariates before treatment and carried through all rows of a
 * unit; the regression is `twfe` with them as analytic weights. With one common start, a balanced panel
 * and no controls, it is the difference of the two groups' weighted mean changes. Standard errors take
 * the weights as given; those of the two-by-two estimates do not, and neither does a bootstrap of this
 * function.
 *
 * Balance is shown before and after in pstest's terms (weights scaled to the effective sample size of
 * their group) and in cobalt's, over all units and in every period.
 *
 * @returns the weighted DID as estimates; beside it the weights' spread, balance, the DID on the same
 *   units without weights, two-by-two estimates where treated units start together, and, if asked for, a
 *   weighted event study
 * @throws the codes of `weighPanel` and `twfe`
 * @see R WeightIt, cobalt and DRDID, whose figures these are
 * @example
 * const result = weightedDid(panel, { outcome: "index", weightOn: ["gdp", "population"] });
 * result.weights.groups; // effective sample sizes
 */
export function weightedDid(panel: Panel, options: WeightedDidOptions): WeightingResult {
  checkCall(panel, options, OPTIONS);
  const weighed = weighPanel(panel, options);
  const { units, made, spec, column } = weighed;
  const model = resolveOptions(panel, options);
  const standardDeviation = resolveStandardDeviation(options.standardDeviation, spec.estimand);
  const did = didOptionsOf(options);
  const plain = twfe(withoutUnweighted(panel, weighed), did);
  const weighted = twfe(weighed.panel, { ...did, weights: column });
  const path = options.eventStudy
    ? eventStudy(weighed.panel, { ...did, ...options.eventStudy, weights: column })
    : null;

  const balance = unitBalance(weighed);
  const groups = groupWeights(units, made);
  const largest = largestWeights(panel, units, made);
  const robust = panelTwoByTwo(panel, units, model);
  return displayable({
    kind: "weighting" as const,
    sample: {
      ...weighted.sample,
      dropped: { ...weighted.sample.dropped, filtered: panel.table.source.nRowsRead - panel.nRows },
    },
    estimates: weighted.estimates,
    vcov: weighted.vcov,
    fit: weighted.fit,
    score: scoreRows(weighed, model.level),
    weights: { groups, largest, withoutCovariates: units.without.length, discarded: made.nDiscarded },
    balance: balance.rows,
    balanceOverall: { before: balance.before.balance, after: balance.after.balance },
    distribution: distributionRows(units.covariates, units.treated, ...balance.samples, standardDeviation),
    byPeriod: balanceByPeriod(weighed, model.weights),
    ecdf: ecdfCurves(units.covariates, units.treated, ...balance.samples),
    variants: [
      { ...plain.estimates[0]!, sample: "unweighted" as const, nObs: plain.sample.nObs },
      { ...weighted.estimates[0]!, sample: "weighted" as const, nObs: weighted.sample.nObs },
    ],
    doublyRobust: robust.estimates,
    eventStudy: path,
    spec: {
      ...modelSpec(panel, model),
      ...spec,
      standardDeviation,
      eventStudy: options.eventStudy ?? null,
      doublyRobust: { nUnits: robust.nUnits, cluster: robust.cluster },
    },
    warnings: uniqueWarnings(
      panel.warnings,
      weightingWarnings({ weighed, time: panel.time.name, groups, largest, balance: balance.rows }),
      balance.before.warnings,
      balance.after.warnings,
      weighted.warnings,
      path?.warnings,
      robust.warnings,
    ),
  });
}

/** The rows of the units that have weights, as they were. */
function withoutUnweighted(panel: Panel, { units, made }: WeighedPanel): Panel {
  const kept = new Uint8Array(panel.unit.nLevels);
  units.units.forEach((unit, k) => {
    kept[unit] = made.weights[k]! > 0 ? 1 : 0;
  });
  const { codes } = panel.unit;
  return takePanelRows(
    panel,
    Int32Array.from(codes.keys()).filter((i) => kept[codes[i]!] === 1),
  );
}

/** Balance of the units, with the weights of either sample scaled to their effective size. */
function unitBalance({ units, made, spec }: WeighedPanel) {
  const { covariates, treated, base } = units;
  const before = effectiveWeights(base, treated);
  const after = effectiveWeights(made.weights, treated);
  const rows = balanceRows(covariates, treated, after, before);
  const overall = (weights: Float64Array, sample: BalanceRow["sample"]) => {
    const own = rows.filter((row) => row.sample === sample);
    return balanceOverall(covariates, treated, weights, own, spec.link ?? "logit", "weighting");
  };
  return {
    rows,
    before: overall(before, "before"),
    after: overall(after, "after"),
    samples: [before, after] as const,
  };
}

/** Balance of the covariates in each period of the weighted rows. */
function balanceByPeriod({ panel, column, spec }: WeighedPanel, analytic: string | null) {
  const ever = panel.treatment!.treatedRows;
  const treated = Float64Array.from(panel.unit.codes, (unit) => (ever[unit]! > 0 ? 1 : 0));
  const before = analytic === null ? new Float64Array(panel.nRows).fill(1) : panelNumbers(panel, analytic);
  return periodBalance(panel, spec.weightOn, treated, before, panelNumbers(panel, column));
}

function scoreRows({ made: { fit }, spec }: WeighedPanel, level: number): readonly Estimate[] {
  if (!fit) return [];
  const found = estimateRows(fit.terms, fit.coefficients, fit.covariance, null, level);
  return ["intercept", ...spec.weightOn].map(
    (term) => found.find((row) => row.term === term) ?? nullRow(term),
  );
}
