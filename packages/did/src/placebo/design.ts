import { CeterisError, nameSome, type Panel } from "@ceteris/core";
import { type EstimationSample, estimationSample } from "@ceteris/regression";
import { type Assignments, describeAssignments } from "./assignments.ts";
import { makeEntities } from "./entities.ts";
import type { Kernel } from "./kernel.ts";
import { cohortPaths, isAbsorbing, shiftPaths, statusPaths, type UnitPaths } from "./paths.ts";
import type { PlaceboModel } from "./placebo-model.ts";
import type { ResolvedDraws } from "./placebo-options.ts";

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

/** Prepares the draws of a mode. @throws PLACEBO_IMPOSSIBLE */
export function placeboDesign(panel: Panel, model: PlaceboModel, chosen: ResolvedDraws): PlaceboDesign {
  const { mode, assign, strata } = chosen;
  const moves = mode === "time" || mode === "both";
  const histories = unitHistories(panel, moves);
  const columns = {
    ...model.columns,
    clusters: [...new Set([...(model.columns.clusters ?? []), ...assignmentColumns(chosen)])],
  };
  const known = moves ? untreatedBefore(panel, histories) : panel.treatment!.status;
  const sample = estimationSample(panel, { ...columns, extra: [known] });
  const entities = makeEntities(panel, sample, histories, assign, strata);
  const shifts = moves ? startShifts(panel, sample, histories) : [0];
  const assignments = describeAssignments(entities.codes, entities.strata);
  if (mode !== "time" && assignments.size === 1) throw nothingToDeal(assign, strata);
  return {
    assignments,
    kernels: shifts.map((shift) =>
      model.kernel(panel, sample, entities, shiftPaths(histories.paths, shift), assignments),
    ),
    permutes: mode !== "time",
    includesActual: !moves,
    nObs: sample.sample.nObs,
  };
}

/** Columns that say at which level and within what treatment is dealt out. */
export function assignmentColumns({ assign, strata }: ResolvedDraws): readonly string[] {
  return [...new Set([...(assign === null ? [] : [assign]), ...strata])];
}

function nothingToDeal(assign: string | null, strata: readonly string[]): CeterisError {
  return new CeterisError({
    code: "PLACEBO_IMPOSSIBLE",
    where: strata.length > 0 ? "strata" : "assign",
    what:
      strata.length > 0
        ? `in each stratum of ${nameSome(strata)} all have the same treatment, so that the actual assignment is the only one`
        : `all levels of “${assign}” have the same treatment, so that the actual assignment is the only one`,
    mend:
      strata.length > 0
        ? "Use coarser strata, or none"
        : "Name a column at whose levels treatment was assigned, some treated and some not",
  });
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

/** 0 for untreated rows in periods before the last start, what is known before treatment; `NaN` for others. */
function untreatedBefore(panel: Panel, { codes, paths }: UnitPaths): Float64Array {
  const starts = paths.map((path) => path.indexOf(1));
  const last = Math.max(...starts);
  const before = Float64Array.from(panel.treatment!.status, (s, i) =>
    s === 0 && codes[panel.unit.codes[i]!]! >= 0 && panel.time.codes[i]! < last ? 0 : Number.NaN,
  );
  refuseFewPeriods(panel, before, codes, starts);
  return before;
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
