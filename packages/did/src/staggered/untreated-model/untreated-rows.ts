import { codedFactor, type Factor, withCodes } from "@ceteris/core";
import { type LinearFit, leastSquares, type Regressor } from "@ceteris/regression";
import type { ResolvedOptions } from "../../model/options.ts";
import type { AdoptionRows } from "./adoption-rows.ts";

/** The untreated ones among the rows of a sample. */
export interface UntreatedRows {
  readonly places: Int32Array;
  /** With all levels of the sample. */
  readonly unit: Factor;
  readonly time: Factor;
  /** With all clusters of the sample. */
  readonly clusters: Factor;
  readonly weights: Float64Array | null;
  readonly take: (values: Float64Array) => Float64Array;
}

export function untreatedRows({ sample, treated, clusters }: AdoptionRows): UntreatedRows {
  const places = untreatedPlaces(treated);
  const take = (values: Float64Array) => {
    const out = new Float64Array(places.length);
    for (let j = 0; j < out.length; j++) out[j] = values[places[j]!]!;
    return out;
  };
  const factor = (whole: Factor) =>
    withCodes(
      whole,
      places.map((i) => whole.codes[i]!),
    );
  return {
    places,
    unit: factor(sample.unit),
    time: factor(sample.time),
    clusters: codedFactor(
      clusters.column,
      places.map((i) => clusters.codes[sample.unit.codes[i]!]!),
      clusters.n,
      String,
    ),
    weights: sample.weights && take(sample.weights),
    take,
  };
}

function untreatedPlaces(treated: Uint8Array): Int32Array {
  let n = 0;
  for (let i = 0; i < treated.length; i++) n += 1 - treated[i]!;
  const out = new Int32Array(n);
  for (let i = 0, at = 0; i < treated.length; i++) if (treated[i] === 0) out[at++] = i;
  return out;
}

/**
 * Regression of the outcome on unit effects, period effects, controls and what else is given, on the
 * untreated rows. Of collinear ones the last is left out, controls before others.
 *
 * @param others on the untreated rows
 * @throws the codes of `leastSquares`
 */
export function regressUntreated(
  { sample: { columns } }: AdoptionRows,
  { unit, time, weights, take }: UntreatedRows,
  { outcome, controls }: Pick<ResolvedOptions, "outcome" | "controls">,
  others: readonly Omit<Regressor, "role">[] = [],
): LinearFit {
  const regressors = [...others, ...controls.map((name) => ({ name, values: take(columns.get(name)!) }))];
  return leastSquares({
    outcome: { name: outcome, values: take(columns.get(outcome)!) },
    regressors: regressors.map((own) => ({ ...own, role: "control" as const })),
    fixedEffects: [unit, time],
    weights: weights ?? undefined,
  });
}
