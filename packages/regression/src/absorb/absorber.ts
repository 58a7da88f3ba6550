import type { Absorption } from "../types.ts";

/** One pass of absorption; changes the column in place. */
export interface Pass {
  readonly iterations: number;
  readonly converged: boolean;
}

/** Removes the fixed effects of a sample from columns, one column at a time, in place. */
export interface Absorber {
  readonly method: Absorption["method"];
  /** Parameters spent on the effects, redundant ones not counted. */
  readonly nEffects: number;
  absorb(column: Float64Array): Pass;
}
