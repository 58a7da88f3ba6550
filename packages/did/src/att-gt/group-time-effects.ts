import { CeterisError, type Panel, type Sample, type Warning } from "@ceteris/core";
import { compareWeighted } from "../doubly-robust/compare-weighted.ts";
import { type TwoByTwo, twoByTwo } from "../doubly-robust/index.ts";
import { type AttGtOptions, type ResolvedAttGt, resolveAttGt } from "./att-gt-options.ts";
import { type BalancedUnits, balancedUnits } from "./balanced-units.ts";
import { type GroupTimeCell, groupTimeCells } from "./group-time-cells.ts";

/** Influence values of some units; those of all others are 0. */
export interface Influence {
  /** Positions in `GroupTimeEffects.units`. */
  readonly units: Int32Array;
  readonly values: Float64Array;
}

/** The effect on one cohort in one period, on the scale of the panel's time values. */
export interface GroupTimeEffect {
  readonly cohort: number;
  readonly time: number;
  readonly base: number;
  /** Null where it is not identified. */
  readonly att: number | null;
  /** Null where there is no effect, and at the base itself. */
  readonly influence: Influence | null;
  /** Code of what stood in the way. */
  readonly reason: string | null;
}

/** A cohort's share of the units, by weight. */
export interface EstimatedShare {
  readonly cohort: number;
  readonly share: number;
  readonly nUnits: number;
  readonly influence: Influence;
}

/** Group-time effects before anything is said of their errors. */
export interface GroupTimeEffects {
  readonly units: {
    readonly n: number;
    readonly name: (at: number) => string;
    readonly clusters: BalancedUnits["clusters"];
  };
  readonly effects: readonly GroupTimeEffect[];
  readonly shares: readonly EstimatedShare[];
  readonly sample: Sample;
  readonly warnings: readonly Warning[];
}

/**
 * Every group-time average effect ATT(g, t) of Callaway and Sant'Anna (2021), with influence functions:
 * a two-by-two comparison of the cohort with its controls between the base and the period. `attGt` turns
 * these into rows with standard errors; they are of use by themselves where influence values are wanted
 * unit by unit.
 *
 * An influence function has mean zero over all units, those of value 0 included: a variance is the sum
 * of its squares over n². The values are held for units that take part only, 12 bytes each.
 *
 * @throws the codes of `attGt`
 * @example
 * const { effects, units } = groupTimeEffects(panel, { outcome: "index" });
 * const { influence } = effects[0];
 * units.name(influence.units[0]); // whose influence influence.values[0] is
 */
export function groupTimeEffects(panel: Panel, options: AttGtOptions): GroupTimeEffects {
  const resolved = resolveAttGt(panel, options);
  return estimateEffects(balancedUnits(panel, resolved), resolved);
}

/** `groupTimeEffects` on units chosen. */
export function estimateEffects(units: BalancedUnits, options: ResolvedAttGt): GroupTimeEffects {
  const { nUnits: n, unitName: name, clusters, periods } = units;
  const members = memberFinder(units.cohort);
  const effects = groupTimeCells(units, options).map((cell) => {
    const [cohort, time, base] = [cell.cohort, periods[cell.time]!, periods[cell.base]!];
    const found = cell.time === cell.base ? reference : compare(units, cell, members(cell), options);
    return { cohort, time, base, ...found };
  });
  return {
    units: { n, name, clusters },
    effects,
    shares: units.cohorts.map((cohort) => shareOf(units, cohort)),
    sample: units.sample,
    warnings: units.warnings,
  };
}

type Found = Pick<GroupTimeEffect, "att" | "influence" | "reason">;

const reference: Found = { att: 0, influence: null, reason: null };

interface Members {
  /** The cohort, then its controls, each in the order of units. */
  readonly units: Int32Array;
  readonly nTreated: number;
}

/** Finds who takes part in a cell; cells of a cohort with the same controls share the list. */
function memberFinder(cohortOf: Float64Array): (cell: GroupTimeCell) => Members {
  const known = new Map<string, Members>();
  return ({ cohort, controlsAfter }) => {
    const key = `${cohort} ${controlsAfter}`;
    let found = known.get(key);
    if (!found) {
      const treated: number[] = [];
      const controls: number[] = [];
      cohortOf.forEach((g, at) => {
        if (g === cohort) treated.push(at);
        else if (g > controlsAfter) controls.push(at);
      });
      found = { units: Int32Array.from([...treated, ...controls]), nTreated: treated.length };
      known.set(key, found);
    }
    return found;
  };
}

function compare(
  { values, nUnits }: BalancedUnits,
  { time, base }: GroupTimeCell,
  { units, nTreated }: Members,
  { method }: ResolvedAttGt,
): Found {
  if (nTreated === 0 || nTreated === units.length) {
    return { att: null, influence: null, reason: nTreated === 0 ? "NO_TREATED" : "NO_UNTREATED" };
  }
  const take = (from: Float64Array) => {
    const out = new Float64Array(units.length);
    for (let i = 0; i < out.length; i++) out[i] = from[units[i]!]!;
    return out;
  };
  const earlier = values[Math.min(time, base)]!;
  const d = new Float64Array(units.length).fill(1, 0, nTreated);
  const w = take(earlier.weights);
  const y1 = take(values[time]!.outcome);
  const y0 = take(values[base]!.outcome);
  const x = earlier.covariates.map((c) => ({ name: c.name, values: take(c.values) }));
  try {
    const { att, influence } =
      x.length === 0 ? compareMeans(y1, y0, d, w) : twoByTwo({ y1, y0, d, x, w }, { method });
    if (!Number.isFinite(att)) return { att: null, influence: null, reason: "NOT_FINITE" };
    const scale = nUnits / units.length;
    for (let i = 0; i < influence.length; i++) influence[i]! *= scale;
    return { att, influence: { units, values: influence }, reason: null };
  } catch (error) {
    if (!(error instanceof CeterisError)) throw error;
    return { att: null, influence: null, reason: error.code };
  }
}

/** What all methods are without covariates. */
function compareMeans(y1: Float64Array, y0: Float64Array, d: Float64Array, w: Float64Array): TwoByTwo {
  const value = y1.map((y, i) => y - y0[i]!);
  return compareWeighted(
    { value, weight: w.map((v, i) => v * d[i]!) },
    { value, weight: w.map((v, i) => v * (1 - d[i]!)) },
  );
}

/** By the weights of the first period. */
function shareOf({ values, cohort: cohortOf, nUnits: n }: BalancedUnits, cohort: number): EstimatedShare {
  const { weights } = values[0]!;
  const total = weights.reduce((sum, w) => sum + w, 0);
  const scaled = weights.map((w) => (w * n) / total);
  const isOwn = (at: number) => (cohortOf[at] === cohort ? 1 : 0);
  const share = scaled.reduce((sum, w, at) => sum + w * isOwn(at), 0) / n;
  return {
    cohort,
    share,
    nUnits: cohortOf.filter((g) => g === cohort).length,
    influence: {
      units: Int32Array.from(weights.keys()),
      values: scaled.map((w, at) => w * (isOwn(at) - share)),
    },
  };
}
