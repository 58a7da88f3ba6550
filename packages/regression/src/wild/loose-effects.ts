import { CeterisError, type Factor } from "@ceteris/core";
import { absorbNothing } from "../absorb/absorb-column.ts";
import { makeAbsorber } from "../absorb/absorber.ts";
import { choleskyDropping } from "../cholesky-dropping.ts";
import { isNested } from "../covariance/small-sample.ts";
import type { LinearFit } from "../types.ts";

/** Fixed effects that span clusters, and the Cholesky factor of their cross products. */
export interface LooseEffects {
  readonly factors: readonly Factor[];
  /** Levels of all of them. */
  readonly size: number;
  /** size × size by rows, of the dummies after the nested effects; redundant levels have zero rows. */
  readonly factor: Float64Array;
}

const mostLevels = 1024;
/** Share of a dummy's norm below which the nested effects explain it. */
const explained = 1e-10;

/**
 * Splits off the fixed effects that are nested in clusters: multiplying whole clusters commutes with
 * absorbing them, so only the others need absorbing again in bootstrap data.
 *
 * @throws OPTION_UNSUPPORTED (more levels than a dense factorisation should take)
 */
export function looseEffects(fit: LinearFit, by: Factor): LooseEffects {
  const { nObs, weights } = fit;
  const effects = fit.fixedEffects.length > 0 || fit.nEffects === 0 ? fit.fixedEffects : [intercept(nObs)];
  const nested = effects.filter((effect) => isNested(effect, by));
  const factors = effects.filter((effect) => !nested.includes(effect));
  const size = factors.reduce((sum, f) => sum + f.labels.length, 0);
  if (size > mostLevels) throw tooManyLevels(factors, by, size);
  const absorber = nested.length > 0 ? makeAbsorber(nObs, nested, weights) : absorbNothing;
  const products = new Float64Array(size * size);
  const column = new Float64Array(nObs);
  let at = 0;
  for (const { codes, labels } of factors) {
    for (let level = 0; level < labels.length; level++, at++) {
      let total = 0;
      for (let i = 0; i < nObs; i++) {
        const inside = codes[i] === level;
        column[i] = inside ? 1 : 0;
        if (inside) total += weights ? weights[i]! : 1;
      }
      absorber.absorb(column);
      addByLevel(column, factors, weights, products.subarray(at * size, (at + 1) * size));
      if (products[at * size + at]! < explained * total) products[at * size + at] = 0;
    }
  }
  return { factors, size, factor: choleskyDropping(products, size, explained).factor };
}

/** Adds the (weighted) sums of a column by the levels of several factors, one factor after another. */
export function addByLevel(
  column: Float64Array,
  factors: readonly Factor[],
  weights: Float64Array | null,
  out: Float64Array,
): void {
  let start = 0;
  for (const { codes, labels } of factors) {
    for (let i = 0; i < codes.length; i++) {
      out[start + codes[i]!]! += weights ? weights[i]! * column[i]! : column[i]!;
    }
    start += labels.length;
  }
}

function intercept(nObs: number): Factor {
  return { name: "intercept", codes: new Int32Array(nObs), labels: ["1"] };
}

function tooManyLevels(factors: readonly Factor[], by: Factor, size: number): CeterisError {
  const names = factors.map((f) => f.name).join(", ");
  return new CeterisError({
    code: "OPTION_UNSUPPORTED",
    where: "wild bootstrap",
    what: `the fixed effects that are not nested in ${by.name} (${names}) have ${size} levels, more than ${mostLevels}`,
    mend: "Cluster at a level that contains the larger fixed effects, or use coarser ones",
  });
}
