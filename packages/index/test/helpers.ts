import { definePanel, fromColumns, type Panel, type TreatmentSpec } from "@ceteris/core";

/** Rounding over a few hundred additions. */
export const CLOSED_FORM = 1e-12;

export type Values = Record<string, readonly (number | string | null)[]>;

/** A panel of units A, B, … over the given years, columns in order of unit, then year. */
export function panelOf(values: Values, years: readonly number[], treatment?: TreatmentSpec): Panel {
  const n = Object.values(values)[0]!.length;
  const table = fromColumns(
    {
      unit: Array.from({ length: n }, (_, i) => `U${String(Math.floor(i / years.length)).padStart(4, "0")}`),
      year: Array.from({ length: n }, (_, i) => years[i % years.length]!),
      ...values,
    },
    "panel.csv",
  );
  return definePanel(table, { unit: "unit", time: "year", ...(treatment ? { treatment } : {}) });
}

export function positive(...names: string[]) {
  return names.map((name) => ({ name, direction: "positive" as const }));
}
