import { type KernelName, kernelReach, kernelShape } from "./kernels.ts";
import type { Match } from "./match.ts";
import { radiusMatch } from "./radius-match.ts";

export interface KernelOptions {
  readonly kernel: KernelName;
  /** In units of the score. */
  readonly bandwidth: number;
}

/** Matches each treated row with the controls near it, weighted by a kernel of Δscore / bandwidth. */
export function kernelMatch(treated: Float64Array, controls: Float64Array, options: KernelOptions): Match {
  const { kernel, bandwidth } = options;
  const runs = radiusMatch(treated, controls, kernelReach(kernel) * bandwidth);
  if (kernel === "uniform") return runs;
  const shape = kernelShape(kernel);
  const affinity = (i: number, j: number) => shape((treated[i]! - controls[j]!) / bandwidth);
  return dropWeightless({ ...runs, affinity });
}

/** A row all of whose partners weigh nothing (on the kernel's edge) has no match. */
function dropWeightless(match: Match): Match {
  const affinity = match.affinity!;
  const stop = match.stop.map((to, i) => {
    const from = match.start[i]!;
    for (let k = from; k < to; k++) if (affinity(i, match.partners[k]!) > 0) return to;
    return from;
  });
  return { ...match, stop };
}
