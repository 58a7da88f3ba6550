import {
  displayable,
  finishWork,
  type OptionKinds,
  type Panel,
  type PlaceboResult,
  requireTreatment,
  uniqueWarnings,
  type Warning,
  type Work,
} from "@ceteris/core";
import { checkCall, DID_OPTIONS } from "../model/check-call.ts";
import { assignmentColumns, placeboDesign } from "./design.ts";
import { type Draws, type DrawsBefore, drawWork, type Reached, reachedWith } from "./draw-work.ts";
import { bare } from "./kernel.ts";
import { placeboPValues, studentisedPlacebo, summariseDraws } from "./p-values.ts";
import type { PanelEstimator } from "./panel-estimator.ts";
import { type PlaceboDrawOptions, type PlaceboOptions, resolveDraws } from "./placebo-options.ts";
import { refitModel } from "./refit-model.ts";
import { twfeModel } from "./twfe-model.ts";

const DRAWS: OptionKinds<PlaceboDrawOptions> = {
  draws: "other",
  mode: "other",
  assign: "column",
  strata: "columns",
  alternative: "other",
  studentised: "other",
  seed: "other",
};

/**
 * Placebo test, or randomisation inference: the actual estimate against those that other assignments of
 * the same treatment would have given. Of `twfe`, or of any function of a panel that estimates.
 *
 * Modes `unit` and `cluster` deal out the treatment histories that occurred (whole, with their starting
 * periods) over units or over levels of `assign`, without replacement and within `strata`; rows are never
 * shuffled. Mode `time` moves the start k periods early for every k that leaves each treated unit an
 * untreated period, on rows before treatment only (untreated rows, in periods before the last start);
 * `both` deals out and moves, on the same rows.
 *
 * The p-value is (1 + draws at least as extreme) / (1 + draws), ties counted; when `unit` or `cluster`
 * allow no more assignments than `draws`, each is used once, the actual one among them, and p is their
 * share. It is exact under the sharp null hypothesis of no effect on anyone and random assignment at
 * the level that is permuted, within the strata.
 *
 * `studentised` has the same with t statistics, each draw by its own standard error of the type that
 * `covariance` names. Its p-value suffers less where groups differ in size or in the spread of their
 * outcomes (MacKinnon and Webb 2020), and in large samples it can hold under the weaker hypothesis of no
 * average effect too (Wu and Ding 2021).
 *
 * `twfe` is linear in the outcome (Frisch, Waugh and Lovell), so its draws cost no regressions; nor do
 * their standard errors of type `iid`, `hc1` and one-way `cluster`. An estimator that tells its `linear`
 * options (`twfeEstimator`) is as fast; others are run for every draw on the panel with its treatment
 * reassigned. Assignments that an estimator refuses count as not identified. `twfe` deals treatment over
 * the units in its sample, without those of one row that their fixed effect absorbs; an estimator that is
 * run anew over all units of the rows used, whatever it leaves out itself.
 *
 * @throws PLACEBO_IMPOSSIBLE, OPTION_INVALID and the codes of `twfe`
 * @see Stata `didplacebo`; R ritest and Stata `ritest`, whose p-value is the share of draws alone, without
 *   the 1, and so can be zero
 * @example
 * const { pValue } = placebo(panel, { outcome: "index", mode: "cluster", assign: "province" });
 * const matched = placebo(panel, (p) => psmDid(p, options), { draws: 200, strata: ["region"] });
 */
export function placebo(panel: Panel, options: PlaceboOptions): PlaceboResult;
export function placebo(panel: Panel, estimator: PanelEstimator, options?: PlaceboDrawOptions): PlaceboResult;
export function placebo(
  panel: Panel,
  what: PlaceboOptions | PanelEstimator,
  options?: PlaceboDrawOptions,
): PlaceboResult {
  return finishWork(placeboWork(panel, what, options));
}

/**
 * `placebo` as work that its caller drives, with progress and interrupts (see `driveWork`). Stopped, it
 * has the result of the draws done and says so in a warning; the same test goes on from such a result
 * and comes to what it would have been without the stop.
 *
 * @param soFar the result of the same test, stopped earlier
 * @throws as `placebo`; INTERRUPTED where stopped before the first draw or in an enumeration
 * @example
 * const result = await driveWork(placeboWork(panel, { outcome: "index", draws: 5_000_000 }), { isInterrupted });
 */
export function* placeboWork(
  panel: Panel,
  what: PlaceboOptions | PanelEstimator,
  options: PlaceboDrawOptions = {},
  soFar: PlaceboResult | null = null,
): Work<PlaceboResult> {
  if (typeof what === "function") checkCall(panel, options, DRAWS, []);
  else checkCall(panel, what, { ...DID_OPTIONS, ...DRAWS });
  requireTreatment(panel);
  const chosen = resolveDraws(typeof what === "function" ? options : what);
  const columns = assignmentColumns(chosen);
  const model =
    typeof what === "function" && !what.linear
      ? refitModel(panel, what, columns)
      : twfeModel(panel, typeof what === "function" ? what.linear! : what, columns, chosen.studentised);
  const { actual } = model;
  const design = placeboDesign(panel, model, chosen);
  const draws = yield* drawWork(design, chosen.draws, chosen.seed, drawsBefore(soFar));
  const compared = design.includesActual
    ? design.kernels[0]!(design.assignments.actual)
    : { ...bare(actual.estimate.estimate!), statistic: actual.estimate.statistic ?? Number.NaN };
  const exact = draws.enumerated && design.includesActual;
  return displayable({
    kind: "placebo" as const,
    sample: actual.sample,
    estimates: [actual.estimate],
    actual: actual.estimate,
    draws: summariseDraws(draws.values),
    pValue: placeboPValues(compared.estimate, draws.values, exact),
    enumerated: draws.enumerated,
    values: draws.values,
    studentised: chosen.studentised ? studentisedPlacebo(compared.statistic, draws, exact) : null,
    fit: actual.fit,
    spec: {
      ...actual.spec,
      ...chosen,
      rows: design.includesActual ? "all" : "before treatment",
      nObsPlacebo: design.nObs,
      pValueRule: exact ? "extreme / all" : "(1 + extreme) / (1 + draws)",
    },
    warnings: uniqueWarnings(actual.warnings, warnUnidentified(draws), warnInterrupted(draws)),
  });
}

/** The draws of an earlier result, and how far their blocks reach. */
function drawsBefore(result: PlaceboResult | null): DrawsBefore | null {
  if (!result) return null;
  const { values, studentised, warnings } = result;
  const detailsOf = (code: string) => warnings.find((warning) => warning.code === code)?.details;
  const known = (list: readonly (number | null)[] = []) => list.map((v) => v ?? Number.NaN);
  const unidentified = detailsOf("PLACEBO_UNIDENTIFIED");
  return {
    values,
    statistics: known(studentised?.values),
    pValues: known(studentised?.pValues),
    refusal: (unidentified?.refusal as string | undefined) ?? null,
    reached:
      (detailsOf("PLACEBO_INTERRUPTED")?.reached as Reached | undefined) ??
      reachedWith(unidentified ? 0 : values.length),
  };
}

function warnUnidentified({ unidentified, enumerated, values, refusal }: Draws): readonly Warning[] {
  if (unidentified === 0) return [];
  const nAssignments = unidentified + values.length;
  const under = `Under ${unidentified} of ${nAssignments} assignments`;
  const fate = `they were ${enumerated ? "left out" : "drawn again"}, and the p-value is conditional on that`;
  return [
    {
      code: "PLACEBO_UNIDENTIFIED",
      message:
        refusal === null
          ? `${under} the fixed effects absorb the treatment; ${fate}.`
          : `${under} the estimator gives no estimate (first: ${refusal}); ${fate}.`,
      details: { unidentified, nAssignments, enumerated, ...(refusal === null ? {} : { refusal }) },
    },
  ];
}

function warnInterrupted({ values, asked, enumerated, reached }: Draws): readonly Warning[] {
  const done = values.length;
  if (enumerated || done >= asked) return [];
  return [
    {
      code: "PLACEBO_INTERRUPTED",
      message: `The placebo test was interrupted after ${done} of ${asked} draws, and its results are those of the draws done. Run it again to have them all; ${done} draws with the same seed give these same results.`,
      details: { done, asked, reached },
    },
  ];
}
