import { type ControlParts, type ControlValues, makeControls } from "./controls.ts";
import type { Design } from "./design.ts";
import { estimateAll } from "./estimate.ts";
import { type ErrorSizes, makeOutcome, type OutcomeParts } from "./outcome.ts";
import { CONTROL_EFFECTS, CONTROLS, type Control, EVENT_ERRORS, PRINTED_BASELINE } from "./targets.ts";

const ROUNDS = 30;

/** Where the search starts: shocks of the controls and of the index, in their own units. */
const START = {
  controls: { gdp_growth: 0.023, log_population: 0.04, log_broadband: 0.25, fiscal_share: 0.02 },
  errors: { years: [0.008, 0.0115, 0, 0.0103, 0.0153, 0.0196], trend: 0.2 },
};

export interface Calibrated {
  readonly controls: ControlValues;
  readonly index: Float64Array;
}

/**
 * Finds the sizes of all shocks. Estimates are exact by construction; sizes decide the standard errors:
 * those of the controls their t, those of the years the event study's, the trend the t of DID.
 */
export function calibrateRegressions(
  design: Design,
  parts: ControlParts & { outcome: OutcomeParts },
): Calibrated {
  let sizes: Readonly<Record<Control, number>> = START.controls;
  let errors: ErrorSizes = START.errors;
  for (let round = 0; ; round++) {
    const controls = makeControls(design, parts, sizes);
    const index = makeOutcome(design, parts.outcome, controls, errors);
    if (round === ROUNDS) return { controls, index };
    const { full, events } = estimateAll(design, index, controls);
    const [did, ...t] = full.map((row) => row.statistic!);
    sizes = mapControls((name, k) => sizes[name] * clamp(CONTROL_EFFECTS[name].t / t[k]!, 0.5, 2));
    const wanted = PRINTED_BASELINE.at(-1)![0]![1];
    errors = {
      years: resize(
        errors.years,
        events.map((row) => row.stdError!),
      ),
      trend: clamp(errors.trend + (did! / wanted - 1), 0, 0.6),
    };
  }
}

/** The shocks of a year widen the errors of that year and of those farther from 2018. */
function resize(years: readonly number[], found: readonly number[]): readonly number[] {
  const [r16, r17, r19, r20, r21] = [0, 1, 3, 4, 5].map((t, k) => EVENT_ERRORS[t]! / found[k]!);
  const factors = [r16! ** 2 / r17!, r17!, 1, r19!, r20! ** 1.2 / r19! ** 0.2, r21! ** 1.5 / r20! ** 0.5];
  return years.map((size, t) => size * clamp(factors[t]!, 0.7, 1.4));
}

function mapControls(f: (name: Control, k: number) => number): Readonly<Record<Control, number>> {
  return Object.fromEntries(CONTROLS.map((name, k) => [name, f(name, k)])) as Record<Control, number>;
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
