import { type EstimationResult, type Panel, panelNumbers } from "@ceteris/core";

/**
 * The mean of the outcome over the rows that a model used, weighted as they were; null where rows were left
 * out for other reasons than a missing number, and so are not known here.
 */
export function outcomeMean(panel: Panel, { spec, sample }: EstimationResult): number | null {
  const { outcome, controls, weights } = spec as {
    outcome: string;
    controls?: readonly string[];
    weights?: string | null;
  };
  const columns = [outcome, ...(controls ?? []), ...(weights ? [weights] : [])];
  const numbers = columns.map((column) => panelNumbers(panel, column));
  const w = weights ? numbers.at(-1)! : null;
  const [y] = numbers;
  let n = 0;
  let total = 0;
  let sum = 0;
  for (let i = 0; i < panel.nRows; i++) {
    const wi = w ? w[i]! : 1;
    if (!(wi > 0) || numbers.some((column) => Number.isNaN(column[i]!))) continue;
    n++;
    total += wi;
    sum += wi * y![i]!;
  }
  return n === sample.nObs && total > 0 ? sum / total : null;
}
