import {
  type AdoptionHistory,
  type AdoptionResult,
  type AdoptionStatus,
  displayable,
  type Panel,
  periodLabel,
  requireTreatment,
} from "@ceteris/core";

const ABSENT = "absent";

/**
 * The timeline of adoption: which units were treated, untreated or not in the data in each period, units
 * with the same history together. It shows at a glance whether adoption is staggered, whether treatment
 * switches off, and who is missing when.
 *
 * @throws the codes of `requireTreatment`
 * @see R panelView
 * @example
 * const svg = await renderSvg(plotAdoption(adoption(panel)));
 */
export function adoption(panel: Panel): AdoptionResult {
  const { status, cohort } = requireTreatment(panel);
  const nPeriods = panel.time.nLevels;
  const histories = new Map<string, { cohort: number; units: number[]; status: AdoptionStatus[] }>();
  const own: AdoptionStatus[] = new Array(nPeriods).fill(ABSENT);
  const close = (unit: number) => {
    const key = `${cohort[unit]} ${own.join()}`;
    const found = histories.get(key);
    if (found) found.units.push(unit);
    else histories.set(key, { cohort: cohort[unit]!, units: [unit], status: own.slice() });
    own.fill(ABSENT);
  };
  const { codes } = panel.unit;
  for (let i = 0; i < codes.length; i++) {
    own[panel.time.codes[i]!] = status[i] === 1 ? "treated" : status[i] === 0 ? "untreated" : "unknown";
    if (codes[i + 1] !== codes[i]) close(codes[i]!);
  }
  const ordered = [...histories.values()].sort(
    (a, b) => rank(a.cohort) - rank(b.cohort) || b.units.length - a.units.length || a.units[0]! - b.units[0]!,
  );
  return displayable({
    kind: "adoption" as const,
    periods: panel.time.labels,
    histories: ordered.map(
      (history): AdoptionHistory => ({
        cohort: Number.isFinite(history.cohort) ? periodLabel(panel, history.cohort) : null,
        units: history.units.map((unit) => panel.unit.labels[unit]!),
        status: history.status,
      }),
    ),
  });
}

/** Never treated after every cohort, and those of unknown treatment last. */
function rank(cohort: number): number {
  return Number.isNaN(cohort) ? Number.MAX_VALUE : Math.min(cohort, Number.MAX_VALUE / 2);
}
