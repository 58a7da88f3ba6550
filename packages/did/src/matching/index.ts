export { type MatchedScores, type MatchScoresOptions, matchScores } from "./match-scores.ts";
export {
  type Coarseness,
  MATCHING_CHOICES,
  type MatchedSample,
  type MatchingDesign,
  type MatchingMethod,
  type PsmDidOptions,
} from "./options/psm-options.ts";
export { panelMatch } from "./panel-match/panel-match.ts";
export { PANEL_MATCH_CHOICES, type PanelMatchOptions } from "./panel-match/panel-match-options.ts";
export { type PsmDesignsOptions, psmDesigns } from "./psm-designs.ts";
export { psmDid } from "./psm-did.ts";
export { psmEffect } from "./psm-effect.ts";
