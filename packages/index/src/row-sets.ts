import { CeterisError, type Panel } from "@ceteris/core";

/** Rows that a range or a set of weights is computed from, and the rows it is used for. */
export interface RowSet {
  /** The period, where there is one set for each; null for a set used everywhere. */
  readonly period: string | null;
  /** In words, for messages: "", " in 2016", " among never-treated units". */
  readonly words: string;
  readonly from: Int32Array;
  readonly use: Int32Array;
}

/**
 * @throws TREATMENT_MISSING, NO_UNTREATED (`controls` without a treatment, or without a unit that is
 *   never treated)
 */
export function rowSets(
  panel: Panel,
  rule: "pooled" | "per-year" | "base-year" | "controls",
  baseYear: string | null,
): readonly RowSet[] {
  const all = Int32Array.from({ length: panel.nRows }, (_, i) => i);
  const { codes, labels } = panel.time;
  if (rule === "pooled") return [{ period: null, words: "", from: all, use: all }];
  if (rule === "base-year") {
    const base = labels.indexOf(baseYear!);
    return [{ period: null, words: ` in ${baseYear}`, from: all.filter((i) => codes[i] === base), use: all }];
  }
  if (rule === "controls") {
    return [{ period: null, words: " among never-treated units", from: controlRows(panel, all), use: all }];
  }
  return labels.map((period, code) => {
    const rows = all.filter((i) => codes[i] === code);
    return { period, words: ` in ${period}`, from: rows, use: rows };
  });
}

function controlRows(panel: Panel, all: Int32Array): Int32Array {
  const treatment = panel.treatment;
  if (!treatment) {
    throw new CeterisError({
      code: "TREATMENT_MISSING",
      where: panel.table.source.name,
      what: "nothing says which units are never treated, and the index is to be scaled by them",
      mend: 'Give the treatment (treat, group with start, or cohort), or another range than "controls"',
    });
  }
  const rows = all.filter((i) => treatment.cohort[panel.unit.codes[i]!] === Number.POSITIVE_INFINITY);
  if (rows.length > 0) return rows;
  throw new CeterisError({
    code: "NO_UNTREATED",
    where: panel.table.source.name,
    what: `all ${panel.unit.nLevels} units are treated at some time, so none can set the scale of the index`,
    mend: 'Use range "base-year" with a period before the first treatment',
  });
}
