import { CeterisError, type Panel, panelNumbers } from "@ceteris/core";
import type { MatchingOptions } from "../options/psm-options.ts";

/** Rows that are matched with each other, in the panel's order. */
export interface Stratum {
  /** Label of the one period of the rows; null when they are of several. */
  readonly period: string | null;
  readonly rows: Int32Array;
}

/** Units with a treated row: the treated group of a match, before and after their treatment. */
export function everTreated(panel: Panel): Uint8Array {
  const ever = new Uint8Array(panel.unit.nLevels);
  const { status } = panel.treatment!;
  for (let i = 0; i < status.length; i++) if (status[i] === 1) ever[panel.unit.codes[i]!] = 1;
  return ever;
}

/**
 * Divides the rows of a design. `complete` are the rows that the regression can use; a baseline match
 * takes the units among them, on their row of the baseline period, which need only be complete in the
 * covariates.
 */
export function strataOf(
  panel: Panel,
  complete: Int32Array,
  { design, baseline, matchOn }: MatchingOptions,
): readonly Stratum[] {
  const { codes, labels } = panel.time;
  if (design === "pooled") return [{ period: null, rows: complete }];
  if (design === "by-period") {
    return labels.map((period, code) => ({ period, rows: complete.filter((i) => codes[i] === code) }));
  }
  const columns = matchOn.map((name) => panelNumbers(panel, name));
  const present = new Uint8Array(panel.unit.nLevels);
  for (const i of complete) present[panel.unit.codes[i]!] = 1;
  const at = labels.indexOf(baseline!);
  const rows: number[] = [];
  for (let i = 0; i < panel.nRows; i++) {
    if (codes[i] !== at || present[panel.unit.codes[i]!] === 0) continue;
    if (columns.every((x) => !Number.isNaN(x[i]!))) rows.push(i);
  }
  return [{ period: baseline, rows: Int32Array.from(rows) }];
}

/** Whether a stratum has rows of units that are ever treated and of units that never are. */
export function hasBothGroups(panel: Panel, stratum: Stratum, ever: Uint8Array): boolean {
  const treated = countTreated(panel, stratum, ever);
  return treated > 0 && treated < stratum.rows.length;
}

/** The error for a stratum with rows of one group only: NO_TREATED or NO_UNTREATED. */
export function oneGroupOnly(panel: Panel, stratum: Stratum, ever: Uint8Array): CeterisError {
  const none = countTreated(panel, stratum, ever) === 0;
  const period = stratum.period === null ? "" : ` in ${panel.time.name} ${stratum.period}`;
  return new CeterisError({
    code: none ? "NO_TREATED" : "NO_UNTREATED",
    where: panel.table.source.name,
    what: none
      ? `no complete row${period} belongs to a unit that is ever treated`
      : `every complete row${period} belongs to a unit that is treated at some time, so there is nobody to match with`,
    mend: "Matching compares units that are ever treated with units that never are: check the treatment, the missing values and the baseline period",
  });
}

function countTreated(panel: Panel, { rows }: Stratum, ever: Uint8Array): number {
  let count = 0;
  for (const i of rows) count += ever[panel.unit.codes[i]!]!;
  return count;
}
