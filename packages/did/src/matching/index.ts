export { psmDid } from "./psm-did.ts";
export {
  MATCHING_CHOICES,
  type MatchedSample,
  type MatchingDesign,
  type MatchingMethod,
  type PsmDidOptions,
} from "./psm-options.ts";
