import { normal } from "@ceteris/core";
import type { Moments } from "./moments.ts";

export interface TestSizes {
  /** 1 − level. */
  readonly alpha: number;
  /** Of the first stage. */
  readonly kappa: number;
}

/**
 * Whether the hybrid test keeps the value θ: the least favourable test of size κ first, then the test
 * conditional on which moment is the largest and on having passed, of size (α − κ)/(1 − κ) (Andrews,
 * Roth and Pakes 2023).
 */
export function keeps(moments: Moments, theta: number, limit: number, { alpha, kappa }: TestSizes): boolean {
  const { n, value, slope, cov } = moments;
  let top = 0;
  for (let i = 1; i < n; i++) {
    if (value[i]! + theta * slope[i]! > value[top]! + theta * slope[top]!) top = i;
  }
  const most = value[top]! + theta * slope[top]!;
  if (most <= 0) return true;
  if (most > limit) return false;
  const variance = cov[top * (n + 1)]!;
  if (variance < 1e-20) return false;
  let low = Number.NEGATIVE_INFINITY;
  let high = limit;
  for (let i = 0; i < n; i++) {
    const ratio = cov[i * n + top]! / variance;
    // Where this moment, moving with the largest, would overtake it.
    if (i === top || Math.abs(1 - ratio) < 1e-10) continue;
    const at = (value[i]! + theta * slope[i]! - ratio * most) / (1 - ratio);
    if (ratio < 1) low = Math.max(low, at);
    else high = Math.min(high, at);
  }
  const sd = Math.sqrt(variance);
  return tailBetween(most / sd, low / sd, high / sd) >= (alpha - kappa) / (1 - kappa);
}

/** The probability beyond z of a standard normal number known to lie between low and high. */
function tailBetween(z: number, low: number, high: number): number {
  if (!(z > low)) return 1;
  if (!(z < high)) return 0;
  const [atZ, atHigh] = [normal.logSf(z), normal.logSf(high)];
  const atLow = low === Number.NEGATIVE_INFINITY ? 0 : normal.logSf(low);
  return (Math.exp(atZ - atLow) * Math.expm1(atHigh - atZ)) / Math.expm1(atHigh - atLow);
}
