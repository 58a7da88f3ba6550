export * from "./panel-estimator.ts";
export * from "./placebo.ts";
export * from "./placebo-options.ts";
