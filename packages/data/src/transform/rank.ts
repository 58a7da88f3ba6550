import { type Panel, panelNumbers } from "@ceteris/core";
import { byGroup, type Grouping, groupRows } from "./groups.ts";
import { type Naming, withNewColumns } from "./new-columns.ts";

export const RANK_TIES = ["average", "min", "max"] as const;
export const RANK_ORDERS = ["ascending", "descending"] as const;

export interface RankOptions extends Naming, Grouping {
  /** Rank of equal values: the mean, the first or the last of their places. Default `average`. */
  readonly ties?: (typeof RANK_TIES)[number] | undefined;
  /** Whether the smallest value is first (`ascending`, the default) or the largest. */
  readonly order?: (typeof RANK_ORDERS)[number] | undefined;
}

/**
 * The place of a value among those of all rows, or of its group such as a year (`by`), from 1. New columns are
 * named `*_rank`.
 *
 * @throws OPTION_INVALID, UNKNOWN_COLUMN, NOT_NUMERIC
 * @example
 * rank(panel, ["gdp"], { by: ["year"], order: "descending" }); // 1 is the largest of each year
 * @see `rank` (R), `egen, rank()` (Stata)
 */
export function rank(panel: Panel, columns: readonly string[], options: RankOptions = {}): Panel {
  const { ties = "average", order = "ascending" } = options;
  const sign = order === "ascending" ? 1 : -1;
  const groups = groupRows(panel, options.by);
  return withNewColumns(panel, columns, options.as ?? "*_rank", (column) =>
    byGroup(panelNumbers(panel, column), groups, (values) =>
      places(
        values.map((v) => sign * v),
        ties,
      ),
    ),
  );
}

function places(values: Float64Array, ties: (typeof RANK_TIES)[number]): Float64Array {
  const sorted = Float64Array.from(values).sort();
  const first = new Map<number, number>();
  const last = new Map<number, number>();
  sorted.forEach((v, k) => {
    if (!first.has(v)) first.set(v, k + 1);
    last.set(v, k + 1);
  });
  return values.map((v) => {
    const [low, high] = [first.get(v)!, last.get(v)!];
    return ties === "min" ? low : ties === "max" ? high : (low + high) / 2;
  });
}
