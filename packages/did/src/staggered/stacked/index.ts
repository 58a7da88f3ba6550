export * from "./stacked.ts";
export type { StackedOptions } from "./stacked-options.ts";
