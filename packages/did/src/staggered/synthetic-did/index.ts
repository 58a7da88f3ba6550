export * from "./synthetic-did.ts";
export {
  SYNTHETIC_DID_CHOICES,
  type SyntheticDidOptions,
  type SyntheticDidVariance,
} from "./synthetic-did-options.ts";
