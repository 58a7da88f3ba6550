import { CeterisError, cholesky, type Factor } from "@ceteris/core";
import { choleskyDropping, solveLower } from "../cholesky-dropping.ts";
import type { LinearFit } from "../types.ts";
import { addByLevel, type LooseEffects, looseEffects } from "./loose-effects.ts";

/** Values to be summed by the levels of a factor, each times its row of the basis. */
export interface SumRequest {
  readonly by: Factor;
  /** Weighted, one for each row. */
  readonly values: Float64Array;
}

/**
 * Sums by cluster in coordinates q that make X′WX the identity, X being the regressors and the dummies
 * of the fixed effects that span clusters, both net of the effects nested in clusters. The first
 * coordinate is what all others leave of one regressor.
 */
export interface ScoreBasis {
  /** Number of coordinates. */
  readonly rank: number;
  /** Σ value·q by level, nLevels × rank, one for each request. */
  readonly sums: readonly Float64Array[];
  /** Σ w·q q′ of each cluster, rank × rank one after another; null unless asked for. */
  readonly products: Float64Array | null;
}

/** Share of a dummy's norm below which the nested effects explain it. */
const explained = 1e-10;
/** Numbers in the products of all clusters. */
const mostProducts = 2e7;

/**
 * @param position of the regressor of the first coordinate
 * @param by the clusters; other factors may be summed by as well
 * @throws OPTION_UNSUPPORTED (too many levels of effects that span clusters)
 */
export function scoreBasis(
  fit: LinearFit,
  position: number,
  by: Factor,
  requests: readonly SumRequest[],
  withProducts = false,
): ScoreBasis {
  const { nObs, weights } = fit;
  const loose = looseEffects(fit, by);
  const k = fit.terms.length;
  const order = [position, ...fit.terms.keys()].filter((j, at) => at === 0 || j !== position);
  const within = order.map((j) => fit.within[j]!);
  const width = k + loose.size;
  const raw = requests.map((request) => new Float64Array(request.by.nLevels * width));
  const add = (column: Float64Array, at: number) => {
    requests.forEach(({ by: { codes }, values }, r) => {
      const out = raw[r]!;
      for (let i = 0; i < nObs; i++) out[codes[i]! * width + at]! += values[i]! * column[i]!;
    });
  };
  within.forEach(add);
  const products = withProducts ? emptyProducts(by, width) : null;
  const gram = new Float64Array(loose.size ** 2);
  loose.eachColumn((level, column, square) => {
    add(column, k + level);
    const row = gram.subarray(level * loose.size, (level + 1) * loose.size);
    const weighted = weigh(column, weights);
    for (let i = 0; i < nObs; i++) addByLevel(loose.blocks, i, weighted[i]!, row);
    if (row[level]! < explained * square) row[level] = 0;
    if (products) addProducts(products, by, width, k + level, weighted, within, loose);
  });
  if (products) {
    within.forEach((x, j) => {
      addProducts(products, by, width, j, weigh(x, weights), within, loose);
    });
  }
  const bread = Float64Array.from(order.flatMap((i) => order.map((j) => fit.bread[i * k + j]!)));
  const white = whitener(cholesky(bread, k)!, k, choleskyDropping(gram, loose.size, explained).factor);
  return {
    rank: white.rank,
    sums: raw.map((rows, r) => whitenRows(rows, requests[r]!.by.nLevels, width, white)),
    products: products && whitenProducts(products, by.nLevels, width, white),
  };
}

/** A column times the weights. */
export function weigh(column: Float64Array, weights: Float64Array | null): Float64Array {
  return weights ? column.map((value, i) => value * weights[i]!) : column;
}

function emptyProducts(by: Factor, width: number): Float64Array {
  const size = by.nLevels * width ** 2;
  if (size <= mostProducts) return new Float64Array(size);
  throw new CeterisError({
    code: "OPTION_UNSUPPORTED",
    where: `clusters of “${by.name}”`,
    what: `leaving out each of ${by.nLevels} clusters with ${width} coefficients and levels of effects that span them needs too much memory`,
    mend: "Take coarser clusters, or fixed effects that lie within clusters",
  });
}

/** Adds one column's products with the regressors and the loose dummies, cluster by cluster. */
function addProducts(
  products: Float64Array,
  by: Factor,
  width: number,
  column: number,
  weighted: Float64Array,
  within: readonly Float64Array[],
  loose: LooseEffects,
): void {
  const k = width - loose.size;
  for (let i = 0; i < weighted.length; i++) {
    const start = (by.codes[i]! * width + column) * width;
    for (let j = 0; j < within.length; j++) products[start + j]! += weighted[i]! * within[j]![i]!;
    addByLevel(loose.blocks, i, weighted[i]!, products.subarray(start + k, start + width));
  }
}

interface Whitener {
  readonly rank: number;
  /** From products with regressors, then with loose dummies, to coordinates. */
  into(sums: Float64Array, out: Float64Array): void;
}

/** `root` is a root of the regressors' inverse products, `factor` one of the dummies' products. */
function whitener(root: Float64Array, k: number, factor: Float64Array): Whitener {
  const size = Math.sqrt(factor.length);
  const kept = Array.from({ length: size }, (_, l) => l).filter((l) => factor[l * size + l]! > 0);
  const held = new Float64Array(size);
  return {
    rank: k + kept.length,
    into: (sums, out) => {
      for (let p = 0; p < k; p++) {
        let sum = 0;
        for (let j = p; j < k; j++) sum += root[j * k + p]! * sums[j]!;
        out[p] = sum;
      }
      held.set(sums.subarray(k, k + size));
      solveLower(factor, size, held);
      kept.forEach((level, p) => {
        out[k + p] = held[level]!;
      });
    },
  };
}

function whitenRows(rows: Float64Array, n: number, width: number, { rank, into }: Whitener): Float64Array {
  const out = new Float64Array(n * rank);
  for (let g = 0; g < n; g++) {
    into(rows.subarray(g * width, (g + 1) * width), out.subarray(g * rank, (g + 1) * rank));
  }
  return out;
}

/** T A T′ of each cluster, T being the whitener. */
function whitenProducts(
  products: Float64Array,
  nClusters: number,
  width: number,
  white: Whitener,
): Float64Array {
  const { rank } = white;
  const out = new Float64Array(nClusters * rank * rank);
  for (let g = 0; g < nClusters; g++) {
    const a = products.subarray(g * width * width, (g + 1) * width * width);
    const half = transpose(whitenRows(a, width, width, white), width, rank);
    out.set(whitenRows(half, rank, width, white), g * rank * rank);
  }
  return out;
}

function transpose(matrix: Float64Array, n: number, m: number): Float64Array {
  const out = new Float64Array(n * m);
  for (let i = 0; i < n; i++) for (let j = 0; j < m; j++) out[j * n + i] = matrix[i * m + j]!;
  return out;
}
