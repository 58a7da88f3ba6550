import { type Factor, type Panel, panelNumbers } from "@ceteris/core";
import { parseSlope, type SlopedFactor } from "../sloped-factor.ts";
import { crossedFactor } from "./crossed-factor.ts";

/** A column, columns crossed as `a^b`, or a factor with slopes as `a[x]`, in the panel's order. */
export function namedFactor(panel: Panel, name: string): Factor | SlopedFactor {
  const slope = panel.table.columns.has(name) ? null : parseSlope(name);
  if (!slope) return crossedFactor(panel, name);
  return Object.freeze({
    ...namedFactor(panel, slope.of),
    name,
    slope: { ...slope, values: panelNumbers(panel, slope.on) },
  });
}
