import {
  displayable,
  type EventStudyResult,
  estimateRow,
  type HonestBound,
  type HonestResult,
  normal,
  type Warning,
} from "@ceteris/core";
import { nullRow } from "../model/estimate-table.ts";
import { smallest } from "./breakdown.ts";
import { type EventCoefficients, type EventPath, eventPath } from "./event-path.ts";
import { type HonestOptions, type ResolvedHonest, resolveHonest, standardError } from "./honest-options.ts";
import { trendSets } from "./inequalities.ts";
import { type RobustSet, robustSet } from "./robust-set.ts";
import { smoothnessIntervals } from "./smoothness.ts";

/**
 * How far trends would have to differ for an event study's conclusion to fall: confidence intervals for
 * an effect that stay valid while the difference in trends is within bounds (Rambachan and Roth 2023).
 *
 * Under `relative`, Δ^RM(M̄), no step of the difference in trends after treatment is more than M̄ times
 * the largest between periods before it. Under `smoothness`, Δ^SD(M), its slope changes by at most M from
 * a period to the next; under `relative-smoothness`, Δ^SDRM(M̄), by at most M̄ times the largest change
 * before treatment. `restrict` adds what is known of its sign or direction after treatment (Δ^SDPB, Δ^RMI
 * and so on).
 *
 * `flci` are fixed-length intervals (Armstrong and Kolesár 2018). The other methods invert the
 * conditional test of Andrews, Roth and Pakes (2023): alone, or after a first stage of size κ = α/10, the
 * least favourable test (`c-lf`) or a fixed-length interval (`c-f`). Critical values are those of the
 * normal distribution. No grid bounds the search, and nothing is drawn at random.
 *
 * @param data an event study of any estimator, re-based to the last period before treatment, or
 *   coefficients with their covariance
 * @returns `bounds`, a row for each size in ascending order, its ends null, with the warning
 *   TRENDS_REFUTED, where no value is left; `original`, the interval under parallel trends; `breakdown`,
 *   the smallest size whose interval holds zero
 * @throws OPTION_INVALID, TOO_FEW_ROWS, NOT_FINITE, OPTION_UNSUPPORTED (the event study cannot be
 *   re-based, or the method does not go with the restriction)
 * @see R HonestDiD 0.2.6, whose defaults these are; its sets end where its grid ends, these do not, and its
 *   simulated critical values are integrals here. With a single lag R lets inequalities among the leads
 *   into the tests under smoothness; here they never enter
 * @example
 * const result = honest(eventStudy(panel, { outcome: "index" }), { type: "relative", m: [0.5, 1, 2] });
 * result.breakdown; // violations up to this many times those before treatment leave the sign in place
 */
export function honest(
  data: EventStudyResult | EventCoefficients,
  options: HonestOptions = {},
): HonestResult {
  const path = eventPath(data);
  const resolved = resolveHonest(path, options);
  const { type, restrict, method, m, weights, level } = resolved;
  const stdError = standardError(path, weights);
  const setAt = method === "flci" ? fixedLength(path, resolved) : inverted(path, resolved);
  const { nPre, beta } = path;
  const estimate = weights.reduce((sum, l, t) => sum + l * beta[nPre + t]!, 0);
  const half = normal.isf((1 - level) / 2) * stdError;
  const holdsZero = (size: number) => setAt(size).holds(0);
  const bounds = m.map((size): HonestBound => {
    const [confLow, confHigh] = setAt(size).interval() ?? [null, null];
    return { type, m: size, confLow, confHigh };
  });
  return displayable<HonestResult>({
    kind: "honest",
    type,
    restrict,
    method,
    bounds,
    original: { estimate, stdError, confLow: estimate - half, confHigh: estimate + half },
    breakdown:
      type === "smoothness"
        ? smallest(holdsZero, stdError || 1, method === "flci" ? 2 ** 0.25 : 2)
        : smallest(holdsZero, 1, 2),
    estimates: estimatesOf(path, level),
    sample: "kind" in data ? data.sample : null,
    fit: "kind" in data ? data.fit : null,
    spec: specOf(data, path, resolved),
    warnings: [...("kind" in data ? data.warnings : []), ...refuted(bounds)],
  });
}

function fixedLength(path: EventPath, { weights, level, search }: ResolvedHonest): (m: number) => RobustSet {
  const at = smoothnessIntervals(path, weights, 1 - level, search);
  return (m) => {
    const { confLow, confHigh } = at(m);
    return {
      interval: () => [confLow, confHigh],
      holds: (value) => confLow <= value && value <= confHigh,
    };
  };
}

function inverted(path: EventPath, resolved: ResolvedHonest): (m: number) => RobustSet {
  const { type, restrict, method, weights, level, search } = resolved;
  const sizes = { alpha: 1 - level, kappa: kappaOf(level) };
  const first = method === "c-f" ? smoothnessIntervals(path, weights, sizes.kappa, search) : null;
  return (m) =>
    robustSet(path, trendSets(path, type, restrict, m), weights, sizes, method, first?.(m) ?? null);
}

/** Of the first stage, as Rambachan and Roth (2023) choose it. */
function kappaOf(level: number): number {
  return (1 - level) / 10;
}

function refuted(bounds: readonly HonestBound[]): Warning[] {
  const sizes = bounds.filter((row) => row.confLow === null).map((row) => row.m);
  if (sizes.length === 0) return [];
  return [
    {
      code: "TRENDS_REFUTED",
      message: `No value of the target is left with ${sizes.length === 1 ? "a violation" : "violations"} of ${sizes.join(", ")}: the estimates before and after treatment do not fit a difference in trends of this kind. Allow larger violations, or drop the restriction on their sign or direction.`,
      details: { sizes },
    },
  ];
}

function estimatesOf(path: EventPath, level: number): HonestResult["estimates"] {
  const { nPre, nPost, eventTimes, base, beta, vcov } = path;
  const rows = eventTimes.map((eventTime, i) => ({
    ...estimateRow(`event:${eventTime}`, beta[i]!, Math.sqrt(vcov[i * (nPre + nPost + 1)]!), null, level),
    eventTime,
    reference: false,
  }));
  const reference = { ...nullRow(`event:${base}`), estimate: 0, eventTime: base, reference: true };
  return [...rows.slice(0, nPre), reference, ...rows.slice(nPre)];
}

function specOf(
  data: EventStudyResult | EventCoefficients,
  path: EventPath,
  { type, restrict, method, m, weights, target, level, search }: ResolvedHonest,
): HonestResult["spec"] {
  return {
    ...("kind" in data ? estimationSpec(data) : {}),
    type,
    restrict,
    method,
    m,
    target,
    targetWeights: [...weights],
    base: path.base,
    nPre: path.nPre,
    nPost: path.nPost,
    level,
    distribution: "normal",
    ...(method === "flci" || method === "c-f" ? { search } : {}),
    ...(method === "c-lf" || method === "c-f" ? { kappa: kappaOf(level) } : {}),
  };
}

/** A method that the estimation has of its own gives way to that of the intervals. */
function estimationSpec({ spec: { method, ...rest } }: EventStudyResult): HonestResult["spec"] {
  return method === undefined ? rest : { ...rest, estimationMethod: method };
}
