import { CeterisError, type Factor, type Panel, panelFactor, panelNumbers, withCodes } from "@ceteris/core";
import type { Covariate } from "../../balance/balance-rows.ts";
import type { MatchingOptions } from "../options/psm-options.ts";
import { lastBeforeTreatment } from "./pre-periods.ts";

/** Rows that are matched with each other, in the panel's order, with what the match compares. */
export interface Stratum {
  /** Label of the one period of the rows; null when they are of several. */
  readonly period: string | null;
  /** Rows of the panel; where units are matched on means, their last row before treatment. */
  readonly rows: Int32Array;
  /** Covariates of the score, with one value for each of the rows. */
  readonly covariates: readonly Covariate[];
  /** Columns in which partners must agree, with one code for each of the rows. */
  readonly exact: readonly Factor[];
}

/** Units with a treated row: the treated group of a match, before and after their treatment. */
export function everTreated(panel: Panel): Uint8Array {
  return Uint8Array.from(panel.treatment!.treatedRows, (count) => (count > 0 ? 1 : 0));
}

/**
 * Divides the rows of a design. `complete` are the rows that the regression can use; designs of units
 * take the units among them, on rows that need only be complete in what is matched on.
 */
export function strataOf(panel: Panel, complete: Int32Array, options: MatchingOptions): readonly Stratum[] {
  const { codes, labels } = panel.time;
  const columns = options.matchOn.map((name) => ({ name, values: panelNumbers(panel, name) }));
  const exact = options.exact.map((name) => panelFactor(panel, name));
  const stratum = (period: string | null, rows: Int32Array): Stratum => ({
    period,
    rows,
    covariates: columns.map(({ name, values }) => ({ name, values: valuesAt(values, rows) })),
    exact: exact.map((factor) =>
      withCodes(
        factor,
        rows.map((i) => factor.codes[i]!),
      ),
    ),
  });
  if (options.design === "pooled") return [stratum(null, complete)];
  if (options.design === "by-period") {
    return labels.map((period, code) =>
      stratum(
        period,
        complete.filter((i) => codes[i] === code),
      ),
    );
  }
  const present = new Uint8Array(panel.unit.nLevels);
  for (const i of complete) present[panel.unit.codes[i]!] = 1;
  const usable = (i: number) =>
    present[panel.unit.codes[i]!] === 1 &&
    columns.every(({ values }) => !Number.isNaN(values[i]!)) &&
    exact.every((factor) => factor.codes[i]! >= 0);
  const rowsWhere = (holds: (code: number) => boolean) => {
    const rows: number[] = [];
    for (let i = 0; i < panel.nRows; i++) if (holds(codes[i]!) && usable(i)) rows.push(i);
    return Int32Array.from(rows);
  };
  if (options.design === "baseline") {
    const at = labels.indexOf(options.baseline!);
    return [
      stratum(
        options.baseline,
        rowsWhere((code) => code === at),
      ),
    ];
  }
  const last = lastBeforeTreatment(panel);
  const before = rowsWhere((code) => code <= last);
  const { rows, means } = unitMeans(panel.unit.codes, before, columns);
  return [{ ...stratum(null, rows), covariates: means }];
}

function valuesAt(values: Float64Array, rows: Int32Array): Float64Array {
  const out = new Float64Array(rows.length);
  for (let k = 0; k < rows.length; k++) out[k] = values[rows[k]!]!;
  return out;
}

/** The last row of each unit and the means of the columns over its rows. */
function unitMeans(unit: Int32Array, rows: Int32Array, columns: readonly Covariate[]) {
  const last = rows.filter((row, k) => k === rows.length - 1 || unit[rows[k + 1]!] !== unit[row]);
  const means = columns.map(({ name, values }) => {
    const out = new Float64Array(last.length);
    let at = 0;
    let count = 0;
    for (const row of rows) {
      out[at]! += (values[row]! - out[at]!) / ++count;
      if (row !== last[at]) continue;
      at++;
      count = 0;
    }
    return { name, values: out };
  });
  return { rows: last, means };
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
