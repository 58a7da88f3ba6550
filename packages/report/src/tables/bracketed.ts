import type { Estimate } from "@ceteris/core";
import { blank, bracketCell, intervalCell } from "./cells.ts";
import type { Bracket } from "./notes.ts";
import type { Cell } from "./sheet.ts";

/** What stands in brackets under a coefficient; blank for a term that the model does not have. */
export function bracketed(estimate: Estimate | undefined, bracket: Bracket, digits: number): Cell {
  if (!estimate) return blank;
  if (bracket === "interval") return intervalCell(estimate.confLow, estimate.confHigh, digits);
  return bracketCell(bracket === "t" ? estimate.statistic : estimate.stdError, digits);
}
