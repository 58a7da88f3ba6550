import { CeterisError } from "@ceteris/core";
import { type AbsorbedColumn, absorbColumn, absorbNothing } from "../absorb/absorb-column.ts";
import type { Absorber } from "../absorb/absorber.ts";
import { makeAbsorber } from "../absorb/make-absorber.ts";
import { sumOfSquares } from "../dot.ts";
import { recodeFactor } from "../recode-factor.ts";
import { fitTwoWay } from "../two-way/fit-two-way.ts";
import type { Absorption, LinearFit, LinearModel, Regressor } from "../types.ts";
import { droppedTerms, refuseAbsorbedTreatment } from "./dropped-terms.ts";
import { nearlyDropped } from "./nearly-dropped.ts";
import { refine } from "./refine.ts";
import { refineExactly } from "./refine-exactly.ts";
import { solveColumns, solveNormal } from "./solve-normal.ts";
import { withinSums } from "./within-sums.ts";

/** Share of a regressor's norm that must be left by the other regressors. */
const collinear = 1e-9;
/** Products in twice the precision that an ill-conditioned fit may take: a few seconds. */
const mostExactProducts = 3e7;

/**
 * Ordinary or weighted least squares with absorbed fixed effects.
 *
 * By the Frisch–Waugh–Lovell theorem the coefficients equal those of a regression with a dummy for
 * every level of every effect. A regressor that the effects or the other regressors explain is
 * dropped and named in `dropped`: among collinear controls the one named last, never a treatment.
 *
 * @param model Complete rows: no missing or infinite values, weights positive (see `estimationSample`).
 * @throws VALUE_TOO_LARGE (squares overflow), TOO_FEW_ROWS (no more rows than parameters), TREATMENT_ABSORBED (the fixed effects explain
 *   the treatment)
 * @see Frisch and Waugh (1933), Lovell (1963); R fixest `feols`, which counts redundant effects exactly
 *   only when they are connected (`city` with `province^year` are not); here two effects always are
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
  const quickly = fitTwoWay(model, fixedEffects, processingOrder(model.regressors));
  if (quickly) return quickly;
  const centred = model.intercept !== false || fixedEffects.length > 0;
  const absorber = centred ? makeAbsorber(nObs, fixedEffects, weights) : absorbNothing;
  const outcome = absorbColumn(y, absorber, weights);
  const columns = model.regressors.map((r) => absorbColumn(r.values, absorber, weights));
  refuseOverflow(model, outcome, columns);
  const isLeft = columns.map((c) => c.normWithin > c.tolerance * c.norm && c.norm > 0);

  const left = isLeft.flatMap((is, j) => (is ? [j] : []));
  const candidates = left.map((j) => model.regressors[j]!);
  const order = processingOrder(candidates);
  const within = left.map((j) => columns[j]!.values);
  const sums = withinSums(within, outcome.values, weights);
  const quick = solveNormal(sums, order);
  const solution = quick ?? solveColumns(within, outcome.values, weights, order, collinear);

  const dropped = droppedTerms(model, fixedEffects, columns, isLeft, candidates, solution, weights);
  refuseAbsorbedTreatment(model, fixedEffects, candidates, dropped);
  const kept = solution.kept.map((at) => candidates[at]!);
  const keptColumns = solution.kept.map((at) => within[at]!);
  if (nObs <= kept.length + absorber.nEffects) throw tooFewRows(nObs, kept.length, absorber.nEffects);
  const raw = kept.map((r) => r.values);
  const { coefficients, residuals, bread } =
    quick || fixedEffects.length > 0 || nObs * kept.length ** 2 > mostExactProducts
      ? refine(keptColumns, outcome.values, weights, solution)
      : refineExactly(raw, y, weights, centred, solution.bread, solution.coefficients);
  return Object.freeze({
    terms: kept.map((r) => r.name),
    coefficients,
    dropped,
    nearlyDropped: nearlyDropped(
      kept,
      keptColumns,
      solution.kept.map((at) => columns[left[at]!]!),
      fixedEffects,
      bread,
      weights,
    ),
    within: keptColumns,
    withinOutcome: outcome.values,
    residuals,
    bread,
    weights,
    fixedEffects,
    nObs,
    nEffects: absorber.nEffects,
    absorption: absorptionOf(absorber, [outcome, ...columns]),
    rss: sumOfSquares(residuals, weights),
    tss: outcome.norm ** 2,
    tssWithin: sums.yy,
  });
}

/** @throws VALUE_TOO_LARGE when a sum of squares is not a number any more */
function refuseOverflow(
  model: LinearModel,
  outcome: AbsorbedColumn,
  columns: readonly AbsorbedColumn[],
): void {
  const at = [outcome, ...columns].findIndex(({ norm }) => !Number.isFinite(norm));
  if (at < 0) return;
  const { name } = [model.outcome, ...model.regressors][at]!;
  throw new CeterisError({
    code: "VALUE_TOO_LARGE",
    where: `regression, column “${name}”`,
    what: "its values are too large to be squared and summed",
    mend: "Look for codes for missing values, or use a larger unit of measurement",
    details: { column: name },
  });
}

/** Treatments before controls, each in the order named: what comes later is what gets dropped. */
function processingOrder(regressors: readonly Regressor[]): number[] {
  const all = regressors.map((_, j) => j);
  const isTreatment = (j: number) => regressors[j]!.role === "treatment";
  return [...all.filter(isTreatment), ...all.filter((j) => !isTreatment(j))];
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

function absorptionOf(absorber: Absorber, columns: readonly AbsorbedColumn[]): Absorption {
  return Object.freeze({
    method: absorber.method,
    iterations: Math.max(...columns.map((c) => c.iterations)),
    converged: columns.every((c) => c.converged),
  });
}
