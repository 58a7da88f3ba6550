export * from "./equivalence-test.ts";
export * from "./linear-pretrend.ts";
export * from "./pretrend-power.ts";
export { type PretrendReviewOptions, reviewPretrend } from "./review-pretrend.ts";
