import { CeterisError } from "@ceteris/core";
import { type BinaryFit, binaryModel } from "@ceteris/regression";
import { covariateBalancing, scaleGroups } from "../balancing-weights/covariate-balancing.ts";
import { entropyBalance } from "../balancing-weights/entropy-balance.ts";
import { scoreWeights } from "../balancing-weights/score-weights.ts";
import { crumpCutoff } from "../matching/score/crump-cutoff.ts";
import type { BaselineUnits } from "./baseline-units.ts";
import { capWeights } from "./cap-weights.ts";
import type { ResolvedWeighing } from "./weighting-options.ts";

/** One weight for each unit, its base weight included; 0 for units left out. */
export interface UnitWeights {
  readonly weights: Float64Array;
  /** The score's model, where there is one. */
  readonly fit: BinaryFit | null;
  /** Units left out for their score, and the a of a ≤ score ≤ 1 − a. */
  readonly nDiscarded: number;
  readonly cutoff: number | null;
  /** Whether a weight was cut. */
  readonly capped: Uint8Array;
}

/** Weights of units by one of the methods. @throws MOMENTS_INFEASIBLE, SEPARATION, NOT_CONVERGED, NO_VARIATION, WEIGHTS_INVALID */
export function unitWeights(units: BaselineUnits, options: ResolvedWeighing): UnitWeights {
  const { base, treated } = units;
  const made = options.method === "ipw" ? byScore(units, options) : byBalance(units, options);
  const { weights, capped } = capWeights(made.weights, base, treated, options);
  return { ...made, weights, capped };
}

function byBalance(data: BaselineUnits, { method, estimand, moments }: ResolvedWeighing) {
  const weights =
    method === "entropy" && estimand !== "overlap"
      ? entropyBalance(data, { estimand, moments: moments! })
      : covariateBalancing(data, { estimand, moments: moments! });
  return { weights, fit: null, nDiscarded: 0, cutoff: null };
}

function byScore({ covariates, treated, base }: BaselineUnits, { link, trim, estimand }: ResolvedWeighing) {
  const scoreOn = (weights: Float64Array) =>
    binaryModel({
      outcome: treated,
      regressors: covariates.map((x) => ({ ...x, role: "control" as const })),
      weights,
      link: link!,
      name: `propensity score (${link})`,
    });
  const first = scoreOn(base);
  const cutoff = trim === "crump" ? crumpCutoff(first.fitted) : trim;
  const kept = cutoff === null ? base : base.map((w, i) => (inside(first.fitted[i]!, cutoff) ? w : 0));
  const nDiscarded = kept.filter((w) => w === 0).length;
  const fit = nDiscarded === 0 ? first : scoreOn(kept);
  const raw = scoreWeights(fit.fitted, treated, estimand).map((w, i) => (kept[i] === 0 ? 0 : w * kept[i]!));
  const infinite = raw.filter((w) => !Number.isFinite(w)).length;
  if (infinite > 0) throw certainScores(infinite);
  const size = { att: sumOf(kept, treated, 1), ate: sumOf(kept, treated), overlap: sumOf(raw, treated, 1) };
  return { weights: scaleGroups(raw, treated, size[estimand]), fit, nDiscarded, cutoff };
}

const inside = (score: number, cutoff: number) => score >= cutoff && score <= 1 - cutoff;

function sumOf(values: Float64Array, treated: Float64Array, group?: 0 | 1): number {
  return values.reduce((sum, v, i) => (group === undefined || treated[i] === group ? sum + v : sum), 0);
}

function certainScores(count: number): CeterisError {
  return new CeterisError({
    code: "WEIGHTS_INVALID",
    where: "inverse probability weights",
    what: `the score of ${count} ${count === 1 ? "unit is" : "units are"} 0 or 1 to the last digit, so that the weight is infinite`,
    mend: "Trim by the score (trim), choose the overlap estimand, or leave covariates out",
  });
}
