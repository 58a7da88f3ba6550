import { addColumns, combineColumns, type Factor, invertPositive } from "@ceteris/core";
import { scoreSums } from "../covariance/sandwich.ts";
import type { TwoWayEffects } from "../two-way/two-way-equations.ts";
import type { LinearFit } from "../types.ts";

/** What stands for the absorbed regressors of contrasts and controls in a covariance. */
export type ContrastRegressors = Required<Pick<LinearFit, "within" | "bread" | "scoreSums">>;

/**
 * With Z the row values of the contrasts' solutions, S = Z′WZ, X the controls with all effects absorbed and D
 * the contrasts of the levels' effects in the controls, the contrasts are the coefficients of ZS⁻¹ and those
 * of the controls belong to X + ZS⁻¹D. The bread of both is (S + DBD′, −DB; −BD′, B) for B = (X′WX)⁻¹.
 *
 * @param products S, by rows
 * @param inControls columns of D
 * @param fit of the controls, groups and levels absorbed
 */
export function contrastRegressors(
  solutions: readonly TwoWayEffects[],
  products: Float64Array,
  inControls: readonly Float64Array[],
  fit: LinearFit,
  { groups, levels }: { readonly groups: Factor; readonly levels: Factor },
): ContrastRegressors {
  const m = solutions.length;
  const inverse = invertPositive(products, m)!;
  const combined = (parts: readonly Float64Array[], j: number) =>
    combineColumns(parts, inverse.subarray(j * m, (j + 1) * m), parts[0]!.length);
  const ofGroups = solutions.map((_, j) =>
    combined(
      solutions.map(({ first }) => first),
      j,
    ),
  );
  const ofLevels = solutions.map((_, j) =>
    combined(
      solutions.map(({ second }) => second),
      j,
    ),
  );
  let within: readonly Float64Array[] | null = null;

  return Object.freeze({
    bread: jointBread(products, inControls, fit.bread, m),
    get within() {
      within ??= rowValues();
      return within;
    },
    scoreSums: (codes: Int32Array, nLevels: number) => {
      const p = inControls.length;
      const k = m + p;
      const out = new Float64Array(nLevels * k);
      const { residuals, weights } = fit;
      for (let j = 0; j < m; j++) {
        const a = ofGroups[j]!;
        const b = ofLevels[j]!;
        for (let i = 0; i < residuals.length; i++) {
          const score = weights ? weights[i]! * residuals[i]! : residuals[i]!;
          out[codes[i]! * k + j]! += score * (a[groups.codes[i]!]! + b[levels.codes[i]!]!);
        }
      }
      const own = scoreSums(fit, codes, nLevels);
      for (let level = 0; level < nLevels; level++) {
        for (let c = 0; c < p; c++) {
          let sum = own[level * p + c]!;
          for (let j = 0; j < m; j++) sum += inControls[c]![j]! * out[level * k + j]!;
          out[level * k + m + c] = sum;
        }
      }
      return out;
    },
  });

  function rowValues(): readonly Float64Array[] {
    const own = ofGroups.map((a, j) => {
      const b = ofLevels[j]!;
      return Float64Array.from(levels.codes, (level, i) => a[groups.codes[i]!]! + b[level]!);
    });
    const controls = fit.within.map((x, c) => {
      const out = x.slice();
      addColumns(out, own, inControls[c]!);
      return out;
    });
    return [...own, ...controls];
  }
}

function jointBread(
  products: Float64Array,
  inControls: readonly Float64Array[],
  bread: Float64Array,
  m: number,
): Float64Array {
  const p = inControls.length;
  const k = m + p;
  const out = new Float64Array(k * k);
  // Rows of DB.
  const carried = inControls.map((_, c) => combineColumns(inControls, bread.subarray(c * p, (c + 1) * p), m));
  for (let i = 0; i < m; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = products[i * m + j]!;
      for (let c = 0; c < p; c++) sum += carried[c]![i]! * inControls[c]![j]!;
      out[i * k + j] = sum;
      out[j * k + i] = sum;
    }
    for (let c = 0; c < p; c++) {
      out[i * k + m + c] = -carried[c]![i]!;
      out[(m + c) * k + i] = -carried[c]![i]!;
    }
  }
  for (let c = 0; c < p; c++) for (let d = 0; d < p; d++) out[(m + c) * k + m + d] = bread[c * p + d]!;
  return out;
}
