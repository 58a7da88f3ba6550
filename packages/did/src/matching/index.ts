export {
  MATCHING_CHOICES,
  type MatchedSample,
  type MatchingDesign,
  type MatchingMethod,
  type PsmDidOptions,
} from "./options/psm-options.ts";
export { psmDid } from "./psm-did.ts";
