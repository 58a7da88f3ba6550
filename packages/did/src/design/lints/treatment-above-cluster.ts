import { type Factor, panelFactor, type Warning } from "@ceteris/core";
import { crossedFactor } from "@ceteris/regression";
import { assignmentLevel, levelOfUnits } from "../assignment-level.ts";
import type { DesignContext } from "./design-context.ts";

/** TREATMENT_ABOVE_CLUSTER: whole levels were treated, but errors are taken to be independent within them. */
export function treatmentAboveCluster({ panel, covariance }: DesignContext): readonly Warning[] {
  const level = assignmentLevel(panel);
  if (!level || covariance.type === "driscoll-kraay" || covariance.type === "conley") return [];
  const assigned = levelOfUnits(panel, panelFactor(panel, level.column))!;
  const contained = covariance.by.some((name) => holds(panel.unit, assigned, crossedFactor(panel, name)));
  if (contained) return [];
  const now =
    covariance.by.length > 0 ? `are clustered by ${covariance.by.join(" and ")}` : "are not clustered";
  const column = level.column;
  return [
    {
      code: "TREATMENT_ABOVE_CLUSTER",
      message: `Treatment varies only between levels of “${column}”: ${level.nTreatedUnits} treated units lie in ${level.nTreatedLevels} of ${level.nLevels} levels, each treated as a whole, while standard errors ${now}. Errors shared within a level then count as independent evidence, and standard errors are too small: cluster by ${column} (with few treated levels also the wild cluster bootstrap, or a placebo that permutes “${column}”). See Abadie, Athey, Imbens and Wooldridge (2023).`,
      details: { ...level, covariance: covariance.type, clusteredBy: covariance.by },
    },
  ];
}

/** Whether every level of the assignment lies whole inside one cluster. */
function holds(unit: Factor, assigned: Int32Array, cluster: Factor): boolean {
  const clusterOf = new Map<number, number>();
  for (let i = 0; i < unit.codes.length; i++) {
    const level = assigned[unit.codes[i]!]!;
    const now = cluster.codes[i]!;
    const known = clusterOf.get(level);
    if (known !== undefined && known !== now) return false;
    clusterOf.set(level, now);
  }
  return true;
}
