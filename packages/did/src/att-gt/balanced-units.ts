import { CeterisError, type Panel, requireTreatment, type Sample, type Warning } from "@ceteris/core";
import { type EstimationSample, estimationSample } from "@ceteris/regression";
import type { Covariate } from "../balance/balance-rows.ts";
import type { ResolvedAttGt } from "./att-gt-options.ts";
import { clustersOfUnits } from "./clusters-of-units.ts";
import { type Timing, timing } from "./timing.ts";

/** What a unit is like in one period; every array has one value for each unit. */
export interface PeriodValues {
  readonly outcome: Float64Array;
  readonly covariates: readonly Covariate[];
  readonly weights: Float64Array;
}

/** Units seen in every period, in the panel's order, and what they are like in each. */
export interface BalancedUnits extends Timing {
  readonly nUnits: number;
  readonly unitName: (at: number) => string;
  /** First treated period of each unit; `Infinity` for those that serve as never treated. */
  readonly cohort: Float64Array;
  /** Cluster of each unit, from 0. */
  readonly clusters: { readonly column: string; readonly codes: Int32Array; readonly n: number };
  readonly values: readonly PeriodValues[];
  readonly sample: Sample;
  readonly warnings: readonly Warning[];
}

/**
 * The units and periods that effects by cohort are estimated on: complete rows, of periods in which
 * somebody is left to compare with, of units not treated from the start, that are seen in all of them.
 *
 * @throws EMPTY_SAMPLE, OPTION_INVALID, NO_TREATED and the codes of `requireTreatment` and `estimationSample`
 */
export function balancedUnits(
  panel: Panel,
  options: Pick<ResolvedAttGt, "outcome" | "controls" | "weights" | "cluster" | "control" | "anticipation">,
): BalancedUnits {
  const { status } = requireTreatment(panel);
  const sample = estimationSample(panel, {
    numeric: [options.outcome, ...options.controls],
    fixedEffects: [],
    clusters: [options.cluster],
    ...(options.weights === null ? {} : { weights: options.weights }),
    extra: [status],
  });
  const when = timing(panel, sample, options);
  const { first, warning } = seenThroughout(panel, sample, when);
  const nPeriods = when.periods.length;
  const take = (values: Float64Array, t: number) => {
    const out = new Float64Array(first.length);
    for (let i = 0; i < out.length; i++) out[i] = values[first[i]! + t]!;
    return out;
  };
  const codes = Int32Array.from(first, (row) => sample.unit.codes[row]!);
  const clusters = clustersOfUnits(panel, sample, options.cluster, first);
  const cohort = Float64Array.from(codes, (code) => when.cohortOf[code]!);
  return {
    ...when,
    nUnits: first.length,
    unitName: (at) => sample.unit.labelOf(codes[at]!),
    cohort,
    clusters,
    values: when.periods.map((_, t) => ({
      outcome: take(sample.columns.get(options.outcome)!, t),
      covariates: options.controls.map((name) => ({ name, values: take(sample.columns.get(name)!, t) })),
      weights: sample.weights ? take(sample.weights, t) : new Float64Array(first.length).fill(1),
    })),
    sample: {
      ...sample.sample,
      nObs: first.length * nPeriods,
      nUnits: first.length,
      nPeriods,
      nTreatedUnits: cohort.filter((g) => when.cohorts.includes(g)).length,
    },
    warnings: [...sample.warnings, ...when.warnings, ...warning],
  };
}

/** The first row used of each unit that has a row in every period used. */
function seenThroughout(
  panel: Panel,
  { unit, time, sample }: EstimationSample,
  { periods, timeCodes, cohortOf }: Timing,
): { readonly first: Int32Array; readonly warning: readonly Warning[] } {
  const firstCode = timeCodes[0]!;
  const lastCode = timeCodes.at(-1)!;
  const counts = new Int32Array(unit.nLevels);
  const firsts = new Int32Array(unit.nLevels);
  for (let i = sample.nObs - 1; i >= 0; i--) {
    if (time.codes[i]! < firstCode || time.codes[i]! > lastCode) continue;
    counts[unit.codes[i]!]!++;
    firsts[unit.codes[i]!] = i;
  }
  const whole: number[] = [];
  const broken: number[] = [];
  for (let u = 0; u < unit.nLevels; u++) {
    if (Number.isNaN(cohortOf[u]!)) continue;
    (counts[u] === periods.length ? whole : broken).push(u);
  }
  const named = { count: broken.length, nUnits: whole.length + broken.length, nPeriods: periods.length };
  if (whole.length === 0) {
    throw new CeterisError({
      code: "EMPTY_SAMPLE",
      where: panel.table.source.name,
      what: `none of ${named.nUnits} units has a complete row in each of the ${periods.length} periods`,
      mend: "Leave out the periods or the columns with the most missing values",
      details: named,
    });
  }
  return {
    first: Int32Array.from(whole, (u) => firsts[u]!),
    warning:
      broken.length === 0
        ? []
        : [
            unbalanced(
              broken.map((u) => unit.labelOf(u)),
              named,
            ),
          ],
  };
}

function unbalanced(
  names: readonly string[],
  { count, nUnits, nPeriods }: { count: number; nUnits: number; nPeriods: number },
): Warning {
  return {
    code: "UNITS_INCOMPLETE",
    message: `${count} of ${nUnits} units ${count === 1 ? "lacks" : "lack"} a complete row in some of the ${nPeriods} periods and ${count === 1 ? "was" : "were"} dropped (${names.slice(0, 5).join(", ")}${count > 5 ? ` and ${count - 5} more` : ""}): the same units are compared over time. Fill in the missing cells, or leave out the periods that lack most.`,
    details: { count, nUnits, nPeriods, units: names.slice(0, 100) },
  };
}
