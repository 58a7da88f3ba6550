import { type Panel, type PeriodBalanceRow, panelNumbers } from "@ceteris/core";
import { balanceRows } from "./balance-rows.ts";
import { distributionFunctions } from "./distribution-functions.ts";
import { distances } from "./distribution-rows.ts";
import { effectiveWeights } from "./effective-weights.ts";

/**
 * Balance of covariates in every period, under weights that rows carry there.
 *
 * @param treated for each row of the panel, 1 for the treated group, in every period
 * @param before, after weights of the rows; a row that has none before matching or weighting has none after
 */
export function periodBalance(
  panel: Panel,
  names: readonly string[],
  treated: Float64Array,
  before: Float64Array,
  after: Float64Array,
): readonly PeriodBalanceRow[] {
  const columns = names.map((name) => [name, panelNumbers(panel, name)] as const);
  const { status } = panel.treatment!;
  const inPeriod = rowsByPeriod(panel, before);
  return panel.time.labels.flatMap((time, code) => {
    const ofPeriod = inPeriod[code]!;
    const already = ofPeriod.some((i) => status[i] === 1);
    return columns.map(([covariate, column]) => {
      const rows = ofPeriod.filter((i) => !Number.isNaN(column[i]!));
      const [values, group] = [take(column, rows), take(treated, rows)];
      const row = { time, treated: already, covariate };
      if (!group.includes(1) || !group.includes(0)) {
        return { ...row, biasBefore: null, biasAfter: null, ksBefore: null, ksAfter: null };
      }
      const [base, final] = [take(before, rows), take(after, rows)].map((w) =>
        effectiveWeights(w, group),
      ) as [Float64Array, Float64Array];
      const [first, last] = balanceRows([{ name: covariate, values }], group, final, base);
      const ks = distributionFunctions(values, group, [base, final]).map((pair) => distances(pair).ks);
      return {
        ...row,
        biasBefore: first!.biasPct,
        biasAfter: last!.biasPct,
        ksBefore: ks[0]!,
        ksAfter: ks[1]!,
      };
    });
  });
}

/** The rows of each period that have a weight. */
function rowsByPeriod(panel: Panel, weights: Float64Array): readonly Int32Array[] {
  const { codes, nLevels } = panel.time;
  const counts = new Int32Array(nLevels);
  for (let i = 0; i < codes.length; i++) if (weights[i]! > 0) counts[codes[i]!]!++;
  const rows = Array.from(counts, (count) => new Int32Array(count));
  counts.fill(0);
  for (let i = 0; i < codes.length; i++) if (weights[i]! > 0) rows[codes[i]!]![counts[codes[i]!]!++] = i;
  return rows;
}

function take(values: Float64Array, rows: Int32Array): Float64Array {
  const out = new Float64Array(rows.length);
  for (let at = 0; at < out.length; at++) out[at] = values[rows[at]!]!;
  return out;
}
