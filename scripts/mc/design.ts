import type { CovarianceEstimator, Factor } from "ceteris";

/** A two-way panel in which the first units are treated from the middle period on. */
export interface Design {
  readonly name: string;
  /** How errors are made, in a few words. */
  readonly errors: string;
  readonly nUnits: number;
  readonly nPeriods: number;
  readonly nTreated: number;
  readonly error: (unit: number, time: number, draw: Draw) => number;
  readonly covariances: Readonly<Record<string, (panel: PanelFactors) => CovarianceEstimator>>;
}

/** Independent standard normal numbers of one draw. */
export interface Draw {
  readonly cell: (unit: number, time: number) => number;
  readonly unit: (unit: number) => number;
  readonly time: (time: number) => number;
}

export interface PanelFactors {
  readonly unit: Factor;
  readonly time: Factor;
  /** Degrees, for each row: units lie on a meridian, half a degree apart. */
  readonly latitude: Float64Array;
  readonly longitude: Float64Array;
}
