import type { Estimate } from "@ceteris/core";
import { formatNumber } from "../numbers.ts";
import { blank, MISSING } from "./cells.ts";
import type { Cell } from "./sheet.ts";
import { type StarLevel, starsOf } from "./stars.ts";

/** A coefficient with its stars; blank for a term that the model does not have. */
export function coefficientCell(
  estimate: Estimate | undefined,
  digits: number,
  stars: readonly StarLevel[],
): Cell {
  if (!estimate) return blank;
  if (estimate.estimate === null) return { text: MISSING, value: null };
  const text = formatNumber(estimate.estimate, digits) + starsOf(estimate.pValue, stars);
  return { text, value: estimate.estimate };
}
