import type { Design } from "./design.ts";
import { fitCityEffects } from "./fit-city-effects.ts";
import { addTo, average, N_YEARS, orthonormal, removeSpan, unitScale, withinBoth } from "./panel-math.ts";
import type { Draw } from "./random.ts";
import { CONTROL_BY_YEAR, CONTROL_SLOPES, CONTROLS, type Control, PRINTED_MOMENTS } from "./targets.ts";

export type ControlValues = Readonly<Record<Control, Float64Array>>;

const DECIMALS = 4;

/** How far a year's shock lasts: 0 for pure noise, 1 for a random walk. */
const PERSISTENCE: Readonly<Record<Control, number>> = {
  gdp_growth: 0.1,
  log_population: 0.9,
  log_broadband: 0.6,
  fiscal_share: 0.7,
};

/** The parts of the controls that do not depend on their scale: drawn once, scaled while calibrating. */
export interface ControlParts {
  /** Shocks within cities, free of city, year and treatment effects and of each other; mean square 1. */
  readonly shocks: ControlValues;
  /** A score for each city, mean 0 and mean square 1. */
  readonly scores: ControlValues;
}

export function drawControlParts(design: Design, nextStream: () => Draw): ControlParts {
  const scores = drawScores(design, nextStream());
  const done = [...design.events];
  const shocks = {} as Record<Control, Float64Array>;
  for (const control of CONTROLS) {
    const raw = withinBoth(drawShocks(design.cities.length, PERSISTENCE[control], nextStream()));
    shocks[control] = unitScale(removeSpan(raw, orthonormal(done)));
    done.push(shocks[control]);
  }
  return { shocks, scores };
}

/**
 * The four controls, rounded as they are written: shocks of the given size within cities, the slopes on
 * treatment and on each other that the printed columns imply, and the printed moments.
 */
export function makeControls(
  design: Design,
  parts: ControlParts,
  sizes: Readonly<Record<Control, number>>,
): ControlValues {
  const within: Record<string, Float64Array> = { did: design.did };
  const values = {} as Record<Control, Float64Array>;
  for (const control of CONTROLS) {
    const moves = parts.shocks[control].map((s) => s * sizes[control]);
    for (const [name, slope] of Object.entries(CONTROL_SLOPES[control])) addTo(moves, within[name]!, slope);
    within[control] = moves;
    const years = CONTROL_BY_YEAR[control];
    const level = average(years);
    const overTime = moves.map((m, i) => m + years[i % N_YEARS]! - level);
    const effects = fitCityEffects(parts.scores[control], overTime, PRINTED_MOMENTS[control]);
    values[control] = overTime.map((m, i) => roundTo(effects[Math.floor(i / N_YEARS)]! + m, DECIMALS));
  }
  return values;
}

export function roundTo(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}

function drawScores(design: Design, draw: Draw): ControlValues {
  const city = (f: (population: number, development: number) => number) =>
    centre(Float64Array.from(design.cities, (c) => f(Math.log(c.population), c.development)));
  return {
    gdp_growth: city((_, d) => 0.15 * d + draw()),
    log_population: city((p) => p),
    log_broadband: city((p, d) => 0.9 * p + 0.14 * d + 0.12 * draw()),
    fiscal_share: city((p, d) => -0.28 * p - 0.16 * d + 0.3 * draw()),
  };
}

export function centre(values: Float64Array): Float64Array {
  const mean = average(values);
  return unitScale(values.map((v) => v - mean));
}

function drawShocks(nCities: number, persistence: number, draw: Draw): Float64Array {
  const out = new Float64Array(nCities * N_YEARS);
  for (let i = 0; i < out.length; i++) out[i] = (i % N_YEARS === 0 ? 0 : persistence * out[i - 1]!) + draw();
  return out;
}
