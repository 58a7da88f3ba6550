import { CeterisError, nameSome } from "../errors.ts";
import type { Panel } from "./panel.ts";
import type { Treatment, TreatmentSpec } from "./treatment.ts";

/**
 * The treatment of a panel that a difference-in-differences can be estimated on.
 *
 * @throws TREATMENT_MISSING, NO_TREATED, NO_UNTREATED (nobody left to compare with),
 *   ALL_ALWAYS_TREATED (no treated unit is seen before its treatment)
 */
export function requireTreatment(panel: Panel): Treatment {
  const where = panel.table.source.name;
  const { treatment } = panel;
  if (!treatment) {
    throw new CeterisError({
      code: "TREATMENT_MISSING",
      where,
      what: "nothing says which rows are treated",
      mend: "Give a 0/1 column (treat), a group column with a start, or a cohort column",
    });
  }
  const { cohort, treatedRows, untreatedRows } = treatment;
  if (treatedRows.every((count) => count === 0)) {
    throw new CeterisError({
      code: "NO_TREATED",
      where: `${where}, ${treatmentColumn(treatment.spec)}`,
      what: `no row is treated (periods ${panel.time.labels[0]} to ${panel.time.labels.at(-1)})`,
      mend: "Check the column and, if one was given, the start: both must fall inside the data",
    });
  }
  const neverUntreated = untreatedRows.every((count) => count === 0);
  if (neverUntreated || treatedRows.every((count, u) => count > 0 && cohort[u] === cohort[0])) {
    const units = cohort.length === 1 ? "the only unit is" : `all ${cohort.length} units are`;
    const since = neverUntreated ? " in every period" : cohort.length > 1 ? " from the same period on" : "";
    throw new CeterisError({
      code: "NO_UNTREATED",
      where: `${where}, ${treatmentColumn(treatment.spec)}`,
      what: `${units} treated${since}, so there is nobody to compare with`,
      mend: "Add units that are never treated or treated later",
    });
  }
  if (treatedRows.every((count, u) => count === 0 || untreatedRows[u] === 0)) {
    const names = alwaysTreatedUnits(panel);
    throw new CeterisError({
      code: "ALL_ALWAYS_TREATED",
      where: `${where}, ${treatmentColumn(treatment.spec)}`,
      what: `every treated unit is treated in all of its periods (${nameSome(names)})`,
      mend: "A difference-in-differences needs treated units seen before treatment: add earlier periods, or correct the start",
      details: { units: names.slice(0, 100) },
    });
  }
  return treatment;
}

/** The units seen only under treatment: their own outcome never tells what would have been without it. */
export function alwaysTreatedUnits(panel: Panel): readonly string[] {
  if (!panel.treatment) return [];
  const { treatedRows, untreatedRows } = panel.treatment;
  const names: string[] = [];
  treatedRows.forEach((count, u) => {
    if (count > 0 && untreatedRows[u] === 0) names.push(panel.unit.labelOf(u));
  });
  return names;
}

function treatmentColumn(spec: TreatmentSpec): string {
  return `column “${"treat" in spec ? spec.treat : "group" in spec ? spec.group : spec.cohort}”`;
}
