import { displayable, type EventStudyResult, estimateRow, type HonestResult, normal } from "@ceteris/core";
import { nullRow } from "../estimate-table.ts";
import { smallest } from "./breakdown.ts";
import { type EventCoefficients, type EventPath, eventPath } from "./event-path.ts";
import { type HonestOptions, type ResolvedHonest, resolveHonest, standardError } from "./honest-options.ts";
import { LEAST_FAVOURABLE_DRAWS, relativeMagnitudes } from "./relative-magnitudes.ts";
import { smoothnessIntervals } from "./smoothness.ts";

/**
 * How far trends would have to differ for an event study's conclusion to fall: confidence intervals for
 * an effect that stay valid while the difference in trends is within bounds (Rambachan and Roth 2023).
 *
 * Under `relative`, Δ^RM(M̄), no step of the difference in trends after treatment is more than M̄ times
 * the largest between periods before it; the intervals invert the conditional–least-favourable hybrid test
 * of Andrews, Roth and Pakes (2023) with κ = α/10. Under `smoothness`, Δ^SD(M), its slope changes by at
 * most M from a period to the next; the intervals are of fixed length (Armstrong and Kolesár 2018).
 * Critical values are those of the normal distribution.
 *
 * @param data an event study of any estimator, re-based to the last period before treatment, or
 *   coefficients with their covariance
 * @returns `bounds`, a row for each size in ascending order; `original`, the interval under parallel
 *   trends; `breakdown`, the smallest size whose interval holds zero
 * @throws OPTION_INVALID, TOO_FEW_ROWS, NOT_FINITE, OPTION_UNSUPPORTED (the event study cannot be re-based)
 * @see R HonestDiD 0.2.6, whose defaults these are; its relative-magnitudes sets end where its grid ends,
 *   these do not, and its simulated critical values are integrals here
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
  const { type, m, weights, level } = resolved;
  const stdError = standardError(path, weights);
  const { interval, holdsZero } =
    type === "smoothness" ? smoothness(path, resolved) : relative(path, resolved);
  const { nPre, beta } = path;
  const estimate = weights.reduce((sum, l, t) => sum + l * beta[nPre + t]!, 0);
  const half = normal.isf((1 - level) / 2) * stdError;
  return displayable<HonestResult>({
    kind: "honest",
    type,
    bounds: m.map((size) => {
      const [confLow, confHigh] = interval(size);
      return { type, m: size, confLow, confHigh };
    }),
    original: { estimate, stdError, confLow: estimate - half, confHigh: estimate + half },
    breakdown:
      type === "smoothness" ? smallest(holdsZero, stdError || 1, 2 ** 0.25) : smallest(holdsZero, 1, 2),
    estimates: estimatesOf(path, level),
    sample: "kind" in data ? data.sample : null,
    fit: "kind" in data ? data.fit : null,
    spec: specOf(data, path, resolved),
    warnings: "kind" in data ? data.warnings : [],
  });
}

interface Method {
  interval(m: number): readonly [number, number];
  holdsZero(m: number): boolean;
}

function smoothness(path: EventPath, { weights, level, search }: ResolvedHonest): Method {
  const at = smoothnessIntervals(path, weights, 1 - level, search);
  return {
    interval: (m) => [at(m).confLow, at(m).confHigh],
    holdsZero: (m) => {
      const { confLow, confHigh } = at(m);
      return confLow <= 0 && confHigh >= 0;
    },
  };
}

function relative(path: EventPath, { weights, level, seed }: ResolvedHonest): Method {
  const alpha = 1 - level;
  const set = relativeMagnitudes(path, weights, { alpha, kappa: alpha / 10 }, seed);
  return { interval: (m) => set.interval(m), holdsZero: (m) => set.reaches(m, 0) };
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
  { type, m, weights, target, level, search, seed }: ResolvedHonest,
): HonestResult["spec"] {
  const relativeOnly = {
    method: "conditional-least-favourable hybrid",
    kappa: (1 - level) / 10,
    ...(path.nPost === 1 ? { seed, draws: LEAST_FAVOURABLE_DRAWS } : {}),
  };
  return {
    ...("kind" in data ? data.spec : {}),
    type,
    m,
    target,
    targetWeights: [...weights],
    base: path.base,
    nPre: path.nPre,
    nPost: path.nPost,
    level,
    distribution: "normal",
    ...(type === "relative" ? relativeOnly : { method: "fixed-length confidence interval", search }),
  };
}
