import { type Panel, panelNumbers } from "@ceteris/core";
import { withNewColumns } from "./new-columns.ts";
import { type ShiftOptions, shiftedRows, shiftedValues } from "./shifted-rows.ts";

/**
 * The value of the same unit some periods later, missing where it has no row then. Otherwise as `lag`; new
 * columns are named `*_lead1`, by the distance.
 *
 * @throws OPTION_INVALID (also a distance that no unit has two rows at), UNKNOWN_COLUMN, NOT_NUMERIC
 * @example
 * lead(panel, ["gdp"]); // adds gdp_lead1
 * @see `F.gdp` (Stata), `f(gdp)` (fixest)
 */
export function lead(panel: Panel, columns: readonly string[], options: ShiftOptions = {}): Panel {
  const { periods = 1 } = options;
  const later = shiftedRows(panel, periods, 1);
  return withNewColumns(panel, columns, options.as ?? `*_lead${periods}`, (column) =>
    shiftedValues(panelNumbers(panel, column), later),
  );
}
