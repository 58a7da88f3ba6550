import {
  assignTreatment,
  CeterisError,
  type Estimate,
  estimateRow,
  type Panel,
  takePanelRows,
} from "@ceteris/core";
import { type EstimationSample, estimationSample } from "@ceteris/regression";
import type { Assignments } from "./assignments.ts";
import type { Entities } from "./entities.ts";
import { bare, type Kernel } from "./kernel.ts";
import type { PanelEstimator, PointEstimate, RowsOfEstimates } from "./panel-estimator.ts";
import type { Paths } from "./paths.ts";
import type { PlaceboModel } from "./placebo-model.ts";

/** Any estimator: treatment is assigned on the panel, and it estimates again. */
export function refitModel(
  panel: Panel,
  estimator: PanelEstimator,
  clusters: readonly string[],
): PlaceboModel {
  const columns = { numeric: [], fixedEffects: [] };
  const sample = estimationSample(panel, { ...columns, clusters, extra: [panel.treatment!.status] });
  const result = estimator(onRows(panel, sample));
  const { unit, time, treatment } = panel.spec;
  const told = "estimates" in result ? result : null;
  const estimate = rowOf(result);
  if (estimate.estimate === null) throw noEstimate("it gives no estimate on the data themselves");
  return {
    actual: {
      estimate,
      sample: told?.sample ?? sample.sample,
      fit: told?.fit ?? null,
      spec: { unit, time, treatment: { ...treatment }, estimator: told?.kind ?? null, ...told?.spec },
      warnings: told?.warnings ?? [...panel.warnings, ...sample.warnings],
    },
    columns,
    kernel: (...data) => makeKernel(estimator, ...data),
  };
}

function onRows(panel: Panel, { rows }: EstimationSample): Panel {
  return rows ? takePanelRows(panel, rows) : panel;
}

/** The row meant; without an interval where only a number was told. */
function rowOf(result: PointEstimate | RowsOfEstimates): Estimate {
  if (!("estimates" in result)) {
    const { estimate, stdError = null, dof = null } = result;
    return estimateRow("estimate", estimate ?? Number.NaN, stdError, dof, 0.95);
  }
  const [first] = result.estimates;
  if (first) return first;
  throw noEstimate("its result has no row of estimates");
}

function noEstimate(what: string): CeterisError {
  return new CeterisError({
    code: "PLACEBO_IMPOSSIBLE",
    where: "estimator",
    what,
    mend: "Return a result with a row first that is the estimate meant, or { estimate, stdError }",
  });
}

function makeKernel(
  estimator: PanelEstimator,
  panel: Panel,
  sample: EstimationSample,
  { ofRow }: Entities,
  paths: Paths,
  assignments: Assignments,
): Kernel {
  const own = onRows(panel, sample);
  const { rows } = sample;
  const time = rows ? rows.map((i) => panel.time.codes[i]!) : panel.time.codes;
  const starts = paths.map((path) => panel.time.values[path.indexOf(1)] ?? Number.POSITIVE_INFINITY);
  const codes = new Int32Array(assignments.nEntities);
  const cohort = new Float64Array(own.unit.nLevels);
  return ({ at, codes: drawn }) => {
    codes.fill(assignments.rest);
    at.forEach((e, j) => {
      codes[e] = drawn[j]!;
    });
    const status = Float64Array.from(ofRow, (e, i) => paths[codes[e]!]![time[i]!]!);
    ofRow.forEach((e, i) => {
      cohort[own.unit.codes[i]!] = starts[codes[e]!]!;
    });
    try {
      const row = rowOf(estimator(assignTreatment(own, { status, cohort: cohort.slice() })));
      const { estimate, statistic, pValue } = row;
      return estimate === null
        ? { ...bare(Number.NaN), refusal: "its estimate is empty" }
        : { estimate, statistic: statistic ?? Number.NaN, pValue: pValue ?? Number.NaN };
    } catch (error) {
      if (error instanceof CeterisError) return { ...bare(Number.NaN), refusal: error.what };
      throw error;
    }
  };
}
