export * from "./twfe-weights.ts";
