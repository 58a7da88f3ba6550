import type { TwoWayLayout } from "./two-way-layout.ts";

interface PeriodComplement {
  readonly complement: Float64Array;
  readonly periodWeights: Float64Array;
  readonly weight: number;
}

/** Periods that fit the bits of one integer. */
const mostBits = 30;

/**
 * The Schur complement of the periods, T × T. Without weights, groups seen in the same periods have the
 * same share of it: it is built once for each pattern of periods.
 */
export function periodComplement(layout: TwoWayLayout, weights: Float64Array | null): PeriodComplement {
  const nPeriods = layout.periods.nLevels;
  const patterns = weights || nPeriods > mostBits ? null : countPatterns(layout);
  return patterns ? fromPatterns(patterns, nPeriods) : fromRows(layout, weights);
}

/** How many groups are seen in each set of periods; null when a group is twice in one period. */
function countPatterns({ starts, periods }: TwoWayLayout): Map<number, number> | null {
  const patterns = new Map<number, number>();
  const { codes } = periods;
  let last = -1;
  let run = 0;
  for (let g = 0; g + 1 < starts.length; g++) {
    let pattern = 0;
    for (let i = starts[g]!; i < starts[g + 1]!; i++) {
      const bit = 1 << codes[i]!;
      if ((pattern & bit) !== 0) return null;
      pattern |= bit;
    }
    if (pattern === last) {
      run++;
      continue;
    }
    if (run > 0) patterns.set(last, (patterns.get(last) ?? 0) + run);
    last = pattern;
    run = 1;
  }
  if (run > 0) patterns.set(last, (patterns.get(last) ?? 0) + run);
  return patterns;
}

function fromPatterns(patterns: Map<number, number>, nPeriods: number): PeriodComplement {
  const complement = new Float64Array(nPeriods * nPeriods);
  const periodWeights = new Float64Array(nPeriods);
  let weight = 0;
  for (const [pattern, groups] of patterns) {
    const seen = Array.from({ length: nPeriods }, (_, t) => t).filter((t) => (pattern & (1 << t)) !== 0);
    const share = groups / seen.length;
    weight += groups * seen.length;
    for (const t of seen) {
      periodWeights[t]! += groups;
      complement[t * nPeriods + t]! += groups;
      for (const s of seen) complement[t * nPeriods + s]! -= share;
    }
  }
  return { complement, periodWeights, weight };
}

function fromRows({ starts, periods }: TwoWayLayout, weights: Float64Array | null): PeriodComplement {
  const nPeriods = periods.nLevels;
  const { codes } = periods;
  const complement = new Float64Array(nPeriods * nPeriods);
  const periodWeights = new Float64Array(nPeriods);
  const v = new Float64Array(nPeriods);
  const touched = new Int32Array(nPeriods);
  let weight = 0;
  for (let g = 0; g + 1 < starts.length; g++) {
    let nTouched = 0;
    let total = 0;
    for (let i = starts[g]!; i < starts[g + 1]!; i++) {
      const t = codes[i]!;
      const w = weights ? weights[i]! : 1;
      if (v[t] === 0) touched[nTouched++] = t;
      v[t]! += w;
      total += w;
    }
    weight += total;
    for (let a = 0; a < nTouched; a++) {
      const t = touched[a]!;
      periodWeights[t]! += v[t]!;
      complement[t * nPeriods + t]! += v[t]!;
      const share = v[t]! / total;
      for (let b = 0; b < nTouched; b++) complement[t * nPeriods + touched[b]!]! -= share * v[touched[b]!]!;
    }
    for (let a = 0; a < nTouched; a++) v[touched[a]!] = 0;
  }
  return { complement, periodWeights, weight };
}
