import { CeterisError, type Panel, panelNumbers } from "@ceteris/core";
import { type EstimationSample, estimationSample } from "@ceteris/regression";
import type { Covariate } from "../balance/balance-rows.ts";
import { lastBeforeTreatment } from "../matching/strata/pre-periods.ts";
import { everTreated } from "../matching/strata/strata.ts";
import type { ResolvedOptions } from "../model/options.ts";
import type { ResolvedWeighing } from "./weighting-options.ts";

/** The units of a panel with their covariates from before treatment: one value of each array for each. */
export interface BaselineUnits {
  /** Codes of the units, ascending. */
  readonly units: Int32Array;
  /** 1 for units that are ever treated. */
  readonly treated: Float64Array;
  readonly covariates: readonly Covariate[];
  /** Analytic weights, or ones. */
  readonly base: Float64Array;
  /** Labels of units that the regression could use but that have no complete covariates. */
  readonly without: readonly string[];
  /** Rows that covariates were taken from and that are treated already. */
  readonly nTreatedRows: number;
}

/**
 * Covariates of each unit with a complete row, from the baseline period or as means over the periods
 * before anybody's treatment.
 *
 * @throws NOT_FINITE; NO_TREATED, NO_UNTREATED when the units left are all of one group
 */
export function baselineUnits(
  panel: Panel,
  model: ResolvedOptions,
  { design, baseline, weightOn }: ResolvedWeighing,
): BaselineUnits {
  const { codes } = panel.unit;
  const time = panel.time.codes;
  const complete = completeRows(panel, model);
  const columns = weightOn.map((name) => panelNumbers(panel, name));
  const analytic = model.weights === null ? null : panelNumbers(panel, model.weights);
  const last = lastBeforeTreatment(panel);
  const at = baseline === null ? -1 : panel.time.labels.indexOf(baseline);
  const used = (i: number) =>
    (design === "baseline" ? time[i] === at : time[i]! <= last) &&
    columns.every((x) => !Number.isNaN(x[i]!)) &&
    (analytic === null || analytic[i]! > 0);

  const present = new Uint8Array(panel.unit.nLevels);
  for (const i of complete.rows ?? panel.unit.codes.keys()) present[codes[i]!] = 1;
  const place = new Int32Array(panel.unit.nLevels).fill(-1);
  const units: number[] = [];
  const counts: number[] = [];
  const sums = [...columns, ...(analytic ? [analytic] : [])].map(() => [] as number[]);
  let nTreatedRows = 0;
  for (let i = 0; i < panel.nRows; i++) {
    const unit = codes[i]!;
    if (present[unit] === 0 || !used(i)) continue;
    if (place[unit]! < 0) place[unit] = units.push(unit) - 1;
    const k = place[unit]!;
    counts[k] = (counts[k] ?? 0) + 1;
    [...columns, ...(analytic ? [analytic] : [])].forEach((x, j) => {
      const mean = sums[j]![k] ?? 0;
      sums[j]![k] = mean + (x[i]! - mean) / counts[k]!;
    });
    if (panel.treatment!.status[i] === 1) nTreatedRows++;
  }
  weightOn.forEach((name, j) => {
    refuseInfinite(panel, name, sums[j]!);
  });
  const ever = everTreated(panel);
  const treated = Float64Array.from(units, (unit) => ever[unit]!);
  refuseOneGroup(panel, treated, baseline);
  return {
    units: Int32Array.from(units),
    treated,
    covariates: weightOn.map((name, j) => ({ name, values: Float64Array.from(sums[j]!) })),
    base: analytic ? Float64Array.from(sums.at(-1)!) : new Float64Array(units.length).fill(1),
    without: panel.unit.labels.filter((_, unit) => present[unit] === 1 && place[unit]! < 0),
    nTreatedRows,
  };
}

/** Rows complete in all that the regression uses. */
export function completeRows(panel: Panel, model: ResolvedOptions): EstimationSample {
  return estimationSample(panel, {
    numeric: [...new Set([model.outcome, ...model.controls])],
    fixedEffects: [],
    clusters: [...new Set([...model.fixedEffects, ...model.covariance.by])],
    ...(model.weights === null ? {} : { weights: model.weights }),
    extra: [panel.treatment!.status],
  });
}

function refuseInfinite(panel: Panel, name: string, values: readonly number[]): void {
  const count = values.filter((v) => !Number.isFinite(v)).length;
  if (count === 0) return;
  throw new CeterisError({
    code: "NOT_FINITE",
    where: `${panel.table.source.name}, column “${name}”`,
    what: `the covariate of ${count} ${count === 1 ? "unit" : "units"} is infinite`,
    mend: "Correct these cells, or leave them empty to mark them missing",
    details: { column: name, count },
  });
}

function refuseOneGroup(panel: Panel, treated: Float64Array, baseline: string | null): void {
  const [some, others] = [treated.includes(1), treated.includes(0)];
  if (some && others) return;
  const when = baseline === null ? "before treatment" : `in ${panel.time.name} ${baseline}`;
  throw new CeterisError({
    code: some ? "NO_UNTREATED" : "NO_TREATED",
    where: panel.table.source.name,
    what: some
      ? `every unit with complete covariates ${when} is treated at some time, so there is nobody to weight`
      : `no unit with complete covariates ${when} is ever treated`,
    mend: "Weighting compares units that are ever treated with units that never are: check the treatment, the missing values and the baseline period",
  });
}
