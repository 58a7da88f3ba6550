export {
  type CovariateBalancingOptions,
  covariateBalancing,
} from "../balancing-weights/covariate-balancing.ts";
export {
  type EntropyBalanceOptions,
  entropyBalance,
  type WeightingData,
} from "../balancing-weights/entropy-balance.ts";
export { type Estimand, scoreWeights } from "../balancing-weights/score-weights.ts";
export { type WeighedPanel, weighPanel } from "./weigh-panel.ts";
export { weightedDid } from "./weighted-did.ts";
export { weightedEffect } from "./weighted-effect.ts";
export {
  WEIGHTING_CHOICES,
  type WeighingOptions,
  type WeightedDidOptions,
  type WeightingMethod,
} from "./weighting-options.ts";
