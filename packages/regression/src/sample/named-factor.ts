import { crossFactors, type Factor, type Panel, panelFactor, panelNumbers } from "@ceteris/core";
import { parseSlope, type SlopedFactor } from "../sloped-factor.ts";

/** A column, columns crossed as `a^b`, or a factor with slopes as `a[x]`, in the panel's order. */
export function namedFactor(panel: Panel, name: string): Factor | SlopedFactor {
  const slope = panel.table.columns.has(name) ? null : parseSlope(name);
  if (slope) {
    return Object.freeze({
      ...namedFactor(panel, slope.of),
      name,
      slope: { ...slope, values: panelNumbers(panel, slope.on) },
    });
  }
  if (panel.table.columns.has(name) || !name.includes("^")) return panelFactor(panel, name);
  return crossFactors(name.split("^").map((part) => panelFactor(panel, part.trim())));
}
