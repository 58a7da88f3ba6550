export * from "./average-effect.ts";
export * from "./combine-effects.ts";
export * from "./event-study.ts";
export * from "./rebase-event-study.ts";
export * from "./uniform-bands.ts";
