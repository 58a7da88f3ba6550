import type { Estimate } from "@ceteris/core";
import { formatP } from "../numbers.ts";
import { blank, bracketCell, intervalCell } from "./cells.ts";
import type { Bracket } from "./notes.ts";
import type { Cell } from "./sheet.ts";

const OF = {
  t: (estimate: Estimate) => estimate.statistic,
  stdError: (estimate: Estimate) => estimate.stdError,
  pValue: (estimate: Estimate) => estimate.pValue,
} as const;

/** What stands in brackets under a coefficient; blank for a term that the model does not have. */
export function bracketed(estimate: Estimate | undefined, bracket: Bracket, digits: number): Cell {
  if (!estimate) return blank;
  if (bracket === "interval") return intervalCell(estimate.confLow, estimate.confHigh, digits);
  if (bracket === "pValue" && estimate.pValue !== null) {
    return { text: `(${formatP(estimate.pValue, digits)})`, value: estimate.pValue };
  }
  return bracketCell(OF[bracket](estimate), digits);
}
