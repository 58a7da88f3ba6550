import { codedFactor, type Estimate, type Warning } from "@ceteris/core";
import { leastSquares } from "@ceteris/regression";
import type { BalancedUnits } from "../../att-gt/balanced-units.ts";
import { nullRow, warnCollinear } from "../../model/estimate-table.ts";

/** What the controls explain. */
export interface Adjustment {
  /** Coefficients of the control variables. */
  readonly adjustment: readonly Estimate[];
  readonly warnings: readonly Warning[];
}

/** Takes what the controls explain in rows without treatment off all rows, in place. */
export function adjustPaths(
  values: Float64Array,
  { values: byPeriod, periods, cohort, nUnits, warnings }: BalancedUnits,
  outcome: string,
): Adjustment {
  const { covariates } = byPeriod[0]!;
  if (covariates.length === 0) return { adjustment: [], warnings };
  const nPeriods = periods.length;
  const rows = Int32Array.from(values.keys()).filter(
    (at) => periods[at % nPeriods]! < cohort[Math.floor(at / nPeriods)]!,
  );
  const column = (c: number) => (at: number) =>
    byPeriod[at % nPeriods]!.covariates[c]!.values[Math.floor(at / nPeriods)]!;
  const factor = (name: string, code: (at: number) => number, n: number) =>
    codedFactor(name, Int32Array.from(rows, code), n, String);
  const fit = leastSquares({
    outcome: { name: outcome, values: Float64Array.from(rows, (at) => values[at]!) },
    regressors: covariates.map(({ name }, c) => ({
      name,
      values: Float64Array.from(rows, column(c)),
      role: "control" as const,
    })),
    fixedEffects: [
      factor("unit", (at) => Math.floor(at / nPeriods), nUnits),
      factor("time", (at) => at % nPeriods, nPeriods),
    ],
  });
  const adjustment = covariates.map(({ name }, c): Estimate => {
    const place = fit.terms.indexOf(name);
    if (place < 0) return nullRow(name);
    const slope = fit.coefficients[place]!;
    const valueAt = column(c);
    for (let at = 0; at < values.length; at++) values[at]! -= slope * valueAt(at);
    return { ...nullRow(name), estimate: slope };
  });
  return { adjustment, warnings: [...warnings, ...warnCollinear(fit)] };
}
