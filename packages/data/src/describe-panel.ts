import { alwaysTreatedUnits, type Panel, type PanelSummary, periodLabel } from "@ceteris/core";

/**
 * The structure of a panel: its size, holes, entries and exits, and the cohorts of its treatment.
 *
 * Cohorts are listed in order of time, the never treated last; units whose treatment is not known in
 * any row count as never treated. `alwaysTreated` counts treated units without an untreated row.
 *
 * @example
 * describePanel(definePanel(table, { unit: "sid", time: "year", treatment: { cohort: "cohort" } })).cohorts;
 * // [{ cohort: "2006", nUnits: 1 }, …, { cohort: null, nUnits: 29 }]
 */
export function describePanel(panel: Panel): PanelSummary {
  const { first, last } = spans(panel);
  const nPeriods = panel.time.nLevels;
  return Object.freeze({
    nRows: panel.nRows,
    nUnits: panel.unit.nLevels,
    nPeriods,
    periods: panel.time.labels,
    balanced: panel.balanced,
    unitsWithGaps: unitsWithGaps(panel).length,
    unitsEnteringLate: first.filter((t) => t > 0).length,
    unitsLeavingEarly: last.filter((t) => t < nPeriods - 1).length,
    cohorts: cohorts(panel),
    alwaysTreated: alwaysTreatedUnits(panel).length,
  });
}

/** Names of the units with a hole between their first and last period. */
export function unitsWithGaps(panel: Panel): readonly string[] {
  const { first, last, count } = spans(panel);
  return panel.unit.labels.filter((_, u) => count[u]! < last[u]! - first[u]! + 1);
}

/** First and last period and number of rows of each unit. */
function spans(panel: Panel) {
  const nUnits = panel.unit.nLevels;
  const first = new Int32Array(nUnits).fill(panel.time.nLevels);
  const last = new Int32Array(nUnits).fill(-1);
  const count = new Int32Array(nUnits);
  for (let i = 0; i < panel.nRows; i++) {
    const unit = panel.unit.codes[i]!;
    const period = panel.time.codes[i]!;
    first[unit] = Math.min(first[unit]!, period);
    last[unit] = Math.max(last[unit]!, period);
    count[unit]!++;
  }
  return { first, last, count };
}

function cohorts(panel: Panel): PanelSummary["cohorts"] {
  if (!panel.treatment) return [];
  const counts = new Map<number, number>();
  for (const start of panel.treatment.cohort) {
    const key = Number.isNaN(start) ? Number.POSITIVE_INFINITY : start;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([start, nUnits]) => ({
      cohort: start === Number.POSITIVE_INFINITY ? null : periodLabel(panel, start),
      nUnits,
    }));
}
