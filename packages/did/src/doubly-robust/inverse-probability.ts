import { compareWeighted } from "./compare-weighted.ts";
import { meanOnBasis } from "./control-trend.ts";
import type { TwoByTwoProblem } from "./prepare-two-by-two.ts";
import { treatmentScore } from "./treatment-score.ts";
import type { TwoByTwo } from "./two-by-two-data.ts";

/** Mean change of the treated less that of controls weighted by p/(1 − p). */
export function inverseProbability(problem: TwoByTwoProblem, trim: number): TwoByTwo {
  const { d, w, delta } = problem;
  const score = treatmentScore(problem, trim);
  const { controlWeights } = score;
  return compareWeighted(
    { value: delta, weight: w.map((v, i) => v * d[i]!) },
    {
      value: delta,
      weight: controlWeights,
      firstSteps: (mean) =>
        score.influenceOn(
          meanOnBasis(
            problem,
            controlWeights.map((v, i) => v * (delta[i]! - mean)),
          ),
        ),
    },
  );
}
