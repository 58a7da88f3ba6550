export * from "./adoption-rows.ts";
export * from "./effect-rows.ts";
export * from "./model-parts.ts";
export * from "./residual-mean.ts";
export * from "./scored-estimates.ts";
export * from "./unidentified-rows.ts";
export * from "./untreated-model.ts";
export * from "./untreated-rows.ts";
