import { CeterisError } from "@ceteris/core";
import {
  type Covariance,
  type CovarianceEstimator,
  countCoefficients,
  type LinearFit,
  type SmallSample,
} from "../types.ts";
import { repairCovariance, scaledSandwich, scoreSums } from "./sandwich.ts";
import { countEffects, ratio } from "./small-sample.ts";

export interface ConleyOptions {
  /** Degrees north, for each row of the fit. */
  readonly latitude: Float64Array;
  /** Degrees east, for each row of the fit. */
  readonly longitude: Float64Array;
  /** Great-circle distance in km beyond which errors are uncorrelated. */
  readonly cutoff: number;
  /** Weight 1 up to the cutoff, or falling linearly to 0 there. Default "uniform". */
  readonly kernel?: "uniform" | "bartlett";
  /** Small-sample profile. Default "fixest": n/(n−K). */
  readonly smallSample?: SmallSample;
}

/** Mean radius of the Earth in km. */
const radius = 6371.0088;

/**
 * Covariance for errors correlated between places near each other, in all periods (Conley 1999): scores
 * are summed by place, then taken in pairs no further apart than the cutoff. t has n−K degrees of
 * freedom.
 *
 * @throws OPTION_INVALID (cutoff not positive, coordinates missing or outside their range)
 * @see R fixest `vcov_conley(distance = "spherical")`, whose kernel is uniform
 * @example
 * conley({ latitude, longitude, cutoff: 300 }).estimate(fit);
 */
export function conley(options: ConleyOptions): CovarianceEstimator {
  const { latitude, longitude, cutoff, kernel = "uniform", smallSample = "fixest" } = options;
  checkOptions(options);
  const places = findPlaces(latitude, longitude);
  return Object.freeze({
    name: "conley",
    spec: Object.freeze({ vcov: "conley", cutoffKm: cutoff, kernel, ssc: smallSample }),
    estimate: (fit: LinearFit): Covariance => {
      if (latitude.length !== fit.nObs) throw new RangeError("coordinates are not on the rows of the fit");
      const k = fit.terms.length;
      const left = fit.nObs - countCoefficients(fit) - countEffects(fit, smallSample);
      const corrects = smallSample === "fixest" || smallSample === "reghdfe";
      const scores = scoreSums(fit, places.codes, places.latitude.length);
      const meat = spatialMeat(scores, k, places, cutoff, kernel);
      const raw = scaledSandwich(fit.bread, meat, k, corrects ? ratio(fit.nObs, left) : 1);
      const { matrix, warnings } = repairCovariance(raw, k, "of Conley");
      return Object.freeze({
        matrix,
        dof: new Float64Array(k).fill(left),
        nClusters: Object.freeze({}),
        warnings: Object.freeze(warnings),
      });
    },
  });
}

interface Places {
  readonly codes: Int32Array;
  /** Radians, ascending. */
  readonly latitude: Float64Array;
  readonly longitude: Float64Array;
}

/** Distinct places from south to north. */
function findPlaces(latitude: Float64Array, longitude: Float64Array): Places {
  const order = Int32Array.from({ length: latitude.length }, (_, i) => i).sort(
    (a, b) => latitude[a]! - latitude[b]! || longitude[a]! - longitude[b]! || a - b,
  );
  const codes = new Int32Array(order.length);
  const firsts: number[] = [];
  order.forEach((row, at) => {
    const before = order[at - 1];
    const same =
      before !== undefined && latitude[before] === latitude[row] && longitude[before] === longitude[row];
    if (!same) firsts.push(row);
    codes[row] = firsts.length - 1;
  });
  const radians = (degrees: Float64Array) =>
    Float64Array.from(firsts, (row) => (degrees[row]! * Math.PI) / 180);
  return { codes, latitude: radians(latitude), longitude: radians(longitude) };
}

function spatialMeat(
  scores: Float64Array,
  k: number,
  places: Places,
  cutoff: number,
  kernel: "uniform" | "bartlett",
): Float64Array {
  const { latitude, longitude } = places;
  const meat = new Float64Array(k * k);
  for (let a = 0; a < latitude.length; a++) {
    for (let b = a; b < latitude.length; b++) {
      if ((latitude[b]! - latitude[a]!) * radius > cutoff) break;
      const distance = greatCircle(latitude[a]!, longitude[a]!, latitude[b]!, longitude[b]!);
      if (distance > cutoff) continue;
      const weight = (kernel === "uniform" ? 1 : 1 - distance / cutoff) * (a === b ? 0.5 : 1);
      for (let p = 0; p < k; p++) {
        for (let q = 0; q < k; q++) {
          const product = weight * scores[a * k + p]! * scores[b * k + q]!;
          meat[p * k + q]! += product;
          meat[q * k + p]! += product;
        }
      }
    }
  }
  return meat;
}

/** Haversine formula; angles in radians, distance in km. */
function greatCircle(latA: number, lonA: number, latB: number, lonB: number): number {
  const lat = Math.sin((latB - latA) / 2) ** 2;
  const lon = Math.sin((lonB - lonA) / 2) ** 2;
  return 2 * radius * Math.asin(Math.min(1, Math.sqrt(lat + Math.cos(latA) * Math.cos(latB) * lon)));
}

function checkOptions({ latitude, longitude, cutoff }: ConleyOptions): void {
  if (!(cutoff > 0) || cutoff === Number.POSITIVE_INFINITY) {
    throw invalid("conley cutoff", `${cutoff} is not a distance`, "Give a positive number of kilometres");
  }
  for (let i = 0; i < latitude.length; i++) {
    if (Math.abs(latitude[i]!) <= 90 && Math.abs(longitude[i]!) <= 360) continue;
    throw invalid(
      "conley coordinates",
      `latitude ${latitude[i]}, longitude ${longitude[i]} is not a place on Earth`,
      "Give latitudes from −90 to 90 and longitudes from −180 to 360 in degrees, without gaps",
    );
  }
}

function invalid(where: string, what: string, mend: string): CeterisError {
  return new CeterisError({ code: "OPTION_INVALID", where, what, mend });
}
