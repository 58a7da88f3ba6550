import {
  displayable,
  type Panel,
  type PlaceboResult,
  requireTreatment,
  uniqueWarnings,
  type Warning,
} from "@ceteris/core";
import { convergenceWarnings, fitStatistics } from "@ceteris/regression";
import { quantileSorted } from "simple-statistics";
import { estimateTable, warnCollinear } from "./estimate-table.ts";
import { estimateModel, modelSample, modelSpec, refuseReservedNames } from "./fit-model.ts";
import { warnAlwaysTreated } from "./lints/always-treated.ts";
import { placeboDesign } from "./placebo/design.ts";
import { type Draws, runDraws } from "./placebo/run-draws.ts";
import { type PlaceboOptions, resolvePlacebo } from "./placebo-options.ts";
import { resolveOptions } from "./resolve-options.ts";
import { warnUnusableErrors } from "./unusable-errors.ts";

/** Draws closer to the estimate than this share of it tie with it. */
const TIE = 1e-12;

/**
 * Placebo test, or randomisation inference: the `twfe` estimate against those that other assignments of
 * the same treatment would have given.
 *
 * Modes `unit` and `cluster` deal out the treatment histories that occurred (whole, with their starting
 * periods) over units or over levels of `assign`, without replacement; rows are never shuffled. Mode
 * `time` moves the start k periods early for every k that leaves each treated unit an untreated period,
 * on rows before treatment only (untreated rows, in periods before the last start); `both` deals out and
 * moves, on the same rows.
 *
 * The p-value is (1 + draws at least as extreme) / (1 + draws), ties counted; when `unit` or `cluster`
 * allow no more assignments than `draws`, each is used once, the actual one among them, and p is their
 * share. It is exact under the sharp null hypothesis of no effect on anyone and random assignment at
 * the level that is permuted.
 *
 * The estimator is linear in the outcome (Frisch, Waugh and Lovell), so draws cost no regressions.
 *
 * @throws PLACEBO_IMPOSSIBLE, OPTION_INVALID and the codes of `twfe`
 * @example
 * const { pValue } = placebo(panel, { outcome: "index", mode: "cluster", assign: "province" });
 */
export function placebo(panel: Panel, options: PlaceboOptions): PlaceboResult {
  const { status } = requireTreatment(panel);
  const resolved = resolveOptions(panel, options);
  const chosen = resolvePlacebo(options);
  refuseReservedNames(resolved.controls, ["did"]);
  const clusters = chosen.assign === null ? [] : [chosen.assign];
  const sample = modelSample(panel, { ...resolved, clusters });
  const { fit, covariance, choice } = estimateModel(sample, resolved, [{ name: "did", values: status }]);
  const actual = estimateTable(["did"], fit, covariance, resolved.level)[0]!;

  const kept = resolved.controls.filter((name) => fit.terms.includes(name));
  const design = placeboDesign(panel, resolved, chosen, kept);
  const draws = runDraws(design, chosen.draws, chosen.seed);
  const compared = design.includesActual
    ? design.kernels[0]!(design.assignments.actual)
    : fit.coefficients[fit.terms.indexOf("did")]!;
  return displayable({
    kind: "placebo" as const,
    sample: sample.sample,
    estimates: [actual],
    actual,
    draws: summarise(draws.values),
    pValue: pValues(compared, draws, draws.enumerated && design.includesActual),
    enumerated: draws.enumerated,
    values: draws.values,
    fit: fitStatistics(fit, covariance),
    spec: {
      ...modelSpec(panel, { ...resolved, covariance: choice }, fit),
      ...chosen,
      rows: design.includesActual ? "all" : "before treatment",
      nObsPlacebo: design.nObs,
      pValueRule: design.includesActual && draws.enumerated ? "extreme / all" : "(1 + extreme) / (1 + draws)",
    },
    warnings: uniqueWarnings(
      panel.warnings,
      warnAlwaysTreated(panel),
      sample.warnings,
      warnCollinear(fit),
      convergenceWarnings(fit),
      warnUnusableErrors(fit, sample.columns.get(resolved.outcome)!, [actual]),
      covariance.warnings,
      warnUnidentified(draws),
    ),
  });
}

function summarise(values: readonly number[]): PlaceboResult["draws"] {
  const n = values.length;
  const sorted = Float64Array.from(values).sort();
  const mean = sorted.reduce((a, b) => a + b, 0) / n;
  // simple-statistics declares number[], and only reads by index.
  const numbers = sorted as unknown as number[];
  const squares = sorted.reduce((a, b) => a + (b - mean) ** 2, 0);
  return {
    n,
    mean,
    sd: n > 1 ? Math.sqrt(squares / (n - 1)) : null,
    quantiles: Object.fromEntries(
      ["0.025", "0.05", "0.5", "0.95", "0.975"].map((p) => [p, quantileSorted(numbers, Number(p))]),
    ),
  };
}

function pValues(actual: number, { values }: Draws, exact: boolean): PlaceboResult["pValue"] {
  const slack = TIE * Math.abs(actual);
  const share = (isExtreme: (value: number) => boolean) => {
    const extreme = values.filter(isExtreme).length;
    return exact ? extreme / values.length : (1 + extreme) / (1 + values.length);
  };
  return {
    twoSided: share((value) => Math.abs(value) >= Math.abs(actual) - slack),
    greater: share((value) => value >= actual - slack),
    less: share((value) => value <= actual + slack),
  };
}

function warnUnidentified({ unidentified, enumerated, values }: Draws): readonly Warning[] {
  if (unidentified === 0) return [];
  return [
    {
      code: "PLACEBO_UNIDENTIFIED",
      message: `Under ${unidentified} of ${unidentified + values.length} assignments the fixed effects absorb the treatment; they were ${enumerated ? "left out" : "drawn again"}, and the p-value is conditional on that.`,
      details: { unidentified, nAssignments: unidentified + values.length, enumerated },
    },
  ];
}
