import { entropyWeights } from "ceteris";
import { centre } from "./controls.ts";
import type { Design } from "./design.ts";
import { INDICATORS, type IndicatorModel, printedWeights } from "./indicators.ts";
import { average, bisect, N_YEARS } from "./panel-math.ts";
import type { Draw } from "./random.ts";

const PASSES = 60;

/** Normalised indicators, each between 0 and 1 with both reached. */
export type Normalised = readonly Float64Array[];

/**
 * Twenty indicators whose canonical entropy index is the given one and whose weights are the printed ones.
 *
 * Each starts as a curved signal with its share of the total divergence, the total being that which gives
 * the index its mean. Then rows are brought to the index and columns to their weights in turn: first by
 * scaling, which lets lowest and highest cells change places; then with those cells held; at last rows
 * alone, with the weights as found, so that the index is met to rounding error.
 */
export function calibrateIndicators(design: Design, index: Float64Array, nextStream: () => Draw): Normalised {
  const signals = INDICATORS.map((model) => drawSignal(model, design, index, nextStream()));
  const weights = printedWeights();
  const target = average(index);
  const shaped = (total: number) =>
    signals.map((s, j) => shapeSignal(s, INDICATORS[j]!.curvature, total * weights[j]!));
  const mean = (total: number) =>
    shaped(total).reduce((sum, z, j) => sum + weights[j]! * average(z), 0) - target;
  const total = bisect(mean, 0.2, 1.5, 12);
  let z = shaped(total);
  for (let pass = 0; pass < PASSES; pass++) {
    z = matchWeights(scaleRows(z, index, weights).map(toUnitRange), weights);
  }
  for (let pass = 0; pass < PASSES; pass++) {
    z = matchWeights(matchIndex(z, index, weights), weights);
  }
  for (let pass = 0; pass < 30; pass++) z = matchIndex(z, index, weightsOf(z));
  return z;
}

function drawSignal(model: IndicatorModel, design: Design, index: Float64Array, draw: Draw): Float64Array {
  // A concave scale of the index, or its top city would be first in every indicator.
  const level = centre(index.map((v) => -1 / (v + 0.1)));
  const size = centre(Float64Array.from(design.cities, (c) => Math.log(c.population)));
  const signal = new Float64Array(index.length);
  design.cities.forEach((_, c) => {
    const trait = model.trait * draw();
    for (let t = 0; t < N_YEARS; t++) {
      const i = c * N_YEARS + t;
      const year = t / (N_YEARS - 1) - 0.5;
      signal[i] =
        model.index * level[i]! + model.size * size[c]! + model.growth * year + trait + model.shock * draw();
    }
  });
  return centre(signal);
}

/** An increasing function of the signal, from 0 to 1, with the given divergence. */
function shapeSignal(signal: Float64Array, curvature: number | null, divergence: number): Float64Array {
  const low = Math.min(...signal);
  const high = Math.max(...signal);
  const unit = signal.map((s) => (s - low) / (high - low));
  const bend = (k: number) => unit.map((u) => (Math.abs(k) < 1e-9 ? u : Math.expm1(k * u) / Math.expm1(k)));
  const miss = (z: Float64Array) => divergenceOf(z) - divergence;
  if (curvature === null) return bend(bisect((k) => miss(bend(k)), -30, 60));
  const bent = bend(curvature);
  const lift = (f: number) => bent.map((v) => (v === 0 ? 0 : (v + f) / (1 + f)));
  return lift(bisect((f) => miss(lift(f)), 0, 20));
}

/** Scales a row's indicators together towards the index, those that follow the index more. */
function scaleRows(z: Normalised, index: Float64Array, weights: readonly number[]): Float64Array[] {
  const out = z.map((column) => Float64Array.from(column));
  for (let i = 0; i < index.length; i++) {
    let found = 0;
    let total = 0;
    z.forEach((column, j) => {
      found += weights[j]! * column[i]!;
      total += weights[j]! * column[i]! * follow(j);
    });
    const gap = Math.max(-0.5, (index[i]! - found) / total);
    out.forEach((column, j) => {
      column[i]! *= 1 + gap * follow(j);
    });
  }
  return out;
}

/** How much of a correction an indicator takes. */
function follow(j: number): number {
  return 0.1 + INDICATORS[j]!.index ** 2;
}

function toUnitRange(values: Float64Array): Float64Array {
  const low = Math.min(...values);
  const high = Math.max(...values);
  return values.map((v) => (v - low) / (high - low));
}

/**
 * Moves a row's indicators together until their weighted sum is the index: those that follow the index
 * more and those far from their bounds move most.
 */
function matchIndex(z: Normalised, index: Float64Array, weights: readonly number[]): Float64Array[] {
  const out = z.map((column) => Float64Array.from(column));
  const room = new Float64Array(z.length);
  for (let i = 0; i < index.length; i++) {
    let gap = index[i]!;
    let total = 0;
    for (let j = 0; j < z.length; j++) {
      const v = z[j]![i]!;
      room[j] = follow(j) * v * (1 - v);
      gap -= weights[j]! * v;
      total += weights[j]! * room[j]!;
    }
    for (let j = 0; j < z.length; j++) {
      const v = z[j]![i]!;
      if (v > 0 && v < 1) out[j]![i] = Math.min(0.9999, Math.max(0.0001, v + (gap * room[j]!) / total));
    }
  }
  return out;
}

/**
 * Raises each indicator to a power that brings its share of the total divergence to the printed weight.
 * Divergence goes nearly with the square of the power, so that a few rounds settle it.
 */
function matchWeights(z: Normalised, weights: readonly number[]): Float64Array[] {
  const found = weightsOf(z);
  return z.map((column, j) => {
    const power = Math.sqrt(weights[j]! / found[j]!);
    return column.map((v) => v ** power);
  });
}

function weightsOf(z: Normalised): readonly number[] {
  return entropyWeights(z, { logCount: z[0]!.length, zeroColumnsToZero: false }).weights;
}

function divergenceOf(z: Float64Array): number {
  return entropyWeights([z], { logCount: z.length, zeroColumnsToZero: false }).divergence[0]!;
}
