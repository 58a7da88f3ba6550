import { shiftDecimal } from "./shift-decimal.ts";

/** Rounds the shortest decimal notation of a number, halves away from zero. */
export function roundTo(value: number, decimals: number): number {
  if (!Number.isFinite(value)) return value;
  return Math.sign(value) * shiftDecimal(Math.round(shiftDecimal(Math.abs(value), decimals)), -decimals);
}
