import type { Match } from "./match.ts";
import { radiusMatch } from "./radius-match.ts";
import { sortByScore } from "./sort-by-score.ts";

export type KernelName = "epanechnikov" | "gaussian";

/**
 * Matches each treated row with the controls near it, weighted by a kernel of Δscore / bandwidth:
 * Epanechnikov 1 − u² inside |u| < 1, or Gaussian exp(−u²/2) everywhere. Constants of a kernel
 * cancel when a treated row's weights are made to add up to one.
 */
export function kernelMatch(
  treated: Float64Array,
  controls: Float64Array,
  options: { readonly kernel: KernelName; readonly bandwidth: number },
): Match {
  const { kernel, bandwidth } = options;
  const shape = kernel === "epanechnikov" ? epanechnikov : gaussian;
  const affinity = (i: number, j: number) => shape((treated[i]! - controls[j]!) / bandwidth);
  const runs =
    kernel === "epanechnikov" ? radiusMatch(treated, controls, bandwidth) : everybody(treated, controls);
  return dropWeightless({ ...runs, affinity });
}

/** A row all of whose partners weigh nothing (on the kernel's edge, or underflown) has no match. */
function dropWeightless(match: Match): Match {
  const affinity = match.affinity!;
  const stop = match.stop.map((to, i) => {
    const from = match.start[i]!;
    for (let k = from; k < to; k++) if (affinity(i, match.partners[k]!) > 0) return to;
    return from;
  });
  return { ...match, stop };
}

function everybody(treated: Float64Array, controls: Float64Array): Match {
  return {
    nControls: controls.length,
    partners: sortByScore(controls),
    start: new Int32Array(treated.length),
    stop: new Int32Array(treated.length).fill(controls.length),
    affinity: null,
  };
}

function epanechnikov(u: number): number {
  return Math.abs(u) < 1 ? 1 - u * u : 0;
}

function gaussian(u: number): number {
  return Math.exp(-0.5 * u * u);
}
