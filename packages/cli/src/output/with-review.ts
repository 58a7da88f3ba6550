import type { Panel, Warning } from "@ceteris/core";
import { type ReviewOptions, reviewDesign } from "@ceteris/did";

/** A result whose warnings end with the remarks on its design, each remark once. */
export function withReview<T extends { readonly warnings: readonly Warning[] }>(
  panel: Panel,
  result: T,
  options: ReviewOptions,
): T {
  const said = new Set(result.warnings.map(({ code }) => code));
  const remarks = reviewDesign(panel, options).filter(({ code }) => !said.has(code));
  return { ...result, warnings: [...result.warnings, ...remarks] };
}
