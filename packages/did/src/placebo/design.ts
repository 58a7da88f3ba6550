import { CeterisError, type Panel } from "@ceteris/core";
import { type EstimationSample, estimationSample, isSloped, leastSquares } from "@ceteris/regression";
import { buildModel, modelSample } from "../fit-model.ts";
import type { ResolvedOptions } from "../options.ts";
import type { ResolvedPlacebo } from "../placebo-options.ts";
import { type Assignments, describeAssignments } from "./assignments.ts";
import { makeEntities } from "./entities.ts";
import { type Kernel, makeKernel } from "./kernel.ts";
import type { KernelData } from "./kernel-data.ts";
import { cohortPaths, isAbsorbing, type Paths, shiftPaths, statusPaths, type UnitPaths } from "./paths.ts";
import { makeRegressionKernel } from "./regression-kernel.ts";

/** What a placebo draws from: assignments of histories to entities, under each way to move the start. */
export interface PlaceboDesign {
  readonly assignments: Assignments;
  /** One kernel for each shift of the start; only one where the start stays. */
  readonly kernels: readonly Kernel[];
  /** Whether histories move over entities; otherwise only the start moves. */
  readonly permutes: boolean;
  /** Whether the actual assignment is one of those drawn from. */
  readonly includesActual: boolean;
  /** Rows that placebo estimates use. */
  readonly nObs: number;
}

/** Schur complements up to this size are factorised. */
const largest = 1024;

/**
 * Prepares the draws of a mode.
 *
 * @param controls the controls that the actual regression kept
 * @throws PLACEBO_IMPOSSIBLE
 */
export function placeboDesign(
  panel: Panel,
  options: ResolvedOptions,
  placebo: ResolvedPlacebo,
  controls: readonly string[],
): PlaceboDesign {
  const model = { ...options, controls };
  const moves = placebo.mode === "time" || placebo.mode === "both";
  const histories = unitHistories(panel, moves);
  const assign = placebo.assign;
  const clusters = assign === null ? [] : [assign];
  const sample = moves
    ? preTreatmentSample(panel, model, clusters, histories)
    : modelSample(panel, { ...model, completeIn: options.controls, clusters });
  const entities = makeEntities(panel, sample, histories, assign);
  const shifts = moves ? startShifts(panel, sample, histories) : [0];
  const assignments = describeAssignments(entities.codes);
  return {
    assignments,
    kernels: shifts.map((shift) =>
      kernelOf(panel, sample, model, entities, shiftPaths(histories.paths, shift), assignments),
    ),
    permutes: placebo.mode !== "time",
    includesActual: !moves,
    nObs: sample.sample.nObs,
  };
}

function unitHistories(panel: Panel, moves: boolean): UnitPaths {
  if (isAbsorbing(panel)) return cohortPaths(panel);
  const why = moves
    ? "treatment switches off, so that no period is before treatment for good"
    : panel.balanced && !panel.treatment!.status.some(Number.isNaN)
      ? null
      : "treatment switches off and is not known for every unit in every period, so that one unit's history cannot be given to another";
  if (why === null) return statusPaths(panel);
  throw new CeterisError({
    code: "PLACEBO_IMPOSSIBLE",
    where: panel.table.source.name,
    what: why,
    mend: moves
      ? "Use mode unit or cluster"
      : "Balance the panel, or give the first treated period as a cohort",
  });
}

function kernelOf(
  panel: Panel,
  sample: EstimationSample,
  options: ResolvedOptions,
  entities: { readonly ofRow: Int32Array; readonly codes: Int32Array },
  paths: Paths,
  assignments: Assignments,
): Kernel {
  const model = buildModel(sample, options, []);
  const { rows } = sample;
  const time = rows ? Int32Array.from(rows, (i) => panel.time.codes[i]!) : panel.time.codes;
  const effects = model.fixedEffects.filter((factor) => factor !== sample.unit);
  const size = effects.reduce((sum, factor) => sum + factor.nLevels, 0);
  if (size > largest || effects.some(isSloped))
    return makeRegressionKernel(model, entities.ofRow, time, paths, assignments);
  const fit = leastSquares(model);
  const data: KernelData = {
    nEntities: entities.codes.length,
    entity: entities.ofRow,
    unit: sample.unit.codes,
    time,
    weights: sample.weights,
    residuals: fit.residuals,
    within: fit.within,
    bread: fit.bread,
    unitAbsorbed: effects.length < model.fixedEffects.length,
    effects,
  };
  return makeKernel(data, paths, assignments.rest);
}

/** Untreated rows in periods before the last start: what is known before treatment. */
function preTreatmentSample(
  panel: Panel,
  options: ResolvedOptions,
  clusters: readonly string[],
  { codes, paths }: UnitPaths,
): EstimationSample {
  const starts = paths.map((path) => path.indexOf(1));
  const last = Math.max(...starts);
  const { status } = panel.treatment!;
  const before = Float64Array.from(status, (s, i) =>
    s === 0 && codes[panel.unit.codes[i]!]! >= 0 && panel.time.codes[i]! < last ? 0 : Number.NaN,
  );
  refuseFewPeriods(panel, before, codes, starts);
  return estimationSample(panel, {
    numeric: [options.outcome, ...options.controls],
    fixedEffects: options.fixedEffects,
    clusters,
    ...(options.weights === null ? {} : { weights: options.weights }),
    extra: [before],
  });
}

/** By how many periods the start can be moved so that every treated unit keeps an earlier period. */
function startShifts(panel: Panel, sample: EstimationSample, { codes, paths }: UnitPaths): readonly number[] {
  const used = new Float64Array(panel.nRows).fill(Number.NaN);
  for (let at = 0; at < sample.sample.nObs; at++) used[sample.rows ? sample.rows[at]! : at] = 0;
  const starts = paths.map((path) => path.indexOf(1));
  const most = refuseFewPeriods(panel, used, codes, starts) - 1;
  return Array.from({ length: most }, (_, k) => k + 1);
}

/** Periods before the earliest start among the rows marked 0. @throws PLACEBO_IMPOSSIBLE below two */
function refuseFewPeriods(
  panel: Panel,
  marks: Float64Array,
  codes: Int32Array,
  starts: readonly number[],
): number {
  let first = Number.POSITIVE_INFINITY;
  let earliest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < marks.length; i++) {
    if (marks[i] !== 0) continue;
    first = Math.min(first, panel.time.codes[i]!);
    const start = starts[codes[panel.unit.codes[i]!]!]!;
    if (start > 0) earliest = earliest < 0 ? start : Math.min(earliest, start);
  }
  const periods = earliest < 0 ? 0 : earliest - first;
  if (periods < 2) throw tooFewPeriods(panel, periods);
  return periods;
}

function tooFewPeriods(panel: Panel, periods: number): CeterisError {
  return new CeterisError({
    code: "PLACEBO_IMPOSSIBLE",
    where: panel.table.source.name,
    what: `moving the start needs two periods before the first treatment, and the sample has ${periods}`,
    mend: "Add earlier periods, or use mode unit or cluster",
    details: { prePeriods: periods },
  });
}
