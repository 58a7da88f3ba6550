import { nameSome, type Panel } from "@ceteris/core";
import type { ResolvedOptions } from "../../model/options.ts";
import { resolveOptions } from "../../model/resolve-options.ts";
import { lastBeforeTreatment } from "../strata/pre-periods.ts";
import { below, oneOf, optionError, positive } from "./option-error.ts";
import type { MatchingOptions, PsmDidOptions, ResolvedPsmOptions } from "./psm-options.ts";
import { isCounted, isSmooth, refuseContradictions } from "./refuse-contradictions.ts";
import { resolveCoarseness } from "./resolve-coarseness.ts";

/**
 * Fills in the defaults and refuses options that contradict each other.
 *
 * @throws OPTION_INVALID, CALIPER_REQUIRED
 */
export function resolvePsmOptions(panel: Panel, options: PsmDidOptions): ResolvedPsmOptions {
  const model = resolveOptions(panel, options);
  const match = oneOf("match", options.match ?? "nearest");
  const design = oneOf("design", options.design ?? "baseline");
  refuseContradictions(options, match, design);
  const kernel = oneOf("kernel", options.kernel ?? (match === "local-linear" ? "tricube" : "epanechnikov"));
  const ratio = options.ratio ?? 1;
  if (!(Number.isInteger(ratio) && ratio >= 1)) {
    throw optionError("ratio", `${ratio} is not a whole number of partners`, "Give 1, 2, 3, …");
  }
  const matchOn = matchColumns(model, options.matchOn);
  const { trim, trimThin } = options;
  const matching: MatchingOptions = Object.freeze({
    design,
    baseline: design === "baseline" ? baselineLabel(panel, options.baseline) : null,
    link: oneOf("link", options.link ?? "logit"),
    match,
    caliper: positive("caliper", options.caliper),
    caliperSd: positive("caliperSd", options.caliperSd),
    ratio: isCounted(match) ? ratio : null,
    replace: isCounted(match) ? (options.replace ?? true) : null,
    kernel: isSmooth(match) ? kernel : null,
    bandwidth: isSmooth(match) ? positive("bandwidth", options.bandwidth ?? 0.06) : null,
    exact: named("exact", options.exact ?? []),
    coarsen: match === "cem" ? resolveCoarseness(matchOn, options.coarsen ?? {}) : null,
    common: options.common ?? false,
    trim: trim === undefined ? null : trim === "crump" ? trim : below("trim", trim, 0.5, 0.1),
    refit: options.refit ?? false,
    trimThin: trimThin === undefined ? null : below("trimThin", trimThin, 1, 0.05),
    matchOn,
    didSample: oneOf("didSample", options.didSample ?? "matched"),
    standardDeviation: oneOf("standardDeviation", options.standardDeviation ?? "treated"),
  });
  return { model, matching };
}

function matchColumns(model: ResolvedOptions, given: readonly string[] | undefined): readonly string[] {
  const columns = given ?? model.controls;
  if (columns.length > 0) return named("matchOn", columns);
  throw optionError(
    "matchOn",
    "there is nothing to match on",
    "Name covariates, or give controls, which are the default",
  );
}

function named(where: string, columns: readonly string[]): readonly string[] {
  const twice = columns.filter((c, i) => columns.indexOf(c) !== i);
  if (twice.length === 0) return [...columns];
  throw optionError(where, `${nameSome(twice)} is named more than once`, "Name each covariate once");
}

function baselineLabel(panel: Panel, given: number | string | undefined): string {
  const { labels } = panel.time;
  if (given === undefined) return labels[lastBeforeTreatment(panel)]!;
  const label = String(given);
  if (labels.includes(label)) return label;
  throw optionError(
    "baseline",
    `“${label}” is not a period of the data`,
    `Give one of ${nameSome(labels, 12)}`,
  );
}
