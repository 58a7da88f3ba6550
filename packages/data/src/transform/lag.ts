import { type Panel, panelNumbers } from "@ceteris/core";
import { withNewColumns } from "./new-columns.ts";
import { type ShiftOptions, shiftedRows, shiftedValues } from "./shifted-rows.ts";

/**
 * The value of the same unit some periods earlier. Periods are those of the calendar: where the unit has no
 * row that many periods earlier, the lag is missing, whatever row stands before. New columns are named
 * `*_lag1`, by the distance. Periods that are text count as one apart from their neighbours.
 *
 * @throws OPTION_INVALID (also a distance that no unit has two rows at), UNKNOWN_COLUMN, NOT_NUMERIC
 * @example
 * lag(panel, ["gdp"], { periods: 2 }); // adds gdp_lag2
 * @see `L2.gdp` (Stata), `l(gdp, 2)` (fixest)
 */
export function lag(panel: Panel, columns: readonly string[], options: ShiftOptions = {}): Panel {
  const { periods = 1 } = options;
  const earlier = shiftedRows(panel, periods, -1);
  return withNewColumns(panel, columns, options.as ?? `*_lag${periods}`, (column) =>
    shiftedValues(panelNumbers(panel, column), earlier),
  );
}
