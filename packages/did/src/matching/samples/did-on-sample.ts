import {
  CeterisError,
  definePanel,
  type Panel,
  selectRows,
  toTableOrder,
  withPanelColumn,
} from "@ceteris/core";
import type { DidResult } from "../../did-result.ts";
import type { ResolvedOptions } from "../../options.ts";
import { estimateUnder } from "../../twfe.ts";
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
  let source = panel;
  let column = options.weights;
  if (weights) {
    column = freeName(panel, "match weight");
    source = withPanelColumn(panel, column, { type: "number", values: toTableOrder(panel, weights) });
  }
  const { order } = panel;
  const inTable = order ? rows.map((i) => order[i]!) : rows;
  try {
    const part = definePanel(selectRows(source.table, inTable), panel.spec);
    return estimateUnder(part, { ...options, weights: column }, [options.covariance])[0]!;
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

function freeName(panel: Panel, wish: string): string {
  let name = wish;
  while (panel.table.columns.has(name)) name += "_";
  return name;
}
