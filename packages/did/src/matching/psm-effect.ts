import { type Estimate, type Panel, requireTreatment } from "@ceteris/core";
import type { PsmDidOptions } from "./options/psm-options.ts";
import { resolvePsmOptions } from "./options/resolve-psm-options.ts";
import { didOnMatch } from "./samples/did-on-match.ts";
import { spreadWeights } from "./strata/join-strata.ts";
import { matchPanel } from "./strata/match-panel.ts";

/**
 * The estimates of `psmDid` alone, on the sample asked for, without balance and audit: for draws of a
 * bootstrap, which would throw these away.
 *
 * @throws as `psmDid`
 * @example
 * pairsBootstrap(panel, (drawn) => ({ estimates: psmEffect(drawn, options) }));
 */
export function psmEffect(panel: Panel, options: PsmDidOptions): readonly Estimate[] {
  requireTreatment(panel);
  const { model, matching } = resolvePsmOptions(panel, options);
  const { complete, ever, strata } = matchPanel(panel, model, matching);
  const weights = spreadWeights(panel, strata, matching.design);
  return didOnMatch(panel, { complete: complete.rows, ever, weights }, model, matching.didSample).estimates;
}
