import { crossFactors, type Factor, type Panel, panelFactor } from "@ceteris/core";

/** A column as a factor; `a^b` crosses columns, unless a column has that very name. */
export function crossedFactor(panel: Panel, name: string): Factor {
  if (panel.table.columns.has(name) || !name.includes("^")) return panelFactor(panel, name);
  return crossFactors(name.split("^").map((part) => panelFactor(panel, part.trim())));
}
