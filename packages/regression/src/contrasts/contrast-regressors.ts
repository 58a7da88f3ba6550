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
  const inverseRow = (j: number) => inverse.subarray(j * m, (j + 1) * m);
  const ofLevels = combineAll(
    solutions.map(({ second }) => second),
    inverseRow,
  );
  let within: readonly Float64Array[] | null = null;
  let ofGroups: readonly Float64Array[] | null = null;
  const groupEffects = () => {
    ofGroups ??= combineAll(
      solutions.map(({ first }) => first),
      inverseRow,
    );
    return ofGroups;
  };

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
      addScores(out, codes, levels.codes, ofLevels);
      // Residuals add up to zero in each group, so its effects add nothing to clusters that hold it whole.
      if (!holdsWhole(codes, groups)) addScores(out, codes, groups.codes, groupEffects());
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

  /** Adds to the first sums of each cluster the scores of regressors that are effects of a factor's levels. */
  function addScores(
    out: Float64Array,
    clusters: Int32Array,
    codes: Int32Array,
    effects: readonly Float64Array[],
  ): void {
    const { residuals, weights } = fit;
    const k = m + inControls.length;
    const table = new Float64Array((effects[0]?.length ?? 0) * m);
    effects.forEach((own, j) => {
      for (let level = 0; level < own.length; level++) table[level * m + j] = own[level]!;
    });
    for (let i = 0; i < residuals.length; i++) {
      const score = weights ? weights[i]! * residuals[i]! : residuals[i]!;
      const from = codes[i]! * m;
      const to = clusters[i]! * k;
      for (let j = 0; j < m; j++) out[to + j]! += score * table[from + j]!;
    }
  }

  function rowValues(): readonly Float64Array[] {
    const own = groupEffects().map((a, j) => {
      const b = ofLevels[j]!;
      const out = new Float64Array(levels.codes.length);
      for (let i = 0; i < out.length; i++) out[i] = a[groups.codes[i]!]! + b[levels.codes[i]!]!;
      return out;
    });
    const controls = fit.within.map((x, c) => {
      const out = x.slice();
      addColumns(out, own, inControls[c]!);
      return out;
    });
    return [...own, ...controls];
  }
}

function combineAll(
  columns: readonly Float64Array[],
  row: (j: number) => Float64Array,
): readonly Float64Array[] {
  return columns.map((column, j) => combineColumns(columns, row(j), column.length));
}

/** Whether every group lies in one cluster. */
function holdsWhole(clusters: Int32Array, { codes, nLevels }: Factor): boolean {
  if (clusters === codes) return true;
  const home = new Int32Array(nLevels).fill(-1);
  for (let i = 0; i < codes.length; i++) {
    const group = codes[i]!;
    if (home[group] === -1) home[group] = clusters[i]!;
    else if (home[group] !== clusters[i]) return false;
  }
  return true;
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
