import { simplexWeights } from "./simplex-weights.ts";
import type { UnitPaths } from "./unit-paths.ts";

/** How strongly weights are held together, of the data and the size of a group. */
export interface Tuning {
  /** Standard deviation of the first differences of the controls before treatment. */
  readonly noise: number;
  /** Ridge of the unit weights, (N_tr T_post)^¼ · noise. */
  readonly zeta: number;
}

/** Weights of the controls, in their order, and of the periods before treatment. */
export interface SyntheticWeights {
  readonly units: Float64Array;
  readonly periods: Float64Array;
}

/** Multiple of the noise that is the ridge of the period weights. */
const PERIOD_RIDGE = 1e-6;
/** Multiple of the noise whose square is a gain too small to go on for. */
const LEAST_GAIN = 1e-5;

export function tuningOf(paths: UnitPaths, nPre: number, nTreated: number): Tuning {
  const { values, nPeriods, controls } = paths;
  const count = controls.length * (nPre - 1);
  let sum = 0;
  let squares = 0;
  for (const pass of [0, 1]) {
    const mean = sum / count;
    for (const i of controls) {
      for (let t = i * nPeriods + 1; t < i * nPeriods + nPre; t++) {
        const change = values[t]! - values[t - 1]!;
        if (pass === 0) sum += change;
        else squares += (change - mean) ** 2;
      }
    }
  }
  const noise = count > 1 ? Math.sqrt(squares / (count - 1)) : 0;
  return { noise, zeta: (nTreated * (nPeriods - nPre)) ** 0.25 * noise };
}

/** The mean path of some units. */
export function meanPath({ values, nPeriods }: UnitPaths, units: Int32Array): Float64Array {
  const out = new Float64Array(nPeriods);
  for (const i of units)
    for (let t = 0; t < nPeriods; t++) out[t]! += values[i * nPeriods + t]! / units.length;
  return out;
}

/**
 * Weights of controls under which their mean runs parallel to the path `treated` before treatment, and of
 * periods under which the controls' mean before treatment is, but for a constant, that after it: both with
 * an intercept (Arkhangelsky et al. 2021, algorithm 1).
 *
 * @param start weights to search from; default: equal ones
 */
export function fitWeights(
  paths: UnitPaths,
  controls: Int32Array,
  treated: Float64Array,
  nPre: number,
  { noise, zeta }: Tuning,
  start: SyntheticWeights | null = null,
): SyntheticWeights {
  const gain = (LEAST_GAIN * noise) ** 2;
  const n = controls.length;
  const units = simplexWeights(
    {
      ...{ paths: pathsOfUnits(paths, controls, treated, nPre), n, m: nPre },
      ridge: nPre * zeta ** 2,
      leastDecrease: nPre * gain,
    },
    start?.units,
  );
  const periods = simplexWeights(
    {
      ...{ paths: pathsOfPeriods(paths, controls, nPre), n: nPre, m: n },
      ridge: n * (PERIOD_RIDGE * noise) ** 2,
      leastDecrease: n * gain,
    },
    start?.periods,
  );
  return { units, periods };
}

/** Each control before treatment less the treated, about their means over the periods. */
function pathsOfUnits(
  { values, nPeriods }: UnitPaths,
  controls: Int32Array,
  treated: Float64Array,
  nPre: number,
): Float64Array {
  const out = new Float64Array(controls.length * nPre);
  controls.forEach((i, at) => {
    for (let t = 0; t < nPre; t++) out[at * nPre + t] = values[i * nPeriods + t]! - treated[t]!;
  });
  return centred(out, nPre);
}

/** Each period before treatment less the mean of those after it, about its mean over the controls. */
function pathsOfPeriods({ values, nPeriods }: UnitPaths, controls: Int32Array, nPre: number): Float64Array {
  const n = controls.length;
  const out = new Float64Array(nPre * n);
  controls.forEach((i, at) => {
    let after = 0;
    for (let t = nPre; t < nPeriods; t++) after += values[i * nPeriods + t]!;
    after /= nPeriods - nPre;
    for (let t = 0; t < nPre; t++) out[t * n + at] = values[i * nPeriods + t]! - after;
  });
  return centred(out, n);
}

/** Takes its mean off each run of `m` numbers, in place. */
function centred(values: Float64Array, m: number): Float64Array {
  for (let from = 0; from < values.length; from += m) {
    let sum = 0;
    for (let k = from; k < from + m; k++) sum += values[k]!;
    for (let k = from; k < from + m; k++) values[k]! -= sum / m;
  }
  return values;
}
