import { CeterisError, type Panel, type Sample } from "@ceteris/core";
import { balancedUnits } from "../../att-gt/balanced-units.ts";
import { endedUnits } from "../../model/ended-units.ts";
import { endingTreatment } from "../../model/ending-treatment.ts";
import { type Adjustment, adjustPaths } from "./adjust-paths.ts";

/** Units first treated in the same period. */
export interface AdoptionGroup {
  /** On the scale of the panel's time values. */
  readonly cohort: number;
  /** Number of periods before it. */
  readonly nPre: number;
  /** Rows of `UnitPaths.values`. */
  readonly units: Int32Array;
}

/** Outcomes of units seen in every period, and who is treated when. */
export interface UnitPaths extends Adjustment {
  /** One row of `nPeriods` for each unit, in the panel's order; adjusted for the controls, if there are any. */
  readonly values: Float64Array;
  readonly nPeriods: number;
  /** On the scale of the panel's time values. */
  readonly periods: readonly number[];
  /** Rows of units never treated. */
  readonly controls: Int32Array;
  /** By cohort. */
  readonly groups: readonly AdoptionGroup[];
  readonly unitName: (row: number) => string;
  readonly sample: Sample;
}

/**
 * The paths of outcomes that synthetic difference-in-differences compares.
 *
 * @throws NO_TREATED, NO_UNTREATED, TREATMENT_SWITCHES_OFF and the codes of `balancedUnits` and `leastSquares`
 */
export function unitPaths(
  panel: Panel,
  { outcome, controls }: { readonly outcome: string; readonly controls: readonly string[] },
): UnitPaths {
  const cluster = panel.unit.name;
  const model = { outcome, controls, weights: null, cluster };
  const units = balancedUnits(panel, { ...model, control: "never", anticipation: 0 });
  const { nUnits, periods, unitName, cohort, sample } = units;
  const rowsOf = (belongs: (cohort: number) => boolean) =>
    Int32Array.from(cohort.keys()).filter((i) => belongs(cohort[i]!));
  // Who is first treated after the last period in use is untreated as far as that goes.
  const last = periods.at(-1)!;
  const groups = units.cohorts
    .filter((g) => g <= last)
    .map((g) => ({
      cohort: g,
      nPre: periods.filter((t) => t < g).length,
      units: rowsOf((own) => own === g),
    }))
    .filter((group) => group.units.length > 0);
  const never = rowsOf((own) => own > last);
  refuseNobody(panel, groups.length === 0, never.length === 0);
  refuseEnding(panel, nUnits, unitName);

  const nPeriods = periods.length;
  const values = new Float64Array(nUnits * nPeriods);
  units.values.forEach(({ outcome: y }, t) => {
    for (let i = 0; i < nUnits; i++) values[i * nPeriods + t] = y[i]!;
  });
  return {
    ...{ values, nPeriods, periods, controls: never, groups, unitName },
    ...adjustPaths(values, units, outcome),
    sample: { ...sample, nTreatedUnits: nUnits - never.length },
  };
}

function refuseNobody(panel: Panel, noTreated: boolean, noControls: boolean): void {
  if (!noTreated && !noControls) return;
  throw new CeterisError({
    code: noTreated ? "NO_TREATED" : "NO_UNTREATED",
    where: panel.table.source.name,
    what: `no unit ${noTreated ? "treated" : "untreated"} in the periods used has a complete row in each of them`,
    mend: "Leave out the periods or the columns with the most missing values",
  });
}

/** @throws TREATMENT_SWITCHES_OFF: afterwards a unit is neither treated nor a control */
function refuseEnding(panel: Panel, nUnits: number, unitName: (row: number) => string): void {
  const used = new Set(Array.from({ length: nUnits }, (_, row) => unitName(row)));
  const names = Array.from(endedUnits(panel, null), (u) => panel.unit.labelOf(u)).filter((name) =>
    used.has(name),
  );
  if (names.length === 0) return;
  throw endingTreatment(panel, {
    names,
    nUnits,
    why: "and a synthetic control stands for treatment that lasts",
  });
}
