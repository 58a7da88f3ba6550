import { type Panel, panelNumbers } from "@ceteris/core";
import { byGroup, groupRows } from "./groups.ts";
import { withNewColumns } from "./new-columns.ts";
import { type TailOptions, tailBounds } from "./tail-options.ts";

/**
 * Cuts the tails of columns off: values below the lower or above the upper quantile become missing; over all
 * rows, or within groups such as years (`by`). Values at a bound stay. New columns are named `*_t`.
 *
 * @throws OPTION_INVALID, UNKNOWN_COLUMN, NOT_NUMERIC
 * @example
 * trim(panel, ["gdp"], { lower: 0, upper: 0.99 }); // adds gdp_t without the largest hundredth
 * @see winsor2 with `trim` (Stata)
 */
export function trim(panel: Panel, columns: readonly string[], options: TailOptions = {}): Panel {
  const bounds = tailBounds(options);
  const groups = groupRows(panel, options.by);
  return withNewColumns(panel, columns, options.as ?? "*_t", (column) =>
    byGroup(panelNumbers(panel, column), groups, (values) => {
      const { low, high } = bounds(values);
      return values.map((v) => (v < low || v > high ? Number.NaN : v));
    }),
  );
}
