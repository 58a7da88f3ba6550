import { type Panel, panelNumbers } from "@ceteris/core";
import type { ResolvedOptions } from "../../model/options.ts";
import type { DidResult } from "../../twfe/did-result.ts";
import type { MatchedSample } from "../options/psm-options.ts";
import { didOnSample } from "./did-on-sample.ts";

/** What a match says of the rows of a panel. */
export interface MatchedRows {
  /** Rows that the regression can use. */
  readonly complete: Int32Array;
  /** Whether a unit is ever treated. */
  readonly ever: Uint8Array;
  /** Match weights on the rows of the panel, 0 without a match. */
  readonly weights: Float64Array;
}

/** The DID on one of the samples that match weights define. */
export function didOnMatch(
  panel: Panel,
  match: MatchedRows,
  model: ResolvedOptions,
  sample: MatchedSample,
): DidResult {
  const rows = rowsOfSample(panel, match, sample);
  const { weights } = match;
  if (sample !== "weighted") return didOnSample(panel, sample, rows, model, null);
  const analytic = model.weights === null ? null : panelNumbers(panel, model.weights);
  return didOnSample(
    panel,
    sample,
    rows,
    model,
    analytic ? weights.map((w, i) => w * analytic[i]!) : weights,
  );
}

/** The rows with a weight; for `support` those of all controls as well. */
export function rowsOfSample(
  panel: Panel,
  { complete, ever, weights }: MatchedRows,
  sample: MatchedSample,
): Int32Array {
  return complete.filter(
    (i) => weights[i]! > 0 || (sample === "support" && ever[panel.unit.codes[i]!] === 0),
  );
}
