import { type KernelOptions, kernelMatch } from "./kernel-match.ts";
import type { Match } from "./match.ts";

/** Of Σg Σgd², below which partners all have one score and a line has no slope. */
const ONE_SCORE = 1e-10;

/**
 * Matches each treated row with the controls near it by the weights of a local linear regression
 * (Heckman, Ichimura and Todd 1997): the counterfactual is the constant of a kernel-weighted regression
 * of the controls' outcomes on d = p_control − p_treated, so a control weighs
 * g (Σgd² − d Σgd) / (Σg Σgd² − (Σgd)²), g being its kernel weight. These weights may be negative.
 * Where all partners have one score the slope is not identified, and the kernel weights are used.
 */
export function localLinearMatch(
  treated: Float64Array,
  controls: Float64Array,
  options: KernelOptions,
): Match {
  const local = kernelMatch(treated, controls, options);
  const weight = local.affinity ?? (() => 1);
  const first = new Float64Array(treated.length);
  const second = new Float64Array(treated.length);
  const linear = new Uint8Array(treated.length);
  for (let i = 0; i < treated.length; i++) {
    let zeroth = 0;
    for (let k = local.start[i]!; k < local.stop[i]!; k++) {
      const control = local.partners[k]!;
      const g = weight(i, control);
      const d = controls[control]! - treated[i]!;
      zeroth += g;
      first[i]! += g * d;
      second[i]! += g * d * d;
    }
    const determinant = zeroth * second[i]! - first[i]! * first[i]!;
    linear[i] = determinant > ONE_SCORE * zeroth * second[i]! ? 1 : 0;
  }
  return {
    ...local,
    affinity: (i, control) => {
      const g = weight(i, control);
      return linear[i] === 1 ? g * (second[i]! - (controls[control]! - treated[i]!) * first[i]!) : g;
    },
  };
}
