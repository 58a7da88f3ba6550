import {
  type BaconComparison,
  type BaconResult,
  CeterisError,
  COMPARISON_TYPES,
  displayable,
  type Panel,
  requireTreatment,
} from "@ceteris/core";
import { uniqueWarnings } from "../fit-model.ts";
import { warnAlwaysTreated } from "../lints/always-treated.ts";
import { balancedSample } from "./balanced-sample.ts";
import { forbiddenWeight, type Pair, weighedPairs } from "./pairs.ts";
import { type GroupPath, groupPaths, type TreatmentGroup } from "./treatment-groups.ts";

export interface BaconOptions {
  /** Column of the outcome. */
  readonly outcome: string;
  /** Not supported yet: with controls the estimate has other components. */
  readonly controls?: readonly string[] | undefined;
  /** Not supported: the decomposition is of unweighted least squares. */
  readonly weights?: string | null | undefined;
  /** Nothing but unit and time. */
  readonly fixedEffects?: readonly string[] | undefined;
}

/**
 * Goodman-Bacon decomposition: the two-way fixed-effects estimate as a weighted mean of every two-by-two
 * difference-in-differences between groups of units by first treated period, so that one sees which
 * comparisons it rests on. With staggered adoption some controls are treated already; their estimates
 * are biased where effects change over time.
 *
 * The panel must be balanced in the rows with an outcome, and treatment must stay on. Costs one pass
 * over the rows; each estimate is a difference of differences of group means.
 *
 * @returns comparisons by type, then treated, then control; weights sum to 1, and Σ weight × estimate is
 *   the estimate of `twfe` without controls
 * @throws PANEL_UNBALANCED (names units and the periods they lack), TREATMENT_SWITCHES_OFF,
 *   TREATMENT_ABSORBED (no group changes status in the rows used), OPTION_UNSUPPORTED (controls, weights,
 *   other fixed effects), UNKNOWN_COLUMN, NOT_NUMERIC, NOT_FINITE, EMPTY_SAMPLE and the codes of
 *   `requireTreatment`
 * @see Goodman-Bacon (2021), theorem 1; R bacondecomp 0.1.1 `bacon`, whose figures these are
 * @example
 * const { byType, forbiddenWeight } = bacon(panel, { outcome: "l_homicide" });
 */
export function bacon(panel: Panel, options: BaconOptions): BaconResult {
  requireTreatment(panel);
  refuseUnsupported(panel, options);
  const { outcome } = options;
  const sample = balancedSample(panel, outcome);
  const periods = sample.time.labels;
  const groups = groupPaths(sample.extra[0]!, sample.columns.get(outcome)!, periods.length);
  const pairs = weighedPairs(groups, periods.length);
  if (pairs.length === 0) throw nothingToCompare(panel);
  const comparisons = COMPARISON_TYPES.flatMap((type) =>
    pairs
      .filter((pair) => pair.type === type)
      .sort((a, b) => b.treated.nTreated - a.treated.nTreated || b.control.nTreated - a.control.nTreated)
      .map((pair) => comparisonRow(pair, periods)),
  );
  const { unit, time, treatment } = panel.spec;
  return displayable({
    kind: "bacon" as const,
    sample: sample.sample,
    estimate: weightedSum(comparisons),
    forbiddenWeight: forbiddenWeight(comparisons),
    comparisons,
    byType: COMPARISON_TYPES.flatMap((type) => typeRow(comparisons, type)),
    spec: { unit, time, treatment: { ...treatment }, outcome },
    warnings: uniqueWarnings(panel.warnings, warnAlwaysTreated(panel), sample.warnings),
  });
}

function comparisonRow(pair: Pair<GroupPath>, periods: readonly string[]): BaconComparison {
  const { type, treated, control, from, change, to, weight } = pair;
  const moved = ({ means }: GroupPath) => meanOf(means, change, to) - meanOf(means, from, change);
  return {
    type,
    treated: groupName(treated, periods),
    control: groupName(control, periods),
    estimate: moved(treated) - moved(control),
    weight,
  };
}

function groupName({ nTreated }: TreatmentGroup, periods: readonly string[]): string {
  if (nTreated === 0) return "never";
  return nTreated === periods.length ? "always" : periods[periods.length - nTreated]!;
}

function meanOf(values: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let t = from; t < to; t++) sum += values[t]!;
  return sum / (to - from);
}

function typeRow(comparisons: readonly BaconComparison[], type: BaconComparison["type"]) {
  const own = comparisons.filter((row) => row.type === type);
  if (own.length === 0) return [];
  const weight = own.reduce((sum, row) => sum + row.weight, 0);
  return [{ type, weight, estimate: weightedSum(own) / weight }];
}

function weightedSum(rows: readonly BaconComparison[]): number {
  return rows.reduce((sum, row) => sum + row.weight * row.estimate, 0);
}

function refuseUnsupported(panel: Panel, { controls = [], weights, fixedEffects }: BaconOptions): void {
  const twoWay = [panel.unit.name, panel.time.name];
  const others = (fixedEffects ?? []).filter((name) => !twoWay.includes(name));
  const [where, what] =
    controls.length > 0
      ? ["controls", "with controls the estimate has other components, which are not computed"]
      : weights
        ? ["weights", "the decomposition is of the unweighted estimate"]
        : others.length > 0 || (fixedEffects && fixedEffects.length < 2)
          ? ["fixedEffects", `the decomposition is of the estimate with effects of ${twoWay.join(" and ")}`]
          : [null, ""];
  if (where === null) return;
  throw new CeterisError({
    code: "OPTION_UNSUPPORTED",
    where,
    what,
    mend: "Leave the option out: the decomposition without it shows which comparisons the design rests on",
  });
}

function nothingToCompare(panel: Panel): CeterisError {
  return new CeterisError({
    code: "TREATMENT_ABSORBED",
    where: panel.table.source.name,
    what: "among the rows with an outcome and a known treatment no units enter treatment while others do not, so there is nothing to compare",
    mend: "Check which rows lack an outcome, or add units treated at another time or never",
  });
}
