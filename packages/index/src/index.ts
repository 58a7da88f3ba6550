export { type Ideal, topsisCloseness, weightedSum } from "./aggregate.ts";
export * from "./composite-index.ts";
export * from "./critic-weights.ts";
export * from "./cv-weights.ts";
export * from "./entropy-weights.ts";
export { equalWeights } from "./equal-weights.ts";
export { type NormalisedIndicator, normaliseIndicators } from "./normalise-indicators.ts";
export * from "./options.ts";
export * from "./pca-weights.ts";
