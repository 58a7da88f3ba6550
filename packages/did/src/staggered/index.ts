export * from "./compare-estimators.ts";
export * from "./etwfe/index.ts";
export * from "./imputation/index.ts";
export * from "./staggered.ts";
export * from "./staggered-options.ts";
export type { StaggeredResult } from "./staggered-result.ts";
export * from "./sunab/index.ts";
export * from "./synthetic-did/index.ts";
export * from "./two-stage/index.ts";
