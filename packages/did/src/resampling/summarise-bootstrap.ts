import {
  type BootstrapEstimate,
  type BootstrapFailure,
  type BootstrapResult,
  displayable,
  type Warning,
} from "@ceteris/core";
import { nullRow } from "../model/estimate-table.ts";
import { bootstrapIntervals } from "./bootstrap-intervals.ts";
import type { ResolvedBootstrap } from "./bootstrap-options.ts";
import { completeRows, meanOf, powerSum, scatter, valuesOfTerm } from "./moments.ts";
import type { Draw } from "./statistic.ts";

/** The code of a draw that gave estimates, but not this one; its message is the term. */
const NOT_IDENTIFIED = "NOT_IDENTIFIED";

export interface BootstrapParts {
  readonly terms: readonly string[];
  /** The estimates on the data. */
  readonly actual: readonly (number | null)[];
  readonly draws: readonly Draw[];
  /** One for each cluster; null where BCa is not wanted or they are not done. */
  readonly leftOut: readonly Draw[] | null;
  readonly clusters: BootstrapResult["clusters"];
  readonly options: ResolvedBootstrap;
}

/** The result of a bootstrap's draws, all of them or as many as were done. */
export function summariseBootstrap(parts: BootstrapParts): BootstrapResult {
  const { terms, actual, draws, clusters, options } = parts;
  const estimates = terms.map((_, t) => bootstrapRow(parts, t));
  const kept = terms.flatMap((_, t) => (actual[t] === null ? [] : [t]));
  const complete = completeRows(draws, kept);
  const means = kept.map((_, i) => meanOf(complete.map((row) => row[i]!)));
  const failures = tallyFailures(parts);
  return displayable({
    kind: "bootstrap" as const,
    estimates,
    vcov:
      complete.length > 1
        ? scatter(
            kept.map((t) => terms[t]!),
            complete,
            means,
            1 / (complete.length - 1),
          )
        : { terms: [], matrix: [] },
    nDraws: draws.length,
    clusters,
    values: Object.fromEntries(terms.map((term, t) => [term, draws.map((d) => d.values[t]!)])),
    failures,
    spec: { ...options },
    warnings: [
      ...warnInterrupted(draws.length, options.draws),
      ...warnFailures(failures, draws.length, options),
      ...warnEnds(estimates, options),
    ],
  });
}

function bootstrapRow(
  { terms, actual, draws, leftOut, options }: BootstrapParts,
  t: number,
): BootstrapEstimate {
  const estimate = actual[t]!;
  const drawn = valuesOfTerm(draws, t);
  const n = drawn.length;
  if (estimate === null || n < 2) {
    const none = { confLow: null, confHigh: null, pValue: null };
    const intervals = { normal: none, percentile: none, basic: none, bca: null };
    return { ...nullRow(terms[t]!), estimate, bias: null, intervals, nDraws: n };
  }
  const mean = meanOf(drawn);
  const stdError = Math.sqrt(powerSum(drawn, mean, 2) / (n - 1));
  const intervals = bootstrapIntervals({
    estimate,
    stdError,
    sorted: Float64Array.from(drawn).sort(),
    level: options.level,
    acceleration: leftOut && acceleration(leftOut, t),
  });
  const chosen = intervals[options.interval];
  return {
    term: terms[t]!,
    estimate,
    stdError,
    statistic: stdError > 0 ? estimate / stdError : null,
    dof: null,
    pValue: chosen?.pValue ?? null,
    confLow: chosen?.confLow ?? null,
    confHigh: chosen?.confHigh ?? null,
    bias: mean - estimate,
    intervals,
    nDraws: n,
  };
}

/** Efron's a = Σ d³ / (6 (Σ d²)^1.5), d the mean of the estimates without one cluster less each of them. */
function acceleration(leftOut: readonly Draw[], t: number): number | null {
  const values = valuesOfTerm(leftOut, t);
  if (values.length < leftOut.length) return null;
  const mean = meanOf(values);
  const squares = powerSum(values, mean, 2);
  return squares > 0 ? -powerSum(values, mean, 3) / (6 * squares ** 1.5) : null;
}

function tallyFailures({ terms, actual, draws }: BootstrapParts): readonly BootstrapFailure[] {
  const found = new Map<string, { code: string; message: string; count: number; firstDraw: number }>();
  draws.forEach(({ values, failures }, draw) => {
    const lost = terms.filter((_, t) => values[t] === null && actual[t] !== null);
    // A part that refuses tells why its terms are missing.
    const reasons =
      failures.length > 0 ? failures : lost.map((term) => ({ code: NOT_IDENTIFIED, message: term }));
    for (const { code, message } of reasons) {
      const key = code === NOT_IDENTIFIED ? `${code} ${message}` : code;
      const known = found.get(key);
      if (known) known.count++;
      else found.set(key, { code, message, count: 1, firstDraw: draw });
    }
  });
  return [...found.values()];
}

function warnInterrupted(done: number, asked: number): readonly Warning[] {
  if (done === asked) return [];
  return [
    {
      code: "BOOTSTRAP_INTERRUPTED",
      message: `The bootstrap was interrupted after ${done} of ${asked} draws; the figures are those of the draws done. Run it again for all of them.`,
      details: { done, asked },
    },
  ];
}

function warnFailures(
  failures: readonly BootstrapFailure[],
  nDraws: number,
  { strata }: ResolvedBootstrap,
): readonly Warning[] {
  return failures.map(({ code, message, count, firstDraw }) => ({
    code: "BOOTSTRAP_DRAWS_FAILED",
    message: `${count} of ${nDraws} draws gave no estimate (${code === NOT_IDENTIFIED ? `“${message}” was not identified in them` : `${code}; the first, draw ${firstDraw + 1}: ${message}`}). Errors and intervals are of the other draws alone, and too narrow if the draws that failed are the extreme ones.${strata === null ? " Drawing within strata, such as the treated group, keeps each draw alike in its make-up." : ""}`,
    details: { code, reason: message, count, nDraws, firstDraw: firstDraw + 1, stratified: strata !== null },
  }));
}

/** Rows whose interval lacks an end although they have an error. */
function warnEnds(estimates: readonly BootstrapEstimate[], options: ResolvedBootstrap): readonly Warning[] {
  const { interval, level } = options;
  const open = estimates.filter(
    (row) => row.stdError !== null && row.stdError > 0 && (row.confLow === null || row.confHigh === null),
  );
  if (open.length === 0) return [];
  const terms = open.map((row) => row.term);
  const nDraws = Math.min(...open.map((row) => row.nDraws));
  const percent = Number((100 * level).toPrecision(6));
  return [
    {
      code: "BOOTSTRAP_INTERVAL_OPEN",
      message: `The ${interval} interval at ${percent}% lacks an end for ${terms.join(", ")}: it would lie beyond the most extreme of ${nDraws} draws${interval === "bca" ? ", or an estimate without one of the clusters is missing" : ""}. Take more draws${interval === "bca" ? ", or another interval" : ""}.`,
      details: { terms, interval, percent, nDraws },
    },
  ];
}
