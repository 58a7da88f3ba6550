import { type Panel, panelNumbers } from "@ceteris/core";
import { byGroup, groupRows } from "./groups.ts";
import { withNewColumns } from "./new-columns.ts";
import { type TailOptions, tailBounds } from "./tail-options.ts";

/**
 * Pulls the tails of columns in: values below the lower quantile become that quantile, values above the upper
 * one become that; over all rows, or within groups such as years (`by`). New columns are named `*_w`.
 *
 * Missing values take no part and stay missing.
 *
 * @throws OPTION_INVALID, UNKNOWN_COLUMN, NOT_NUMERIC
 * @example
 * winsorise(panel, ["gdp"], { lower: 0.05, upper: 0.95, by: ["year"] }); // adds gdp_w
 * @see winsor2 (Stata), which has the same default bounds and quantiles
 */
export function winsorise(panel: Panel, columns: readonly string[], options: TailOptions = {}): Panel {
  const bounds = tailBounds(options);
  const groups = groupRows(panel, options.by);
  return withNewColumns(panel, columns, options.as ?? "*_w", (column) =>
    byGroup(panelNumbers(panel, column), groups, (values) => {
      const { low, high } = bounds(values);
      return values.map((v) => Math.min(high, Math.max(low, v)));
    }),
  );
}
