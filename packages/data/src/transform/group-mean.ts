import { type Panel, panelNumbers } from "@ceteris/core";
import { mean } from "simple-statistics";
import { type Grouping, groupRows } from "./groups.ts";
import { type Naming, withNewColumns } from "./new-columns.ts";

/**
 * The mean over the rows of a group that have a value, in every row of the group, also where the row's own value is
 * missing; groups are the levels of `by`, the units unless it is given. New columns are named `*_mean`.
 *
 * @throws OPTION_INVALID, UNKNOWN_COLUMN, NOT_NUMERIC
 * @example
 * groupMean(panel, ["gdp"], { by: ["province", "year"], as: "province_*" });
 * @see `egen, mean()` (Stata), `ave` (R)
 */
export function groupMean(panel: Panel, columns: readonly string[], options: Naming & Grouping = {}): Panel {
  const groups = groupRows(panel, options.by ?? [panel.unit.name]);
  return withNewColumns(panel, columns, options.as ?? "*_mean", (column) => {
    const values = panelNumbers(panel, column);
    const out = new Float64Array(values.length).fill(Number.NaN);
    for (const rows of groups) {
      const present = Array.from(rows, (i) => values[i]!).filter((v) => !Number.isNaN(v));
      if (present.length === 0) continue;
      const centre = mean(present);
      for (const i of rows) out[i] = centre;
    }
    return out;
  });
}
