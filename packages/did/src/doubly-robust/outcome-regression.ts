import { compareWeighted } from "./compare-weighted.ts";
import { controlTrend, meanOnBasis } from "./control-trend.ts";
import type { TwoByTwoProblem } from "./prepare-two-by-two.ts";
import type { TwoByTwo } from "./two-by-two-data.ts";

/** Mean change of the treated less the change that the controls' regression gives them. */
export function outcomeRegression(problem: TwoByTwoProblem): TwoByTwo {
  const { d, w, delta } = problem;
  const ofTreated = w.map((v, i) => v * d[i]!);
  const trend = controlTrend(
    problem,
    w.map((v, i) => v * (1 - d[i]!)),
  );
  return compareWeighted(
    { value: delta, weight: ofTreated },
    {
      value: trend.fitted,
      weight: ofTreated,
      firstSteps: () => trend.influenceOn(meanOnBasis(problem, ofTreated)),
    },
  );
}
