import type { Estimate, Panel } from "@ceteris/core";
import { didOptionsOf } from "../model/check-call.ts";
import { twfe } from "../twfe/twfe.ts";
import { weighPanel } from "./weigh-panel.ts";
import type { WeighingOptions } from "./weighting-options.ts";

/**
 * The estimates of `weightedDid` alone, without balance and two-by-two estimates: for draws of a
 * bootstrap, which makes the weights anew on each and so carries their uncertainty.
 *
 * @throws as `weightedDid`
 * @example
 * pairsBootstrap(panel, (drawn) => ({ estimates: weightedEffect(drawn, options) }));
 */
export function weightedEffect(panel: Panel, options: WeighingOptions): readonly Estimate[] {
  const { panel: weighed, column } = weighPanel(panel, options);
  return twfe(weighed, { ...didOptionsOf(options), weights: column }).estimates;
}
