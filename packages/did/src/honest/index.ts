export type { EventCoefficients } from "./event-path.ts";
export * from "./honest.ts";
export type { HonestOptions } from "./honest-options.ts";
export type { FixedLengthSearch } from "./smoothness.ts";
