import type { Transform } from "@ceteris/data";
import type { Study } from "./file/schema/study-schema.ts";

/** Verbs whose value in a row follows from rows of the same unit alone. */
const WITHIN_UNITS: readonly Transform["verb"][] = [
  "lag",
  "lead",
  "difference",
  "log",
  "deflate",
  "interpolate",
];

/** The transforms of a study in two lists, to be done one after the other. */
export interface SplitTransforms {
  /** Give a unit the same values whichever others are in the sample. */
  readonly once: readonly Transform[];
  /** From the first on that does not: quantiles, means, deviations and ranks over units, and what follows them. */
  readonly anew: readonly Transform[];
}

/** Tells the transforms that a sample of the units must do anew from those that hold for any. */
export function splitTransforms({ transform, panel }: Pick<Study, "transform" | "panel">): SplitTransforms {
  // The schema has seen to it that each verb has the options it takes.
  const all = (transform ?? []) as readonly Transform[];
  const first = all.findIndex((one) => !isWithinUnits(one, panel.unit));
  const nOnce = first < 0 ? all.length : first;
  return { once: all.slice(0, nOnce), anew: all.slice(nOnce) };
}

function isWithinUnits(transform: Transform, unit: string): boolean {
  if (WITHIN_UNITS.includes(transform.verb)) return true;
  if (!("by" in transform) || transform.by === undefined) return transform.verb === "groupMean";
  return transform.by.includes(unit);
}
