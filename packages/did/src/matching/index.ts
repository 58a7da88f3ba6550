export { psmDid } from "./psm-did.ts";
export type { MatchedSample, MatchingDesign, MatchingMethod, PsmDidOptions } from "./psm-options.ts";
