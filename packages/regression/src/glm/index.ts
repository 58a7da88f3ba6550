export * from "./binary-model.ts";
export type { Family } from "./family.ts";
