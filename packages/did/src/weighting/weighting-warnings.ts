import { type BalanceRow, type GroupWeights, nameSome, type UnitWeight, type Warning } from "@ceteris/core";
import type { WeighedPanel } from "./weigh-panel.ts";

export interface WeightingSummary {
  readonly weighed: WeighedPanel;
  /** Name of the time column. */
  readonly time: string;
  readonly groups: readonly GroupWeights[];
  readonly largest: readonly UnitWeight[];
  readonly balance: readonly BalanceRow[];
}

/** Share of a group that its effective size must reach, and of its weight that one unit may have. */
const ENOUGH = 0.2;
const TOO_MUCH = 0.1;
/** Standardised bias in per cent that should not be left. */
const LEFT = 10;

/** What a careful reader would ask about weights: who has none, are they concentrated, what do they leave. */
export function weightingWarnings(summary: WeightingSummary): readonly Warning[] {
  return [
    ...withoutCovariates(summary),
    ...postTreatment(summary),
    ...discarded(summary),
    ...concentrated(summary),
    ...imbalanceLeft(summary),
  ];
}

function withoutCovariates({ weighed: { units, spec }, time }: WeightingSummary): Warning[] {
  const { without } = units;
  if (without.length === 0) return [];
  const when = spec.baseline === null ? "before treatment" : `in ${time} ${spec.baseline}`;
  return [
    {
      code: "WEIGHTS_WITHOUT_COVARIATES",
      message: `${without.length} units have no complete covariates ${when} (${nameSome(without)}), so they have no weight and were left out. Fill the cells, choose another baseline period, or take means before treatment (pre-means).`,
      details: { units: without.slice(0, 100), count: without.length, baseline: spec.baseline },
    },
  ];
}

function postTreatment({ weighed: { units, spec } }: WeightingSummary): Warning[] {
  if (units.nTreatedRows === 0) return [];
  return [
    {
      code: "WEIGHTS_POST_TREATMENT",
      message: `The covariates of ${units.nTreatedRows} units come from ${spec.baseline === null ? "periods" : `the baseline ${spec.baseline}`} in which they are treated already. If treatment moves these covariates (${spec.weightOn.join(", ")}), balancing them removes part of the effect. Choose a baseline before treatment.`,
      details: { rows: units.nTreatedRows, baseline: spec.baseline, covariates: spec.weightOn },
    },
  ];
}

function discarded({ weighed: { made } }: WeightingSummary): Warning[] {
  const { nDiscarded, cutoff } = made;
  if (nDiscarded === 0 || cutoff === null) return [];
  return [
    {
      code: "WEIGHTS_DISCARDED",
      message: `${nDiscarded} units with a score below ${cutoff.toPrecision(3)} or above ${(1 - cutoff).toPrecision(3)} were left out: the effect is that of the units that remain.`,
      details: { count: nDiscarded, cutoff, upper: 1 - cutoff },
    },
  ];
}

function concentrated({ groups, largest }: WeightingSummary): Warning[] {
  return groups
    .filter(
      ({ effectiveSize, nUnits, largestShare }) =>
        nUnits > 10 && (effectiveSize < ENOUGH * nUnits || largestShare > TOO_MUCH),
    )
    .map(({ group, effectiveSize, nUnits, largestShare }) => {
      const units = largest.filter((u) => u.group === group).map(({ unit }) => unit);
      return {
        code: "WEIGHTS_CONCENTRATED",
        message: `The ${nUnits} ${group === "treated" ? "treated units" : "controls"} weigh as much as ${effectiveSize.toFixed(1)} of equal weight; the heaviest alone has ${(100 * largestShare).toFixed(1)}% of the weight (${nameSome(units, 3)}). The estimate rests on these units. Cut the weights (cap), leave out covariates, or choose the overlap estimand.`,
        details: { group, nUnits, effectiveSize, largestShare, units: units.slice(0, 3) },
      };
    });
}

function imbalanceLeft({ balance }: WeightingSummary): Warning[] {
  const left = balance.filter(
    ({ sample, biasPct }) => sample === "after" && biasPct !== null && Math.abs(biasPct) > LEFT,
  );
  if (left.length === 0) return [];
  const biases = Object.fromEntries(left.map(({ covariate, biasPct }) => [covariate, biasPct!]));
  const shown = Object.entries(biases).map(([name, bias]) => `${name} ${bias.toFixed(1)}%`);
  return [
    {
      code: "IMBALANCE_LEFT",
      message: `After weighting, means still differ by more than ${LEFT}% of a standard deviation: ${nameSome(shown)}. Entropy balancing or cbps make them equal; or enrich the score.`,
      details: { biases, limit: LEFT },
    },
  ];
}
