import { CeterisError, nameSome, type Panel, panelNumbers, panelRowName } from "@ceteris/core";
import { type Naming, withNewColumns } from "./new-columns.ts";

export interface LogOptions extends Naming {
  /**
   * What becomes of zeros: refused; missing; or a constant is added to every value first (`add`). Default
   * `refuse`.
   */
  readonly zeros?: (typeof LOG_ZEROS)[number] | undefined;
  /** The constant of `zeros: "add"`. Default 1. */
  readonly add?: number | undefined;
}

export const LOG_ZEROS = ["refuse", "missing", "add"] as const;

/**
 * The natural logarithm. A zero has none: it is refused, with its rows, unless `zeros` says what to do.
 * Negative values are always refused. New columns are named `log_*`.
 *
 * Adding a constant before taking logarithms makes estimates depend on the unit of measurement (Chen and Roth
 * 2024, Logs with Zeros? Some Problems and Solutions, QJE 139(2)); dropping zeros changes whom they are about.
 *
 * @throws LOG_UNDEFINED, OPTION_INVALID, UNKNOWN_COLUMN, NOT_NUMERIC
 * @example
 * log(panel, ["gdp", "wage"]); // adds log_gdp and log_wage
 * log(panel, ["patents"], { zeros: "add", as: "log1p_*" });
 */
export function log(panel: Panel, columns: readonly string[], options: LogOptions = {}): Panel {
  const { zeros = "refuse", add = 1 } = options;
  if (!(add > 0 && Number.isFinite(add))) {
    throw new CeterisError({
      code: "OPTION_INVALID",
      where: "add",
      what: `${add} cannot be added before a logarithm is taken`,
      mend: "Give a number above 0",
    });
  }
  const plus = zeros === "add" ? add : 0;
  return withNewColumns(panel, columns, options.as ?? "log_*", (column) => {
    const values = panelNumbers(panel, column);
    refuse(panel, column, values, zeros);
    return values.map((v) => (v + plus === 0 ? Number.NaN : Math.log(v + plus)));
  });
}

function refuse(panel: Panel, column: string, values: Float64Array, zeros: LogOptions["zeros"]): void {
  const rows: number[] = [];
  let nZeros = 0;
  values.forEach((v, i) => {
    if (!(v < 0 || (v === 0 && zeros === "refuse"))) return;
    rows.push(i);
    if (v === 0) nZeros++;
  });
  if (rows.length === 0) return;
  const nNegative = rows.length - nZeros;
  const counts = [
    ...(nZeros > 0 ? [`${nZeros} ${nZeros === 1 ? "zero" : "zeros"}`] : []),
    ...(nNegative > 0 ? [`${nNegative} negative ${nNegative === 1 ? "value" : "values"}`] : []),
  ].join(" and ");
  throw new CeterisError({
    code: "LOG_UNDEFINED",
    where: `column “${column}”`,
    what: `${counts} ${rows.length === 1 ? "has" : "have"} no logarithm (${nameSome(
      rows.map((i) => panelRowName(panel, i)),
      3,
    )})`,
    mend:
      nNegative > 0
        ? "Correct these cells or leave them empty"
        : "Say what to do with zeros: make them missing, add a constant, or keep the column as it is",
    details: { column, nZeros, nNegative },
  });
}
