import { twoSidedT } from "@ceteris/core";
import type { Assignments } from "./assignments.ts";
import { bare, type Kernel } from "./kernel.ts";
import type { KernelData } from "./kernel-data.ts";
import type { Paths } from "./paths.ts";
import { makeProjector } from "./projection.ts";
import { residualScores, type ScoreGroups } from "./residual-scores.ts";
import type { ScoreErrors } from "./score-errors.ts";
import { tabulatedScores } from "./tabulated-scores.ts";

/** Estimates from sums, without regressions; with their t statistics where `errors` says how. */
export function makeFastKernel(
  data: KernelData,
  paths: Paths,
  { rest, actual }: Assignments,
  errors: ScoreErrors | null,
): Kernel {
  const projector = makeProjector(data, paths, rest);
  if (!errors) return (assignment) => bare(projector.project(assignment).estimate);
  const { scale, dof } = errors;
  const groups = errors.groups ?? eachRow(data);
  const meat =
    errors.type === "iid"
      ? null
      : (tabulatedScores(data, paths, rest, projector, groups, actual.at.length) ??
        residualScores(data, paths, rest, projector, errors.groups));
  const rss = sumOfSquares(data);
  return (assignment) => {
    const projection = projector.project(assignment);
    const { estimate, variation } = projection;
    if (Number.isNaN(estimate)) return bare(estimate);
    const variance = meat
      ? meat(assignment, projection) / variation ** 2
      : Math.max(0, rss - estimate ** 2 * variation) / variation;
    const statistic = estimate / Math.sqrt(scale * variance);
    return { estimate, statistic, pValue: twoSidedT(statistic, dof) };
  };
}

function eachRow({ residuals }: KernelData): ScoreGroups {
  return { codes: Int32Array.from(residuals.keys()), nLevels: residuals.length };
}

function sumOfSquares({ residuals, weights }: KernelData): number {
  let sum = 0;
  for (let i = 0; i < residuals.length; i++) sum += (weights ? weights[i]! : 1) * residuals[i]! ** 2;
  return sum;
}
