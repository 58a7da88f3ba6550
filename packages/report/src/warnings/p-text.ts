import { formatP } from "../numbers.ts";
import type { Facts } from "./facts.ts";

/** `p = 0.012` or `p < 0.001`, of the evidence's own p value. */
export function pText(facts: Facts): string {
  const shown = formatP(facts.value("pValue"));
  return shown.startsWith("<") ? `p < ${shown.slice(1)}` : `p = ${shown}`;
}
