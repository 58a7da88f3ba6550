import {
  type BaconComparison,
  type BaconResult,
  CeterisError,
  COMPARISON_TYPES,
  displayable,
  type OptionKinds,
  type Panel,
  requireTreatment,
  uniqueWarnings,
} from "@ceteris/core";
import { checkCall } from "../model/check-call.ts";
import { resolveOptions } from "../model/resolve-options.ts";
import { warnAlwaysTreated } from "../model/warn-always-treated.ts";
import { balancedSample } from "./balanced-sample.ts";
import { controlledComparisons } from "./controlled-comparisons.ts";
import { forbiddenWeight } from "./pairs.ts";
import { plainComparisons } from "./plain-comparisons.ts";

export interface BaconOptions {
  /** Column of the outcome. */
  readonly outcome: string;
  /**
   * Columns of control variables. Default: none. With them, two groups that both enter treatment make one
   * comparison, and differences between units of a group carry weight too.
   */
  readonly controls?: readonly string[] | undefined;
  /** Not supported: the decomposition is of unweighted least squares. */
  readonly weights?: string | null | undefined;
  /** Nothing but unit and time. */
  readonly fixedEffects?: readonly string[] | undefined;
}

const OPTIONS: OptionKinds<BaconOptions> = {
  outcome: "column",
  controls: "columns",
  weights: "column",
  fixedEffects: "columns",
};

/**
 * Goodman-Bacon decomposition: the two-way fixed-effects estimate as a weighted mean of every two-by-two
 * difference-in-differences between groups of units by first treated period, so that one sees which
 * comparisons it rests on. With staggered adoption some controls are treated already; their estimates
 * are biased where effects change over time.
 *
 * The panel must be balanced in the rows used, and treatment must stay on. Costs one pass over the rows;
 * each estimate is a difference of differences of group means.
 *
 * @returns comparisons by type, then treated, then control; weights sum to 1, and Σ weight × estimate is
 *   the estimate of `twfe`. With controls, what units deviate from their group is the type `within-groups`
 * @throws PANEL_UNBALANCED (names units and the periods they lack), TREATMENT_SWITCHES_OFF,
 *   TREATMENT_ABSORBED (no group changes status in the rows used, or controls explain it),
 *   OPTION_UNSUPPORTED (weights, other fixed effects), OPTION_INVALID (a control named twice),
 *   UNKNOWN_COLUMN, NOT_NUMERIC, NOT_FINITE, VALUE_TOO_LARGE, EMPTY_SAMPLE and the codes of `requireTreatment`
 * @see Goodman-Bacon (2021), theorem 1; R bacondecomp 0.1.1 `bacon`, whose figures these are
 * @example
 * const { byType, forbiddenWeight } = bacon(panel, { outcome: "l_homicide" });
 */
export function bacon(panel: Panel, options: BaconOptions): BaconResult {
  checkCall(panel, options, OPTIONS);
  requireTreatment(panel);
  refuseUnsupported(panel, options);
  const { outcome, controls } = resolveOptions(panel, {
    outcome: options.outcome,
    controls: options.controls,
  });
  const sample = balancedSample(panel, [...new Set([outcome, ...controls])]);
  const periods = sample.time.labels;
  const { comparisons: found, warnings } =
    controls.length > 0
      ? controlledComparisons(sample, outcome, controls)
      : {
          comparisons: plainComparisons(sample.extra[0]!, sample.columns.get(outcome)!, periods),
          warnings: [],
        };
  if (found.length === 0) throw nothingToCompare(panel, controls);
  const comparisons = COMPARISON_TYPES.flatMap((type) => ordered(found, type, periods));
  const { unit, time, treatment } = panel.spec;
  return displayable({
    kind: "bacon" as const,
    sample: sample.sample,
    estimate: weightedSum(comparisons),
    forbiddenWeight: controls.length > 0 ? null : forbiddenWeight(comparisons),
    comparisons,
    byType: COMPARISON_TYPES.flatMap((type) => typeRow(comparisons, type)),
    spec: { unit, time, treatment: { ...treatment }, outcome, controls },
    warnings: uniqueWarnings(panel.warnings, warnAlwaysTreated(panel), sample.warnings, warnings),
  });
}

/** Comparisons of a type, the earliest treated first, compared with the earliest first. */
function ordered(
  comparisons: readonly BaconComparison[],
  type: BaconComparison["type"],
  periods: readonly string[],
): readonly BaconComparison[] {
  const order = ["always", ...periods, "never"];
  const place = (name: string | null) => order.indexOf(name ?? "never");
  return comparisons
    .filter((row) => row.type === type)
    .sort((a, b) => place(a.treated) - place(b.treated) || place(a.control) - place(b.control));
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

function refuseUnsupported(panel: Panel, { weights, fixedEffects }: BaconOptions): void {
  const twoWay = [panel.unit.name, panel.time.name];
  const others = (fixedEffects ?? []).filter((name) => !twoWay.includes(name));
  const [where, what] = weights
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

function nothingToCompare(panel: Panel, controls: readonly string[]): CeterisError {
  const explained = controls.length > 0 ? ", or the controls tell who is treated when" : "";
  return new CeterisError({
    code: "TREATMENT_ABSORBED",
    where: panel.table.source.name,
    what: `among the rows used no units enter treatment while others do not${explained}, so there is nothing to compare`,
    mend: "Check which rows lack an outcome, or add units treated at another time or never",
  });
}
