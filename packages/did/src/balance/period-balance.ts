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
  return panel.time.labels.flatMap((time, code) => {
    const ofPeriod = Int32Array.from(panel.time.codes.keys()).filter(
      (i) => panel.time.codes[i] === code && before[i]! > 0,
    );
    const already = ofPeriod.some((i) => status[i] === 1);
    return columns.map(([covariate, column]) => {
      const rows = ofPeriod.filter((i) => !Number.isNaN(column[i]!));
      const take = (from: Float64Array) => Float64Array.from(rows, (i) => from[i]!);
      const [values, group] = [take(column), take(treated)];
      const row = { time, treated: already, covariate };
      if (!group.includes(1) || !group.includes(0)) {
        return { ...row, biasBefore: null, biasAfter: null, ksBefore: null, ksAfter: null };
      }
      const [base, final] = [take(before), take(after)].map((w) => effectiveWeights(w, group)) as [
        Float64Array,
        Float64Array,
      ];
      const [first, last] = balanceRows([{ name: covariate, values }], group, final, base);
      const ks = (weights: Float64Array) => distances(distributionFunctions(values, group, weights)).ks;
      return {
        ...row,
        biasBefore: first!.biasPct,
        biasAfter: last!.biasPct,
        ksBefore: ks(base),
        ksAfter: ks(final),
      };
    });
  });
}
