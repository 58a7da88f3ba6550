import {
  type IndexResult,
  type IndicatorWeight,
  type NumberColumn,
  type Panel,
  toTableOrder,
} from "@ceteris/core";
import { observedIdeals, topsisCloseness, weightedSum } from "./aggregate.ts";
import { describeConvention } from "./describe-convention.ts";
import { directionWarnings } from "./direction-warnings.ts";
import { hierarchyWeights } from "./hierarchy-weights.ts";
import { indexWarnings } from "./index-warnings.ts";
import { logCount } from "./log-count.ts";
import { extent, mean, standardDeviation, takeRows } from "./moments.ts";
import { normalise } from "./normalise-indicators.ts";
import type { IndexOptions } from "./options.ts";
import { readIndicators } from "./read-indicators.ts";
import { varyingExtent } from "./refuse-constant.ts";
import { type ResolvedOptions, resolveOptions } from "./resolve-options.ts";
import { rowSets } from "./row-sets.ts";
import { shiftColumns } from "./shift-columns.ts";
import type { Weighed } from "./weigh-columns.ts";

/**
 * A composite index of a panel: normalise the indicators, weigh them, aggregate them to one score a row.
 *
 * The default is the canonical entropy method over all N unit-periods: z = (x − min)/(max − min) (or
 * (max − x)/(max − min)), p = z/Σz, e = −Σ p ln p / ln N with 0·ln 0 = 0, w = (1 − e)/Σ(1 − e), score
 * Σ w z between 0 and 1. Every other practice is an option, and all choices stand in `convention`; what
 * each changes is told in docs/index-method.md.
 *
 * `column` holds the scores in the order of the table's rows, to be added with `withColumn`.
 *
 * @throws OPTION_INVALID, BASE_NOT_OBSERVED, INDICATOR_DIRECTION, UNKNOWN_COLUMN, NOT_NUMERIC, NOT_FINITE,
 *   INDICATOR_MISSING, INDICATOR_CONSTANT, INDICATOR_DIVERGENCE, NO_VARIATION, WEIGHTS_INVALID,
 *   TREATMENT_MISSING, NO_UNTREATED
 * @example
 * const { index, column } = compositeIndex(panel, {
 *   indicators: [
 *     { name: "roads", direction: "positive" },
 *     { name: "waste", direction: "negative" },
 *   ],
 * });
 * const scored = withColumn(panel.table, "service", column);
 */
export function compositeIndex(
  panel: Panel,
  options: IndexOptions,
): { index: IndexResult; column: NumberColumn } {
  const resolved = resolveOptions(panel, options);
  const read = readIndicators(panel, options.indicators);
  const indicators = read.map((column) => column.indicator);
  const rangeSets = resolved.range === null ? [] : rowSets(panel, resolved.range, resolved.baseYear);
  const weightSets = rowSets(panel, resolved.weights, resolved.baseYear);
  if (resolved.method !== "given" && resolved.method !== "equal") {
    for (const column of read) for (const set of weightSets) varyingExtent(panel, column, set);
  }
  const normalised = normalise(panel, read, resolved).map((column) => column.values);
  const { columns, shifts } = shiftColumns(normalised, resolved.zero);

  const counts = weightSets.map((set) => logCount(panel, set, resolved));
  const weighed = weightSets.map((set, s) =>
    hierarchyWeights(
      columns.map((z) => takeRows(z, set.from)),
      indicators,
      {
        options: resolved,
        source: panel.table.source.name,
        words: set.words,
        period: resolved.weights === "base-year" ? resolved.baseYear : set.period,
        logCount: counts[s]!,
      },
    ),
  );
  const ideals =
    resolved.normalise === "min-max"
      ? shifts.map((a) => ({ best: 1 + a, worst: a }))
      : observedIdeals(columns);
  const scores = new Float64Array(panel.nRows);
  weightSets.forEach((set, s) => {
    const rows = columns.map((z) => takeRows(z, set.use));
    const { weights } = weighed[s]!;
    const found =
      resolved.aggregate === "sum" ? weightedSum(rows, weights) : topsisCloseness(rows, weights, ideals);
    set.use.forEach((row, i) => {
      scores[row] = found[i]!;
    });
  });

  const weights = weightRows(indicators, weighed);
  const index: IndexResult = Object.freeze({
    kind: "index",
    weights,
    ...(resolved.weights === "per-year" ? { byPeriod: periodRows(indicators, weighed, weightSets) } : {}),
    convention: describeConvention(resolved, counts),
    scores: Object.freeze({
      n: scores.length,
      mean: mean(scores),
      sd: scores.length > 1 ? standardDeviation(scores) : null,
      ...extent(scores),
    }),
    spec: indexSpec(panel, indicators, resolved),
    warnings: Object.freeze([
      ...weighed.flatMap((w) => w.warnings),
      ...indexWarnings({
        panel,
        indicators,
        normalised,
        weights: weights.map((w) => w.weight),
        options: resolved,
        rangeSets,
        weightSets,
      }),
      ...directionWarnings(read),
    ]),
  });
  return { index, column: Object.freeze({ type: "number", values: toTableOrder(panel, scores) }) };
}

/** One row for each indicator; with weights per period, the averages over periods. */
function weightRows(
  indicators: readonly IndexOptions["indicators"][number][],
  weighed: readonly Weighed[],
): readonly IndicatorWeight[] {
  const average = (values: readonly (number | null)[]) =>
    values.some((v) => v === null) ? null : mean(values as readonly number[]);
  return Object.freeze(
    indicators.map((indicator, j) =>
      Object.freeze({
        indicator: indicator.name,
        label: indicator.label ?? indicator.name,
        dimension: indicator.dimension ?? null,
        group: indicator.group ?? null,
        direction: indicator.direction,
        entropy: average(weighed.map((w) => w.entropy[j]!)),
        divergence: average(weighed.map((w) => w.divergence[j]!)),
        weight: mean(weighed.map((w) => w.weights[j]!)),
      }),
    ),
  );
}

function periodRows(
  indicators: readonly IndexOptions["indicators"][number][],
  weighed: readonly Weighed[],
  sets: readonly { readonly period: string | null }[],
): NonNullable<IndexResult["byPeriod"]> {
  return Object.freeze(
    weighed.flatMap((w, s) =>
      indicators.map((indicator, j) =>
        Object.freeze({
          period: sets[s]!.period!,
          indicator: indicator.name,
          entropy: w.entropy[j]!,
          divergence: w.divergence[j]!,
          weight: w.weights[j]!,
        }),
      ),
    ),
  );
}

/** Options after defaults, in the form `compositeIndex` takes them; `zero-entropy` is only had by its preset. */
function indexSpec(
  panel: Panel,
  indicators: readonly IndexOptions["indicators"][number][],
  { negativeDivergence: _, range, baseYear, zero, ...rest }: ResolvedOptions,
): IndexResult["spec"] {
  return Object.freeze({
    unit: panel.unit.name,
    time: panel.time.name,
    indicators: Object.freeze(indicators.map((i) => Object.freeze({ ...i }))),
    ...rest,
    ...(zero === "zero-entropy" ? {} : { zero }),
    ...(range === null ? {} : { range }),
    ...(baseYear === null ? {} : { baseYear }),
  });
}
