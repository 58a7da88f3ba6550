/** All pairs, no sorting: what the fast kernels must equal. */
export interface Pairs {
  /** For each treated row its partners and their normalised weights. */
  readonly partners: readonly ReadonlyMap<number, number>[];
}

export function bruteRadius(treated: Float64Array, controls: Float64Array, caliper: number): Pairs {
  return equal(treated, (p) => {
    const all = Array.from(controls.keys());
    return all.filter((j) => Math.abs(controls[j]! - p) <= caliper);
  });
}

export function bruteNearest(
  treated: Float64Array,
  controls: Float64Array,
  ratio: number,
  caliper: number,
): Pairs {
  return equal(treated, (p) => {
    const all = Array.from(controls.keys());
    const near = all.filter((j) => Math.abs(controls[j]! - p) <= caliper);
    return near
      .sort((a, b) => Math.abs(controls[a]! - p) - Math.abs(controls[b]! - p) || a - b)
      .slice(0, ratio);
  });
}

export function bruteNearestWithout(
  treated: Float64Array,
  controls: Float64Array,
  ratio: number,
  caliper: number,
): Pairs {
  const turns = Array.from(treated.keys()).sort((a, b) => treated[b]! - treated[a]! || a - b);
  const free = new Set(controls.keys());
  const lists = Array.from(treated, () => [] as number[]);
  for (let round = 0; round < ratio; round++) {
    for (const i of turns) {
      const p = treated[i]!;
      const [best] = [...free]
        .filter((j) => Math.abs(controls[j]! - p) <= caliper)
        .sort((a, b) => Math.abs(controls[a]! - p) - Math.abs(controls[b]! - p) || a - b);
      if (best === undefined) continue;
      lists[i]!.push(best);
      free.delete(best);
    }
  }
  let at = 0;
  return equal(treated, () => lists[at++]!);
}

export function bruteKernel(
  treated: Float64Array,
  controls: Float64Array,
  kernel: (u: number) => number,
  bandwidth: number,
): Pairs {
  return {
    partners: Array.from(treated, (p) => {
      const weights = Array.from(controls, (c) => kernel((p - c) / bandwidth));
      const total = weights.reduce((a, b) => a + b, 0);
      return new Map(weights.flatMap((w, j) => (w > 0 && total > 0 ? [[j, w / total] as const] : [])));
    }),
  };
}

export function weightsOf({ partners }: Pairs, nControls: number): number[] {
  const out = new Array<number>(nControls).fill(0);
  for (const map of partners) for (const [j, w] of map) out[j]! += w;
  return out;
}

export function shareOf({ partners }: Pairs, codeT: Int32Array, codeC: Int32Array): number | null {
  const shares = partners.flatMap((map, i) =>
    map.size === 0 ? [] : [[...map].reduce((sum, [j, w]) => sum + (codeC[j] === codeT[i] ? w : 0), 0)],
  );
  return shares.length === 0 ? null : shares.reduce((a, b) => a + b, 0) / shares.length;
}

function equal(treated: Float64Array, choose: (score: number) => readonly number[]): Pairs {
  return {
    partners: Array.from(treated, (p) => {
      const list = choose(p);
      return new Map(list.map((j) => [j, 1 / list.length] as const));
    }),
  };
}
