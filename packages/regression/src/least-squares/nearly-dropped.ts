import type { AbsorbedColumn } from "../absorb/absorb-column.ts";
import { sumOfSquares } from "../dot.ts";
import type { LinearFit, Regressor } from "../types.ts";

/** Share of a column's norm: the rounding of the data, 1e-16, is then at least 1e-11 of what is left. */
const little = 1e-5;
/** A term that makes up this share of what explains a column is named. */
const explains = 1e-3;

/** Coefficients that rest on less than 1e-5 of their column, with what explains the rest. */
export function nearlyDropped(
  kept: readonly Regressor[],
  within: readonly Float64Array[],
  columns: readonly AbsorbedColumn[],
  fixedEffects: readonly { readonly name: string }[],
  bread: Float64Array,
  weights: Float64Array | null,
): NonNullable<LinearFit["nearlyDropped"]> {
  const k = kept.length;
  const norms = within.map((x) => Math.sqrt(sumOfSquares(x, weights)));
  return kept.flatMap(({ name }, j) => {
    const { norm, normWithin } = columns[j]!;
    const leftByEffects = normWithin / norm;
    const own = 1 / (Math.sqrt(bread[j * k + j]!) * norms[j]!);
    const share = leftByEffects * Math.min(1, own);
    if (!(share < little)) return [];
    const others = kept.flatMap((other, m) => {
      const size = Math.abs(bread[j * k + m]! / bread[j * k + j]!) * (norms[m]! / norms[j]!);
      return m !== j && own < 0.1 && size > explains ? [other.name] : [];
    });
    const effects = leftByEffects < 0.1 * Math.max(own, little) ? fixedEffects.map((f) => f.name) : [];
    const collinearWith = [...others, ...effects];
    return [{ name, share, collinearWith: collinearWith.length > 0 ? collinearWith : ["(intercept)"] }];
  });
}
