import { type Panel, panelNumbers } from "@ceteris/core";
import { mean } from "simple-statistics";
import { byGroup, type Grouping, groupRows } from "./groups.ts";
import { type Naming, withNewColumns } from "./new-columns.ts";

/**
 * The mean over the rows of a group that have a value, in each of them; groups are the levels of `by`, the units
 * unless it is given. New columns are named `*_mean`.
 *
 * @throws OPTION_INVALID, UNKNOWN_COLUMN, NOT_NUMERIC
 * @example
 * groupMean(panel, ["gdp"], { by: ["province", "year"], as: "province_*" });
 * @see `egen, mean()` (Stata), `ave` (R)
 */
export function groupMean(panel: Panel, columns: readonly string[], options: Naming & Grouping = {}): Panel {
  const groups = groupRows(panel, options.by ?? [panel.unit.name]);
  return withNewColumns(panel, columns, options.as ?? "*_mean", (column) =>
    byGroup(panelNumbers(panel, column), groups, (values) => {
      if (values.length === 0) return values;
      return new Float64Array(values.length).fill(mean(Array.from(values)));
    }),
  );
}
