import { type Factor, fromColumns, getColumn, makeFactor } from "@ceteris/core";
import type { LinearModel } from "../src/index.ts";

export function factor(name: string, values: readonly (number | string)[]): Factor {
  return makeFactor(name, getColumn(fromColumns({ [name]: values }), name));
}

/** Numbers from 0 to 1 without a pattern: the fractional parts of multiples of an irrational. */
export function noise(n: number, seed: number): Float64Array {
  return Float64Array.from({ length: n }, (_, i) => {
    const v = Math.sin((i + 1) * 12.9898 + seed * 78.233) * 43758.5453;
    return v - Math.floor(v);
  });
}

/** A panel of units × periods with every `gap`-th cell left out (0: none). */
export function panelModel(
  nUnits: number,
  nPeriods: number,
  gap: number,
): LinearModel & { readonly unit: Factor } {
  const cells = Array.from({ length: nUnits * nPeriods }, (_, c) => c).filter(
    (c) => gap === 0 || c % gap !== 1,
  );
  const unit = factor(
    "unit",
    cells.map((c) => Math.floor(c / nPeriods)),
  );
  const time = factor(
    "time",
    cells.map((c) => c % nPeriods),
  );
  const n = cells.length;
  const status = Float64Array.from(cells, (c) =>
    Math.floor(c / nPeriods) % 3 === 0 && c % nPeriods >= nPeriods / 2 ? 1 : 0,
  );
  const control = noise(n, 1);
  const shock = noise(n, 2);
  const y = Float64Array.from(
    cells,
    (c, i) => Math.floor(c / nPeriods) + (c % nPeriods) ** 2 + 2 * status[i]! - control[i]! + shock[i]!,
  );
  return {
    unit,
    outcome: { name: "y", values: y },
    regressors: [
      { name: "did", values: status, role: "treatment" },
      { name: "control", values: control, role: "control" },
    ],
    fixedEffects: [unit, time],
  };
}

/** The same model with its rows the other way round, so that they are not sorted by unit. */
export function backwards(model: LinearModel): LinearModel {
  const turn = (values: Float64Array) => values.slice().reverse();
  return {
    outcome: { ...model.outcome, values: turn(model.outcome.values) },
    regressors: model.regressors.map((r) => ({ ...r, values: turn(r.values) })),
    fixedEffects: model.fixedEffects.map((f) => ({ ...f, codes: f.codes.slice().reverse() })),
    weights: model.weights && turn(model.weights),
  };
}

/** The same model with a dummy for every level but redundant ones, which are dropped by collinearity. */
export function withDummies(model: LinearModel): LinearModel {
  const dummies = model.fixedEffects.flatMap((f) =>
    f.labels.map((label, level) => ({
      name: `${f.name}:${label}`,
      values: Float64Array.from(f.codes, (c) => (c === level ? 1 : 0)),
      role: "control" as const,
    })),
  );
  return { ...model, regressors: [...model.regressors, ...dummies], fixedEffects: [], intercept: false };
}
