import { CeterisError, type Panel } from "@ceteris/core";
import { extent, takeRows } from "./moments.ts";
import { type IndicatorColumn, nameIndicator } from "./read-indicators.ts";
import type { RowSet } from "./row-sets.ts";

/** Spread below this share of the largest magnitude is rounding, not variation. */
const ROUNDING = 1e-13;

/** The extent of a column over a row set. @throws INDICATOR_CONSTANT */
export function varyingExtent(panel: Panel, column: IndicatorColumn, set: RowSet) {
  const { min, max } = extent(takeRows(column.values, set.from));
  if (max - min > ROUNDING * Math.max(Math.abs(min), Math.abs(max))) return { min, max };
  const rows = set.from.length;
  throw new CeterisError({
    code: "INDICATOR_CONSTANT",
    where: `${panel.table.source.name}, ${nameIndicator(column.indicator)}`,
    what: `the value is ${min} in ${rows === 1 ? "the only row" : `all ${rows} rows`}${set.words}, so it tells nothing apart`,
    mend: set.words
      ? "Leave the indicator out, or take range and weights from all rows (pooled)"
      : "Leave the indicator out",
    details: { indicator: column.indicator.name, value: min, period: set.period },
  });
}
