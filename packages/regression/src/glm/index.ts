export * from "./binary-model.ts";
export type { Family } from "./family.ts";
export * from "./poisson-absorbed.ts";
export * from "./poisson-model.ts";
