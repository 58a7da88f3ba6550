import type { EffectRow } from "./effect-rows.ts";
import type { GroupFit } from "./fit-groups.ts";
import type { UnitPaths } from "./unit-paths.ts";

/** What effects are computed from, again and again. */
export interface EffectModel {
  readonly paths: UnitPaths;
  readonly fits: readonly GroupFit[];
  readonly rows: readonly EffectRow[];
}

/** The effects of every draw, and how many were asked for. */
export interface ResampledEffects {
  readonly values: readonly Float64Array[];
  readonly asked: number;
  /** Every assignment was used. */
  readonly enumerated: boolean;
}
