import { CeterisError, type Factor, multiply } from "@ceteris/core";
import { type Absorber, makeAbsorber } from "./absorb/absorber.ts";
import { absorbMeans } from "./absorb/means.ts";
import { recodeFactor } from "./recode-factor.ts";
import { type Solution, solveColumns, solveNormal } from "./solve-normal.ts";
import type { Absorption, DroppedTerm, LinearFit, LinearModel, Regressor } from "./types.ts";
import { withinSums } from "./within-sums.ts";

/** Share of a regressor's norm that must be left by the other regressors. */
const collinear = 1e-9;
/** Share of a regressor's norm about its mean that must be left by the fixed effects. */
const absorbed = 1e-10;

/**
 * Ordinary or weighted least squares with absorbed fixed effects.
 *
 * By the Frisch–Waugh–Lovell theorem the coefficients equal those of a regression with a dummy for
 * every level of every effect. A regressor that the effects or the other regressors explain is
 * dropped and named in `dropped`: among collinear controls the one named last, never a treatment.
 *
 * @param model Complete rows: no missing or infinite values, weights positive (see `estimationSample`).
 * @throws TOO_FEW_ROWS (no more rows than parameters), TREATMENT_ABSORBED (the fixed effects explain
 *   the treatment)
 * @see Frisch and Waugh (1933), Lovell (1963); R fixest `feols`, with the same drops and degrees of freedom
 * @example
 * const fit = leastSquares({
 *   outcome: { name: "score", values: score },
 *   regressors: [{ name: "did", values: status, role: "treatment" }],
 *   fixedEffects: [city, year],
 * });
 * fit.coefficients[0]; // the difference-in-differences
 */
export function leastSquares(model: LinearModel): LinearFit {
  const weights = model.weights ?? null;
  const y = model.outcome.values;
  const nObs = y.length;
  const fixedEffects = model.fixedEffects.map((factor) => recodeFactor(factor, null));
  const centred = model.intercept !== false || fixedEffects.length > 0;
  const absorber = centred ? makeAbsorber(nObs, fixedEffects, weights) : absorbNothing;
  const outcome = absorbColumn(y, absorber, weights);
  const columns = model.regressors.map((r) => absorbColumn(r.values, absorber, weights));
  const isLeft = columns.map((c) => c.normWithin > c.tolerance * c.norm && c.norm > 0);

  const left = isLeft.flatMap((is, j) => (is ? [j] : []));
  const candidates = left.map((j) => model.regressors[j]!);
  const order = processingOrder(candidates);
  const within = left.map((j) => columns[j]!.values);
  const sums = withinSums(within, outcome.values, weights);
  const solution =
    solveNormal(sums, order) ?? solveColumns(within, outcome.values, weights, order, collinear);

  const dropped = droppedTerms(model, fixedEffects, columns, isLeft, candidates, solution, weights);
  refuseAbsorbedTreatment(model, fixedEffects, candidates, dropped);
  const keptColumns = solution.kept.map((at) => within[at]!);
  if (nObs <= keptColumns.length + absorber.nEffects)
    throw tooFewRows(nObs, keptColumns.length, absorber.nEffects);
  const { coefficients, residuals, rss } = refine(keptColumns, outcome.values, weights, solution);
  return Object.freeze({
    terms: solution.kept.map((at) => candidates[at]!.name),
    coefficients,
    dropped,
    within: keptColumns,
    withinOutcome: outcome.values,
    residuals,
    bread: solution.bread,
    weights,
    fixedEffects,
    nObs,
    nEffects: absorber.nEffects,
    absorption: absorptionOf(absorber, [outcome, ...columns]),
    rss,
    tss: outcome.norm ** 2,
    tssWithin: sums.yy,
  });
}

const absorbNothing: Absorber = Object.freeze({
  method: "none",
  nEffects: 0,
  absorb: () => ({ iterations: 0, converged: true }),
});

interface AbsorbedColumn {
  readonly values: Float64Array;
  /** Norm about the mean, before and after absorption. */
  readonly norm: number;
  readonly normWithin: number;
  readonly tolerance: number;
  readonly iterations: number;
  readonly converged: boolean;
}

/**
 * Centres first, so that a large common level costs no digits, and absorbs twice when the effects
 * took nearly all of the variation.
 */
function absorbColumn(raw: Float64Array, absorber: Absorber, weights: Float64Array | null): AbsorbedColumn {
  if (absorber === absorbNothing) {
    const norm = weightedNorm(raw, weights);
    return { values: raw.slice(), norm, normWithin: norm, tolerance: 0, iterations: 0, converged: true };
  }
  const { values, norm } = centre(raw, weights);
  const first = absorber.absorb(values);
  let normWithin = weightedNorm(values, weights);
  let { iterations, converged } = first;
  if (normWithin < 1e-3 * norm) {
    const second = absorber.absorb(values);
    iterations += second.iterations;
    converged &&= second.converged;
    normWithin = weightedNorm(values, weights);
  }
  const tolerance = absorber.method === "iterative" ? 1e-8 : absorbed;
  return { values, norm, normWithin, tolerance, iterations, converged };
}

function centre(raw: Float64Array, weights: Float64Array | null) {
  const n = raw.length;
  const start = raw[0] ?? 0;
  let total = 0;
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const w = weights ? weights[i]! : 1;
    total += w;
    sum += w * (raw[i]! - start);
  }
  const mean = start + sum / total;
  const values = new Float64Array(n);
  let rest = 0;
  let squares = 0;
  for (let i = 0; i < n; i++) {
    const w = weights ? weights[i]! : 1;
    const v = raw[i]! - mean;
    values[i] = v;
    rest += w * v;
    squares += w * v * v;
  }
  return { values, norm: Math.sqrt(Math.max(0, squares - (rest * rest) / total)) };
}

function weightedNorm(values: Float64Array, weights: Float64Array | null): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (weights ? weights[i]! : 1) * values[i]! * values[i]!;
  return Math.sqrt(sum);
}

/** Treatments before controls, each in the order named: what comes later is what gets dropped. */
function processingOrder(regressors: readonly Regressor[]): number[] {
  const all = regressors.map((_, j) => j);
  const isTreatment = (j: number) => regressors[j]!.role === "treatment";
  return [...all.filter(isTreatment), ...all.filter((j) => !isTreatment(j))];
}

function droppedTerms(
  model: LinearModel,
  fixedEffects: readonly Factor[],
  columns: readonly AbsorbedColumn[],
  isLeft: readonly boolean[],
  candidates: readonly Regressor[],
  solution: Solution,
  weights: Float64Array | null,
): DroppedTerm[] {
  const explained = new Map(
    solution.dropped.map((d) => [candidates[d.index]!.name, d.explainedBy.map((at) => candidates[at]!.name)]),
  );
  return model.regressors.flatMap((regressor, j): DroppedTerm[] => {
    if (!isLeft[j]) {
      return [
        {
          name: regressor.name,
          collinearWith: absorbingEffects(regressor, fixedEffects, columns[j]!, weights),
        },
      ];
    }
    const by = explained.get(regressor.name);
    return by ? [{ name: regressor.name, collinearWith: by }] : [];
  });
}

/** The one effect within which a regressor does not vary, if there is one; otherwise all of them. */
function absorbingEffects(
  regressor: Regressor,
  fixedEffects: readonly Factor[],
  column: AbsorbedColumn,
  weights: Float64Array | null,
): string[] {
  if (fixedEffects.length === 0 || column.norm === 0) return ["(intercept)"];
  const single = fixedEffects.find((factor) => {
    const means = absorbMeans(regressor.values.length, factor, weights);
    const { values } = centre(regressor.values, weights);
    means.absorb(values);
    return weightedNorm(values, weights) <= absorbed * column.norm;
  });
  return single ? [single.name] : fixedEffects.map((f) => f.name);
}

function refuseAbsorbedTreatment(
  model: LinearModel,
  fixedEffects: readonly Factor[],
  candidates: readonly Regressor[],
  dropped: readonly DroppedTerm[],
): void {
  const treatments = model.regressors.filter((r) => r.role === "treatment");
  if (treatments.length === 0 || candidates.some((r) => r.role === "treatment")) return;
  const { name, collinearWith } = dropped.find((d) => d.name === treatments[0]!.name)!;
  const within = (factor: string) => factor.split("^").join(" and ");
  const by = collinearWith.join(" and ");
  const single = fixedEffects.length > 0 && collinearWith.length === 1;
  const constant = collinearWith[0] === "(intercept)";
  throw new CeterisError({
    code: "TREATMENT_ABSORBED",
    where: `treatment “${name}”`,
    what: constant
      ? "treatment does not vary in the sample"
      : single
        ? `absorbed by ${by}: treatment does not vary within ${within(collinearWith[0]!)}`
        : `absorbed by ${by} together: treatment is a sum of parts that depend on one of them only`,
    mend: constant
      ? "Check the treatment column and the rows that were dropped"
      : "Use fixed effects within which treatment switches on for some and not for others",
    details: { treatment: name, absorbedBy: collinearWith },
  });
}

function tooFewRows(nObs: number, k: number, nEffects: number): CeterisError {
  return new CeterisError({
    code: "TOO_FEW_ROWS",
    where: "regression",
    what: `${nObs} rows leave no degrees of freedom for ${k + nEffects} parameters (${k} coefficients and ${nEffects} fixed effects)`,
    mend: "Use more rows, fewer controls or coarser fixed effects",
    details: { nObs, coefficients: k, effects: nEffects },
  });
}

/** Residuals, and coefficients corrected by what the residuals still correlate with the regressors. */
function refine(
  columns: readonly Float64Array[],
  outcome: Float64Array,
  weights: Float64Array | null,
  solution: Solution,
): { coefficients: Float64Array; residuals: Float64Array; rss: number } {
  const k = columns.length;
  const coefficients = solution.coefficients.slice();
  const residuals = outcome.slice();
  subtractFitted(residuals, columns, coefficients);
  for (let round = 0; round < 2 && k > 0; round++) {
    const { xy, yy } = withinSums(columns, residuals, weights);
    const step = multiply(solution.bread, xy, k, k, 1);
    const size = step.reduce(
      (most, s, j) => Math.max(most, Math.abs(s) / Math.sqrt(solution.bread[j * k + j]!)),
      0,
    );
    if (!(size > 1e-15 * Math.sqrt(yy))) break;
    for (let j = 0; j < k; j++) coefficients[j]! += step[j]!;
    subtractFitted(residuals, columns, step);
  }
  return { coefficients, residuals, rss: weightedNorm(residuals, weights) ** 2 };
}

function subtractFitted(
  residuals: Float64Array,
  columns: readonly Float64Array[],
  coefficients: Float64Array,
): void {
  columns.forEach((column, j) => {
    const b = coefficients[j]!;
    for (let i = 0; i < residuals.length; i++) residuals[i]! -= b * column[i]!;
  });
}

function absorptionOf(absorber: Absorber, columns: readonly AbsorbedColumn[]): Absorption {
  return Object.freeze({
    method: absorber.method,
    iterations: Math.max(...columns.map((c) => c.iterations)),
    converged: columns.every((c) => c.converged),
  });
}
