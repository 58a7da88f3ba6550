import { scaleGroups } from "../balancing-weights/covariate-balancing.ts";
import type { ResolvedWeighing } from "./weighting-options.ts";

/**
 * Cuts weights at a quantile of those of their group, and scales the group back to its sum. For the
 * effect on the treated, whose weights are given, only those of the controls are cut.
 *
 * @param weights base weights included; what is cut is the weight beyond the base
 */
export function capWeights(
  weights: Float64Array,
  base: Float64Array,
  treated: Float64Array,
  { cap, estimand }: Pick<ResolvedWeighing, "cap" | "estimand">,
): { readonly weights: Float64Array; readonly capped: Uint8Array } {
  const capped = new Uint8Array(weights.length);
  if (cap === null) return { weights, capped };
  const size = weights.reduce((sum, w, i) => sum + (treated[i] === 1 ? w : 0), 0);
  const own = weights.map((w, i) => (base[i]! > 0 ? w / base[i]! : 0));
  const limits = [0, 1].map((group) =>
    group === 1 && estimand === "att"
      ? Number.POSITIVE_INFINITY
      : quantile(
          own.filter((w, i) => treated[i] === group && w > 0),
          cap,
        ),
  );
  const cut = own.map((w, i) => {
    const limit = limits[treated[i]!]!;
    if (w > limit) capped[i] = 1;
    return Math.min(w, limit) * base[i]!;
  });
  return { weights: scaleGroups(cut, treated, size), capped };
}

/** The smallest value that at least a share p of the values do not exceed. */
function quantile(values: Float64Array, p: number): number {
  const sorted = values.toSorted();
  return sorted[Math.min(sorted.length - 1, Math.ceil(p * sorted.length) - 1)]!;
}
