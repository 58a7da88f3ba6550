import type { Indicator, Panel } from "@ceteris/core";
import type { NormaliseOptions } from "./options.ts";
import { type IndicatorColumn, readIndicators } from "./read-indicators.ts";
import { varyingExtent } from "./refuse-constant.ts";
import { type ResolvedNormalise, resolveNormalise } from "./resolve-options.ts";
import { rowSets } from "./row-sets.ts";

export interface NormalisedIndicator {
  readonly indicator: Indicator;
  /** One value for each row of the panel, more always being better. */
  readonly values: Float64Array;
  /** The raw minimum and maximum used; one for each period with `per-year`, none without normalisation. */
  readonly ranges: readonly { readonly period: string | null; readonly min: number; readonly max: number }[];
}

/**
 * Brings indicators to one scale and one direction, the first step of a composite index: z = (x − min) /
 * (max − min), or (max − x) / (max − min) where less is better. With `range` `base-year` or `controls`
 * other rows may fall outside 0 … 1. Values are in the panel's order (unit, then time), not the table's.
 *
 * @throws OPTION_INVALID, BASE_NOT_OBSERVED, INDICATOR_DIRECTION, UNKNOWN_COLUMN, NOT_NUMERIC, NOT_FINITE,
 *   INDICATOR_MISSING, INDICATOR_CONSTANT, TREATMENT_MISSING, NO_UNTREATED
 * @example
 * const [roads] = normaliseIndicators(panel, {
 *   indicators: [
 *     { name: "roads", direction: "positive" },
 *     { name: "waste", direction: "negative" },
 *   ],
 * });
 * roads.values; // between 0 and 1
 */
export function normaliseIndicators(panel: Panel, options: NormaliseOptions): readonly NormalisedIndicator[] {
  const resolved = resolveNormalise(panel, options);
  return normalise(panel, readIndicators(panel, options.indicators), resolved);
}

/** The same for columns that were read and options that were resolved. */
export function normalise(
  panel: Panel,
  columns: readonly IndicatorColumn[],
  options: ResolvedNormalise,
): readonly NormalisedIndicator[] {
  if (options.range === null) {
    return columns.map(({ indicator, values }) => ({
      indicator,
      values: indicator.direction === "negative" ? values.map((v) => 0 - v) : values,
      ranges: [],
    }));
  }
  const sets = rowSets(panel, options.range, options.baseYear);
  return columns.map((column) => {
    const { indicator, values } = column;
    const out = new Float64Array(values.length);
    const ranges = sets.map((set) => {
      const { min, max } = varyingExtent(panel, column, set);
      const negative = indicator.direction === "negative";
      for (let at = 0; at < set.use.length; at++) {
        const i = set.use[at]!;
        out[i] = (negative ? max - values[i]! : values[i]! - min) / (max - min);
      }
      return { period: set.period, min, max };
    });
    return { indicator, values: out, ranges };
  });
}
