export * from "./adoption-rows.ts";
export * from "./effect-rows.ts";
export * from "./effects-result.ts";
export * from "./fit-untreated.ts";
export * from "./mean-effect.ts";
export * from "./scored-estimates.ts";
export * from "./untreated-model.ts";
export * from "./untreated-rows.ts";
