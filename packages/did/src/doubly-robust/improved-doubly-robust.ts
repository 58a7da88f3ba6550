import { reweigh } from "../balancing-weights/reweigh.ts";
import { compareWeighted } from "./compare-weighted.ts";
import { controlTrend } from "./control-trend.ts";
import type { TwoByTwoProblem } from "./prepare-two-by-two.ts";
import type { TwoByTwo } from "./two-by-two-data.ts";

/**
 * The doubly robust comparison with a score fitted by its balance conditions (Graham, Pinto and Egel
 * 2012), whose weights are those of entropy balancing, and an outcome regression under these weights:
 * neither first step then moves the influence function.
 */
export function improvedDoublyRobust(problem: TwoByTwoProblem): TwoByTwo {
  const { d, w, delta, covariates } = problem;
  const ofTreated = w.map((v, i) => v * d[i]!);
  const { weights } = reweigh(
    {
      columns: covariates.map((x) => ({ ...x, covariate: x.name })),
      base: w.map((v, i) => v * (1 - d[i]!)),
      target: ofTreated,
      names: { group: "controls", target: "treated units", where: "score of treatment (balancing)" },
    },
    { tolerance: 1e-12, maxIterations: 200 },
  );
  const trend = controlTrend(
    problem,
    weights.map((v) => v * delta.length),
  );
  const left = delta.map((v, i) => v - trend.fitted[i]!);
  return compareWeighted({ value: left, weight: ofTreated }, { value: left, weight: weights });
}
