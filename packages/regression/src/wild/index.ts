export type { DrawColumns } from "./draw-columns.ts";
export * from "./wild-draws.ts";
export * from "./wild-interval.ts";
export * from "./wild-p-value.ts";
export * from "./wild-statistics.ts";
export type { WildTails } from "./wild-tails.ts";
export { WILD_TYPES, type WildType } from "./wild-type.ts";
export { drawPlaces, WILD_WEIGHTS, type WildWeights } from "./wild-weights.ts";
