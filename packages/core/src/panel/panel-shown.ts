import type { Shown } from "../display.ts";
import { type Panel, periodLabel } from "./panel.ts";

/** Units by the period in which they are first treated. */
export function panelShown(panel: Panel): Shown {
  const { unit, time, treatment, nRows, balanced, warnings } = panel;
  const periods = time.nLevels > 0 ? `, ${time.labels[0]} to ${time.labels[time.nLevels - 1]}` : "";
  const cohorts = [...new Set(treatment?.cohort)].sort((a, b) => a - b);
  return {
    title: `panel, ${unit.nLevels} units (${unit.name}), ${time.nLevels} periods (${time.name}${periods}), ${nRows} rows, ${balanced ? "balanced" : "not balanced"}${treatment ? "" : ", no treatment"}`,
    header: ["first treated", "units"],
    rows: cohorts.map((cohort) => [
      Number.isFinite(cohort) ? periodLabel(panel, cohort) : "never",
      String(treatment!.cohort.reduce((n, own) => n + (own === cohort ? 1 : 0), 0)),
    ]),
    notes: warnings.map(({ code, message }) => `${code}: ${message}`),
  };
}
