import { compareWeighted } from "./compare-weighted.ts";
import { controlTrend, meanOnBasis } from "./control-trend.ts";
import type { TwoByTwoProblem } from "./prepare-two-by-two.ts";
import { treatmentScore } from "./treatment-score.ts";
import type { TwoByTwo } from "./two-by-two-data.ts";

/** The comparison of inverse probability weighting, of what the controls' regression leaves of the change. */
export function doublyRobust(problem: TwoByTwoProblem, trim: number): TwoByTwo {
  const { d, w, delta } = problem;
  const ofTreated = w.map((v, i) => v * d[i]!);
  const score = treatmentScore(problem, trim);
  const { controlWeights } = score;
  const trend = controlTrend(
    problem,
    w.map((v, i) => v * (1 - d[i]!)),
  );
  const left = delta.map((v, i) => v - trend.fitted[i]!);
  const throughTrend = (weight: Float64Array) => trend.influenceOn(meanOnBasis(problem, weight));
  return compareWeighted(
    { value: left, weight: ofTreated, firstSteps: () => throughTrend(ofTreated).map((v) => -v) },
    {
      value: left,
      weight: controlWeights,
      firstSteps: (mean) => {
        const byScore = meanOnBasis(
          problem,
          controlWeights.map((v, i) => v * (left[i]! - mean)),
        );
        const fromTrend = throughTrend(controlWeights);
        return score.influenceOn(byScore).map((v, i) => v - fromTrend[i]!);
      },
    },
  );
}
