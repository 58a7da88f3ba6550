export * from "./staggered-options.ts";
export * from "./sunab/index.ts";
export type { StaggeredResult } from "./staggered-result.ts";
