import {
  displayable,
  type OptionKinds,
  type Panel,
  type PsmDidResult,
  requireTreatment,
  uniqueWarnings,
} from "@ceteris/core";
import { balanceOverall } from "../balance/balance-overall.ts";
import { balanceRows } from "../balance/balance-rows.ts";
import { distributionRows } from "../balance/distribution-rows.ts";
import { ecdfCurves } from "../balance/ecdf-curves.ts";
import { periodBalance } from "../balance/period-balance.ts";
import { checkCall, DID_OPTIONS } from "../model/check-call.ts";
import { modelSpec } from "../model/fit-model.ts";
import { auditMatch } from "./audit/audit-match.ts";
import { matchingWarnings } from "./audit/matching-warnings.ts";
import { summariseMatch } from "./audit/summarise-match.ts";
import type { PsmDidOptions } from "./options/psm-options.ts";
import { resolvePsmOptions } from "./options/resolve-psm-options.ts";
import { didVariants } from "./samples/did-variants.ts";
import { overlapBins } from "./score/overlap-bins.ts";
import { propensityRows } from "./score/propensity-rows.ts";
import { joinStrata, spreadWeights } from "./strata/join-strata.ts";
import { matchPanel } from "./strata/match-panel.ts";

const OPTIONS: OptionKinds<PsmDidOptions> = {
  ...DID_OPTIONS,
  design: "other",
  baseline: "other",
  link: "other",
  match: "other",
  caliper: "other",
  caliperSd: "other",
  ratio: "other",
  replace: "other",
  kernel: "other",
  bandwidth: "other",
  exact: "columns",
  coarsen: "other",
  common: "other",
  trim: "other",
  refit: "other",
  trimThin: "other",
  matchOn: "columns",
  didSample: "other",
  standardDeviation: "other",
};

/**
 * Propensity-score matching before a two-way fixed-effects difference-in-differences: a score of being
 * ever treated, a match of treated with never-treated, the balance before and after, and the DID on
 * the sample that the match leaves.
 *
 * The score is a logit or probit of the ever-treated dummy on `matchOn`; a treated row with a match
 * weighs 1, a control the sum over treated rows of its share among their partners. The DID is given on
 * three samples: `matched`, the rows with a weight, unweighted; `support`, the treated with a match and
 * all controls (psmatch2's `_support`); `weighted`, the matched rows with their weights. Standard errors
 * take the match as given.
 *
 * The default design matches units on the last period before treatment, which neither pairs a row with
 * another period nor uses covariates that treatment may have moved; psmatch2 on a stacked panel is
 * `design: "pooled"`. Where each period has a score of its own, the balance is that of all periods
 * together. Analytic weights enter the DID, not the score. Trimming refits the score
 * with `refit` only.
 *
 * Local linear weights may be negative, which no regression can be weighted by; controls whose total is
 * negative get none, the others are scaled to the same sum, and a warning says how much that was.
 *
 * @returns the DID on `didSample` as estimates; beside it the score's coefficients, the balance of each
 *   covariate and of all together, in pstest's terms and in cobalt's, also in every period, counts and an audit of the match, the overlap of the scores, and the
 *   DID on all three samples. Counts are of rows, in the designs that match units of units
 * @throws CALIPER_REQUIRED, OPTION_INVALID, NOTHING_MATCHED, NO_TREATED, NO_UNTREATED (no never-treated
 *   units), SEPARATION, NOT_CONVERGED, NO_VARIATION and the codes of `twfe`
 * @see Leuven and Sianesi, psmatch2 and pstest (Stata), whose formulas these are, except that the refit
 *   of the balance takes the score's link (pstest always a probit) and ties go by unit, then time;
 *   R MatchIt for exact and coarsened exact matching
 * @example
 * const result = psmDid(panel, {
 *   outcome: "index", controls: ["gdp", "population"], match: "radius", caliper: 0.05,
 * });
 * result.balance.filter((row) => row.sample === "after");
 */
export function psmDid(panel: Panel, options: PsmDidOptions): PsmDidResult {
  checkCall(panel, options, OPTIONS);
  requireTreatment(panel);
  const { model, matching } = resolvePsmOptions(panel, options);
  const { design, link } = matching;
  const { complete, ever, strata, skipped } = matchPanel(panel, model, matching);
  const joined = joinStrata(strata);
  const balance = balanceRows(joined.covariates, joined.treated, joined.weights);
  const overall = (sample: "before" | "after") =>
    balanceOverall(
      joined.covariates,
      joined.treated,
      sample === "after" ? joined.weights : null,
      balance.filter((row) => row.sample === sample),
      link,
    );
  const before = overall("before");
  const after = overall("after");
  const counts = summariseMatch(panel, strata, design);
  const overlap = overlapBins(joined.scores, joined.treated, joined.weights);
  const weights = spreadWeights(panel, strata, design);
  const { rows, missing, filtered } = complete;
  const everyone = new Float64Array(joined.treated.length).fill(1);
  const samples = [joined.covariates, joined.treated, everyone, joined.weights] as const;
  const dids = didVariants(panel, rows, ever, weights, model, matching.didSample);
  const chosen = dids.results[matching.didSample]!;
  return displayable({
    kind: "psm-did" as const,
    sample: { ...chosen.sample, dropped: { ...chosen.sample.dropped, missing, filtered } },
    estimates: chosen.estimates,
    vcov: chosen.vcov,
    fit: chosen.fit,
    propensity: strata.flatMap((s) => propensityRows(s, matching, model.level)),
    balance,
    balanceOverall: { before: before.balance, after: after.balance },
    distribution: distributionRows(...samples, matching.standardDeviation),
    byPeriod: balanceByPeriod(panel, complete.rows, ever, weights, matching.matchOn),
    ecdf: ecdfCurves(...samples),
    matching: counts,
    audit: auditMatch({ panel, strata, joined, overlap, design, complete: rows, weights, ever }),
    overlap,
    variants: dids.variants,
    spec: { ...modelSpec(panel, model), ...matching },
    warnings: uniqueWarnings(
      panel.warnings,
      complete.warnings,
      skipped,
      matchingWarnings({ panel, options: matching, strata, matching: counts, after: after.balance }),
      before.warnings,
      after.warnings,
      chosen.warnings.filter(({ code }) => !panel.warnings.some((w) => w.code === code)),
      dids.warnings,
    ),
  });
}

/** Balance in each period: of all rows that the regression can use, and with the weights that the match gives them. */
function balanceByPeriod(
  panel: Panel,
  rows: Int32Array,
  ever: Uint8Array,
  weights: Float64Array,
  matchOn: readonly string[],
) {
  const treated = Float64Array.from(panel.unit.codes, (unit) => ever[unit]!);
  const before = new Float64Array(panel.nRows);
  const after = new Float64Array(panel.nRows);
  for (const i of rows) {
    before[i] = 1;
    after[i] = weights[i]!;
  }
  return periodBalance(panel, matchOn, treated, before, after);
}
