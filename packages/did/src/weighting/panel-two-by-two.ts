import {
  CeterisError,
  type Estimate,
  estimateRow,
  type Panel,
  panelFactor,
  panelNumbers,
  type Warning,
} from "@ceteris/core";
import { TWO_BY_TWO_METHODS, twoByTwo } from "../doubly-robust/two-by-two.ts";
import type { TwoByTwo, TwoByTwoData } from "../doubly-robust/two-by-two-data.ts";
import { nullRow } from "../model/estimate-table.ts";
import type { ResolvedOptions } from "../model/options.ts";
import type { BaselineUnits } from "./baseline-units.ts";

export interface PanelTwoByTwo {
  /** One row for each method, in the order of `TWO_BY_TWO_METHODS`; none where starts differ. */
  readonly estimates: readonly Estimate[];
  readonly nUnits: number;
  /** Column whose levels errors are clustered by. */
  readonly cluster: string;
  readonly warnings: readonly Warning[];
}

/**
 * The two-by-two effects of a panel in which all treated units start together: each unit's mean outcome
 * over the periods from the start on against its mean over those before, for units seen in every period.
 * On a balanced panel without covariates that is the two-way fixed-effects estimate.
 *
 * Errors come from the influence functions, summed within clusters where the covariance names one column
 * in which units do not change; without small-sample factors, and with normal quantiles.
 */
export function panelTwoByTwo(panel: Panel, units: BaselineUnits, model: ResolvedOptions): PanelTwoByTwo {
  const start = commonStart(panel, units);
  const nothing = { estimates: [], nUnits: 0, cluster: panel.unit.name };
  if (start === null) return { ...nothing, warnings: [skipped()] };
  const { data, kept } = unitMeans(panel, units, model, start);
  if (!data.d.includes(1) || !data.d.includes(0))
    return { ...nothing, warnings: [leftOut(panel, units, kept.length)] };
  const { cluster, codes } = clustersOf(panel, model, kept);
  const warnings: Warning[] = kept.length < units.units.length ? [leftOut(panel, units, kept.length)] : [];
  const estimates = TWO_BY_TWO_METHODS.map((method) => {
    try {
      const found = twoByTwo(data, { method });
      return estimateRow(method, found.att, clusteredError(found, codes), null, model.level);
    } catch (error) {
      if (!(error instanceof CeterisError)) throw error;
      warnings.push({
        code: "DOUBLY_ROBUST_NOT_IDENTIFIED",
        message: `The two-by-two estimate “${method}” does not exist: ${error.message}`,
        details: { method, code: error.code },
      });
      return nullRow(method);
    }
  });
  return { estimates, nUnits: kept.length, cluster, warnings };
}

/** The period in which every treated unit starts, on the scale of time; null when they differ or stop again. */
function commonStart(panel: Panel, { units, treated }: BaselineUnits): number | null {
  const { cohort, status } = panel.treatment!;
  const starts = new Set<number>();
  const ofSample = new Uint8Array(panel.unit.nLevels);
  units.forEach((unit, k) => {
    ofSample[unit] = 1;
    if (treated[k] === 1) starts.add(cohort[unit]!);
  });
  const [start] = starts;
  if (starts.size !== 1) return null;
  for (let i = 0; i < panel.nRows; i++) {
    const unit = panel.unit.codes[i]!;
    if (ofSample[unit] === 0 || Number.isNaN(status[i]!)) continue;
    const due = panel.time.values[panel.time.codes[i]!]! >= cohort[unit]! ? 1 : 0;
    if (status[i] !== due) return null;
  }
  return start!;
}

function unitMeans(
  panel: Panel,
  units: BaselineUnits,
  { outcome }: ResolvedOptions,
  start: number,
): { readonly data: TwoByTwoData; readonly kept: Int32Array } {
  const y = panelNumbers(panel, outcome);
  const sums = [new Float64Array(panel.unit.nLevels), new Float64Array(panel.unit.nLevels)];
  const counts = [new Int32Array(panel.unit.nLevels), new Int32Array(panel.unit.nLevels)];
  for (let i = 0; i < panel.nRows; i++) {
    if (Number.isNaN(y[i]!)) continue;
    const unit = panel.unit.codes[i]!;
    const after = panel.time.values[panel.time.codes[i]!]! >= start ? 1 : 0;
    sums[after]![unit]! += y[i]!;
    counts[after]![unit]!++;
  }
  const nAfter = panel.time.values.filter((t) => t >= start).length;
  const nBefore = panel.time.nLevels - nAfter;
  const at = Int32Array.from(units.units.keys()).filter((k) => {
    const unit = units.units[k]!;
    return counts[0]![unit] === nBefore && counts[1]![unit] === nAfter;
  });
  const mean = (after: 0 | 1, n: number) => Float64Array.from(at, (k) => sums[after]![units.units[k]!]! / n);
  const take = (values: Float64Array) => Float64Array.from(at, (k) => values[k]!);
  const data = {
    y1: mean(1, nAfter),
    y0: mean(0, nBefore),
    d: take(units.treated),
    w: take(units.base),
    x: units.covariates.map(({ name, values }) => ({ name, values: take(values) })),
  };
  return { data, kept: Int32Array.from(at, (k) => units.units[k]!) };
}

/** The cluster of each unit: the covariance's one column if units do not change in it, else the unit. */
function clustersOf(panel: Panel, { covariance }: ResolvedOptions, kept: Int32Array) {
  const ofUnit = { cluster: panel.unit.name, codes: kept };
  const [name] = covariance.by;
  if (name === undefined || covariance.by.length !== 1 || !panel.table.columns.has(name)) return ofUnit;
  const factor = panelFactor(panel, name);
  const byUnit = new Int32Array(panel.unit.nLevels).fill(-1);
  for (let i = 0; i < panel.nRows; i++) {
    const unit = panel.unit.codes[i]!;
    if (byUnit[unit] === -1) byUnit[unit] = factor.codes[i]!;
    else if (byUnit[unit] !== factor.codes[i]) return ofUnit;
  }
  return { cluster: name, codes: kept.map((unit) => byUnit[unit]!) };
}

function clusteredError({ influence }: TwoByTwo, codes: Int32Array): number {
  const sums = new Map<number, number>();
  codes.forEach((code, i) => {
    sums.set(code, (sums.get(code) ?? 0) + influence[i]!);
  });
  let squares = 0;
  for (const value of sums.values()) squares += value * value;
  return Math.sqrt(squares) / influence.length;
}

function skipped(): Warning {
  return {
    code: "DOUBLY_ROBUST_SKIPPED",
    message:
      "The doubly robust two-by-two estimates compare the periods before and after one common start, and here treated units start at different times, or stop again; they were left out.",
    details: {},
  };
}

function leftOut(panel: Panel, { units }: BaselineUnits, nKept: number): Warning {
  const n = units.length - nKept;
  return {
    code: "DOUBLY_ROBUST_UNBALANCED",
    message: `${n} of ${units.length} units lack the outcome in some ${panel.time.name} and were left out of the doubly robust two-by-two estimates, which compare means over all periods.`,
    details: { count: n, nUnits: units.length },
  };
}
