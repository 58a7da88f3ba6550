import { CeterisError, type Panel, type SampleVariant, type Warning } from "@ceteris/core";
import { nullRow } from "../../model/estimate-table.ts";
import type { ResolvedOptions } from "../../model/options.ts";
import type { DidResult } from "../../twfe/did-result.ts";
import type { MatchedSample } from "../options/psm-options.ts";
import { didOnMatch, rowsOfSample } from "./did-on-match.ts";

export interface Variants {
  readonly results: Partial<Record<MatchedSample, DidResult>>;
  readonly variants: readonly SampleVariant[];
  readonly warnings: readonly Warning[];
}

/**
 * The DID on the three samples that match weights define. One that is not identified is a row of nulls
 * with a warning, unless it is the one chosen: then its error is thrown.
 *
 * @param complete rows that the regression can use
 * @param ever whether a unit is ever treated
 * @param weights match weights on the rows of the panel, 0 without a match
 */
export function didVariants(
  panel: Panel,
  complete: Int32Array,
  ever: Uint8Array,
  weights: Float64Array,
  model: ResolvedOptions,
  chosen: MatchedSample,
): Variants {
  const rows = { complete, ever, weights };
  const results: Partial<Record<MatchedSample, DidResult>> = {};
  const warnings: Warning[] = [];
  const variants = (["matched", "support", "weighted"] as const).map((sample): SampleVariant => {
    try {
      const result = didOnMatch(panel, rows, model, sample);
      results[sample] = result;
      return { ...result.estimates[0]!, sample, nObs: result.sample.nObs };
    } catch (error) {
      if (!(error instanceof CeterisError) || sample === chosen) throw error;
      warnings.push({
        code: "VARIANT_NOT_IDENTIFIED",
        message: `The DID on the ${sample} sample is not identified: ${error.message}`,
        details: { sample, code: error.code },
      });
      return { ...nullRow("did"), sample, nObs: rowsOfSample(panel, rows, sample).length };
    }
  });
  return { results, variants, warnings };
}
