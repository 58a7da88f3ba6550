import { type Panel, panelNumbers } from "@ceteris/core";
import { mean, sampleStandardDeviation } from "simple-statistics";
import { byGroup, type Grouping, groupRows } from "./groups.ts";
import { type Naming, withNewColumns } from "./new-columns.ts";

/**
 * Values less their mean, over their sample standard deviation (n − 1); over all rows, or within groups such as
 * years (`by`). A group without variation becomes missing. New columns are named `*_std`.
 *
 * @throws OPTION_INVALID, UNKNOWN_COLUMN, NOT_NUMERIC
 * @example
 * standardise(panel, ["gdp"], { by: ["year"] }); // adds gdp_std
 * @see `egen, std()` (Stata), `scale` (R)
 */
export function standardise(
  panel: Panel,
  columns: readonly string[],
  options: Naming & Grouping = {},
): Panel {
  const groups = groupRows(panel, options.by);
  return withNewColumns(panel, columns, options.as ?? "*_std", (column) =>
    byGroup(panelNumbers(panel, column), groups, (values) => {
      if (values.every((v) => v === values[0])) return values.map(() => Number.NaN);
      const all = Array.from(values);
      const [centre, sd] = [mean(all), sampleStandardDeviation(all)];
      return values.map((v) => (v - centre) / sd);
    }),
  );
}
