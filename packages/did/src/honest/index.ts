export type { EventCoefficients } from "./event-path.ts";
export * from "./honest.ts";
export { HONEST_CHOICES, type HonestOptions } from "./honest-options.ts";
export type { FixedLengthSearch } from "./smoothness.ts";
