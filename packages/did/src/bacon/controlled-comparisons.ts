import type { BaconComparison, Warning } from "@ceteris/core";
import { type EstimationSample, leastSquares } from "@ceteris/regression";
import { warnCollinear } from "../model/estimate-table.ts";
import { type GroupPath, groupName, groupPaths } from "./treatment-groups.ts";

export interface ControlledComparisons {
  readonly comparisons: readonly BaconComparison[];
  readonly warnings: readonly Warning[];
}

/**
 * The comparisons inside the two-way fixed-effects estimate with controls (Goodman-Bacon 2021, section on
 * covariates). Let d be the residual of treatment on unit effects, time effects and controls, and dₖ(t)
 * its mean in group k. A pair of groups weighs nₖ nₗ Σₜ(dₖ − dₗ)² / (n Σd²), its estimate is the slope of
 * yₖ − yₗ on dₖ − dₗ over time; what units deviate from their group weighs the rest, with a slope of its
 * own. This is what the formulas with R² and predicted treatment come to, as controls are linear.
 */
export function controlledComparisons(
  { unit, time, columns, extra }: EstimationSample,
  outcome: string,
  controls: readonly string[],
): ControlledComparisons {
  const periods = time.labels;
  const status = extra[0]!;
  const y = columns.get(outcome)!;
  const fit = leastSquares({
    outcome: { name: "treatment", values: status },
    regressors: controls.map((name) => ({ name, values: columns.get(name)!, role: "control" as const })),
    fixedEffects: [unit, time],
  });
  const total = sumOf(fit.residuals, (d) => d * d);
  const warnings = warnCollinear(fit);
  if (!(total > 1e-10 * sumOf(status, (d) => d))) return { comparisons: [], warnings };

  const outcomes = groupPaths(status, y, periods.length);
  const treatments = groupPaths(status, fit.residuals, periods.length).map(centred);
  const comparisons: BaconComparison[] = [];
  treatments.forEach((earlier, i) => {
    treatments.slice(i + 1).forEach((later, j) => {
      const moved = (a: GroupPath, b: GroupPath) => a.means.map((v, t) => v - b.means[t]!);
      const d = moved(earlier, later);
      const squares = sumOf(d, (v) => v * v);
      const weight = (earlier.nUnits * later.nUnits * squares) / (unit.nLevels * total);
      if (!(weight > leastWeight)) return;
      const dy = moved(outcomes[i]!, outcomes[i + 1 + j]!);
      const isAlways = earlier.nTreated === periods.length && later.nTreated > 0;
      const [treated, control] = isAlways ? [later, earlier] : [earlier, later];
      comparisons.push({
        type: typeOf(earlier, later, periods.length),
        treated: groupName(treated, periods),
        control: groupName(control, periods),
        estimate: sumOf(d, (v, t) => v * dy[t]!) / squares,
        weight,
      });
    });
  });
  const within = withinGroups(status, y, fit.residuals, treatments);
  if (within.squares / total > leastWeight) {
    comparisons.push({
      ...{ type: "within-groups", treated: null, control: null },
      estimate: within.products / within.squares,
      weight: within.squares / total,
    });
  }
  return { comparisons, warnings };
}

/** A weight below this is rounding. */
const leastWeight = 1e-14;

function typeOf(earlier: GroupPath, later: GroupPath, nPeriods: number): BaconComparison["type"] {
  const always = earlier.nTreated === nPeriods;
  if (later.nTreated === 0) return always ? "always-vs-never" : "treated-vs-never";
  return always ? "later-vs-always" : "both-treated";
}

function centred(path: GroupPath): GroupPath {
  const mean = sumOf(path.means, (v) => v) / path.means.length;
  return { ...path, means: path.means.map((v) => v - mean) };
}

/** Sums of squares of treatment's deviations from the mean of the group, and of their products with y. */
function withinGroups(
  status: Float64Array,
  y: Float64Array,
  residuals: Float64Array,
  groups: readonly GroupPath[],
): { readonly squares: number; readonly products: number } {
  const means = new Map(groups.map((group) => [group.nTreated, group.means]));
  const nPeriods = groups[0]!.means.length;
  let [squares, products] = [0, 0];
  for (let from = 0; from < status.length; from += nPeriods) {
    const own = means.get(sumOf(status.subarray(from, from + nPeriods), (d) => d))!;
    for (let t = 0; t < nPeriods; t++) {
      const deviation = residuals[from + t]! - own[t]!;
      squares += deviation * deviation;
      products += deviation * (y[from + t]! - y[from]!);
    }
  }
  return { squares, products };
}

function sumOf(values: Float64Array, term: (value: number, at: number) => number): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += term(values[i]!, i);
  return sum;
}
