import { normal } from "./normal.ts";
import { studentT } from "./student-t.ts";

/**
 * Two-sided p-value of a t statistic, P(|T| > |statistic|); the normal distribution when `dof` is null
 * or infinite.
 *
 * @example
 * twoSidedT(2.262157162798205, 9); // 0.05
 */
export function twoSidedT(statistic: number, dof: number | null): number {
  const size = Math.abs(statistic);
  return 2 * (dof === null ? normal.sf(size) : studentT.sf(size, dof));
}
