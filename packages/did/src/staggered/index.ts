export * from "./staggered-options.ts";
export type { StaggeredResult } from "./staggered-result.ts";
