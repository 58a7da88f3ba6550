import { type Panel, panelNumbers } from "@ceteris/core";
import { withNewColumns } from "./new-columns.ts";
import { type ShiftOptions, shiftedRows, shiftedValues } from "./shifted-rows.ts";

/**
 * The value less that of the same unit some periods earlier, missing where either is. One subtraction over
 * the whole distance (Stata's `S2.`), not a difference of differences (`D2.`). New columns are named
 * `*_diff1`, by the distance.
 *
 * @throws OPTION_INVALID (also a distance that no unit has two rows at), UNKNOWN_COLUMN, NOT_NUMERIC
 * @example
 * difference(log(panel, ["gdp"]), ["log_gdp"], { as: "gdp_growth" });
 * @see `D.gdp` (Stata), `d(gdp)` (fixest)
 */
export function difference(panel: Panel, columns: readonly string[], options: ShiftOptions = {}): Panel {
  const { periods = 1 } = options;
  const earlier = shiftedRows(panel, periods, -1);
  return withNewColumns(panel, columns, options.as ?? `*_diff${periods}`, (column) => {
    const values = panelNumbers(panel, column);
    return shiftedValues(values, earlier).map((before, i) => values[i]! - before);
  });
}
