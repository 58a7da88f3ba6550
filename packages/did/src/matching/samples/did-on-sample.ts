import { CeterisError, type Panel, takePanelRows } from "@ceteris/core";
import type { ResolvedOptions } from "../../model/options.ts";
import { withFreeColumn } from "../../model/with-free-column.ts";
import type { DidResult } from "../../twfe/did-result.ts";
import { estimateUnder } from "../../twfe/twfe.ts";
import type { MatchedSample } from "../options/psm-options.ts";

/**
 * The two-way fixed-effects regression on some rows of a panel.
 *
 * @param sample what the rows are, for messages
 * @param rows rows of the panel, ascending
 * @param weights one for each row of the panel, multiplied by the analytic weights if there are any;
 *   null leaves these as they are
 */
export function didOnSample(
  panel: Panel,
  sample: MatchedSample,
  rows: Int32Array,
  options: ResolvedOptions,
  weights: Float64Array | null,
): DidResult {
  try {
    const part = takePanelRows(panel, rows);
    if (!weights) return estimateUnder(part, options, [options.covariance])[0]!;
    const own = Float64Array.from(rows, (i) => weights[i]!);
    const weighted = withFreeColumn(part, "match weight", own);
    return estimateUnder(weighted.panel, { ...options, weights: weighted.column }, [options.covariance])[0]!;
  } catch (error) {
    if (!(error instanceof CeterisError)) throw error;
    throw new CeterisError({
      code: error.code,
      where: `${sample} sample of ${error.where}`,
      what: error.what,
      mend: `${error.mend}; or let more rows match: the match left ${rows.length}`,
      details: error.details,
    });
  }
}
