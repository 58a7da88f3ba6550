import { crossFactors, type Factor } from "@ceteris/core";
import { type SumRequest, scoreBasis, weigh } from "../jackknife/score-basis.ts";
import type { LinearFit } from "../types.ts";
import type { ClusterParts, ErrorGroups } from "./cluster-parts.ts";
import { firstCoordinates } from "./first-coordinates.ts";
import { jackknifeParts } from "./jackknife-parts.ts";
import type { WildType } from "./wild-type.ts";

export interface ClusterPartsOptions {
  /** Clusters whose residuals get one weight. */
  readonly by: Factor;
  /** One or two factors that the t statistic is clustered by. */
  readonly errors: readonly Factor[];
  readonly type: WildType;
  readonly imposeNull: boolean;
}

/** @throws OPTION_UNSUPPORTED (too many levels of effects that span clusters; see `jackknifeParts`) */
export function makeClusterParts(
  fit: LinearFit,
  position: number,
  options: ClusterPartsOptions,
): ClusterParts {
  const { by, errors, type } = options;
  const k = fit.terms.length;
  const scale = fit.bread[position * k + position]!;
  const z = contributions(fit, position);
  const wz = weigh(z, fit.weights);
  const requests: SumRequest[] = [
    { by, values: weigh(fit.residuals, fit.weights) },
    { by, values: wz },
  ];
  if (type !== "classic") {
    const basis = scoreBasis(fit, position, by, requests.slice(0, 1), true);
    return jackknifeParts(basis, by, scale, type, options.imposeNull);
  }
  const ways = combinations(errors);
  const others = ways.filter(({ factor }) => factor !== by);
  const basis = scoreBasis(fit, position, by, [
    ...requests,
    ...others.map(({ factor }) => ({ by: factor, values: wz })),
  ]);
  const [right, own, ...left] = basis.sums as [Float64Array, Float64Array, ...Float64Array[]];
  const products = fit.residuals.map((e, i) => e * wz[i]!);
  const squares = wz.map((w, i) => (w * z[i]!) / scale);
  const groups = ways.map(({ factor, sign }): ErrorGroups => {
    const pairs = pairUp(factor, by);
    return {
      sign,
      nGroups: factor.nLevels,
      left: factor === by ? own : left[others.findIndex((other) => other.factor === factor)]!,
      group: pairs.group,
      cluster: pairs.cluster,
      sums: totals(products, pairs),
      shiftSums: totals(squares, pairs),
    };
  });
  const shiftRight = own.map((value) => value / scale);
  return {
    nClusters: by.nLevels,
    rank: basis.rank,
    variance: varianceOf(groups),
    numerators: firstCoordinates(right, basis.rank, Math.sqrt(scale)),
    right,
    shiftNumerators: firstCoordinates(shiftRight, basis.rank, Math.sqrt(scale)),
    shiftRight,
    groups,
  };
}

/** z with z′Wy the coefficient at a position. */
function contributions({ bread, within, nObs, terms }: LinearFit, position: number): Float64Array {
  const k = terms.length;
  const z = new Float64Array(nObs);
  for (let j = 0; j < k; j++) {
    const a = bread[position * k + j]!;
    const x = within[j]!;
    for (let i = 0; i < nObs; i++) z[i]! += a * x[i]!;
  }
  return z;
}

/** The factors, then their crossing, with the signs of Cameron, Gelbach and Miller (2011). */
function combinations(errors: readonly Factor[]): readonly { factor: Factor; sign: 1 | -1 }[] {
  const alone = errors.map((factor) => ({ factor, sign: 1 as const }));
  return errors.length < 2 ? alone : [...alone, { factor: crossFactors(errors), sign: -1 }];
}

interface Pairs {
  /** Of each row. */
  readonly codes: Int32Array;
  readonly group: Int32Array;
  readonly cluster: Int32Array;
}

function pairUp(factor: Factor, by: Factor): Pairs {
  if (factor === by) {
    const each = Int32Array.from({ length: by.nLevels }, (_, g) => g);
    return { codes: by.codes, group: each, cluster: each };
  }
  const both = crossFactors([factor, by]);
  const group = new Int32Array(both.nLevels);
  const cluster = new Int32Array(both.nLevels);
  both.codes.forEach((code, i) => {
    group[code] = factor.codes[i]!;
    cluster[code] = by.codes[i]!;
  });
  return { codes: both.codes, group, cluster };
}

function totals(values: Float64Array, { codes, group }: Pairs): Float64Array {
  const out = new Float64Array(group.length);
  for (let i = 0; i < values.length; i++) out[codes[i]!]! += values[i]!;
  return out;
}

function varianceOf(groups: readonly ErrorGroups[]): number {
  return groups.reduce((total, { sign, nGroups, group, sums }) => {
    const whole = new Float64Array(nGroups);
    group.forEach((h, pair) => {
      whole[h]! += sums[pair]!;
    });
    return total + sign * whole.reduce((sum, s) => sum + s * s, 0);
  }, 0);
}
