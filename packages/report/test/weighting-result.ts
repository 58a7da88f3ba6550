import type { WeightingResult } from "@ceteris/core";
import { balance, estimate, estimation } from "./factories.ts";

const GROUP = { nUnits: 64, sum: 64, effectiveSize: 64, min: 1, max: 1, cv: 0, nTrimmed: 0 };

/** A weighted DID with round figures. */
export function weightingResult(): WeightingResult {
  const { kind: _, ...base } = estimation([estimate("did", 0.0114, 0.0035)]);
  return {
    ...base,
    kind: "weighting",
    spec: {
      ...base.spec,
      method: "entropy",
      estimand: "att",
      weightOn: ["log_population", "fiscal_share"],
      design: "baseline",
      baseline: "2017",
      moments: 1,
      cap: 0.99,
      standardDeviation: "treated",
    },
    score: [],
    weights: {
      groups: [
        { ...GROUP, group: "treated", largestShare: 1 / 64, topTenthShare: 7 / 64 },
        {
          ...GROUP,
          group: "controls",
          nUnits: 1193,
          effectiveSize: 68.04,
          min: 0.004,
          max: 4.0612,
          cv: 1.359,
          largestShare: 0.0634,
          topTenthShare: 0.4111,
          nTrimmed: 12,
        },
      ],
      largest: [{ unit: "三亚市", group: "controls", weight: 4.0612, share: 0.0634 }],
      withoutCovariates: 0,
      discarded: 0,
    },
    balance: balance(),
    balanceOverall: {
      before: {
        pseudoR2: 0.1,
        lrChi2: 40,
        pValue: 1e-8,
        meanBias: 57.8,
        medianBias: 57,
        rubinB: 95.9,
        rubinR: 1.19,
      },
      after: { pseudoR2: 0, lrChi2: 0, pValue: 1, meanBias: 0, medianBias: 0, rubinB: 0, rubinR: null },
    },
    distribution: [
      {
        covariate: "log_population",
        sample: "before",
        type: "continuous",
        difference: 0.454,
        varianceRatio: 0.93,
        ks: 0.21,
        ecdfMean: 0.123,
      },
      {
        covariate: "log_population",
        sample: "after",
        type: "continuous",
        difference: 0,
        varianceRatio: 0.72,
        ks: 0.123,
        ecdfMean: 0.047,
      },
      {
        covariate: "capital",
        sample: "before",
        type: "binary",
        difference: -0.25,
        varianceRatio: null,
        ks: 0.25,
        ecdfMean: 0.25,
      },
      {
        covariate: "capital",
        sample: "after",
        type: "binary",
        difference: 0,
        varianceRatio: null,
        ks: 0,
        ecdfMean: 0,
      },
    ],
    byPeriod: [
      {
        time: "2017",
        treated: false,
        covariate: "log_population",
        biasBefore: 44.6,
        biasAfter: 0,
        ksBefore: 0.21,
        ksAfter: 0.123,
      },
      {
        time: "2017",
        treated: false,
        covariate: "capital",
        biasBefore: -20,
        biasAfter: 0,
        ksBefore: 0.25,
        ksAfter: 0,
      },
      {
        time: "2018",
        treated: true,
        covariate: "log_population",
        biasBefore: 49.2,
        biasAfter: 3.7,
        ksBefore: 0.217,
        ksAfter: 0.118,
      },
      {
        time: "2018",
        treated: true,
        covariate: "capital",
        biasBefore: null,
        biasAfter: null,
        ksBefore: null,
        ksAfter: null,
      },
    ],
    ecdf: [
      curves("log_population", [3, 5, 5.5, 6, 7, 8]),
      curves("fiscal_share", [0.05, 0.1, 0.15, 0.2, 0.4, 0.9]),
      curves("capital", [0, 1]),
    ],
    variants: [
      { ...estimate("did", 0.0094, 0.0026), sample: "unweighted", nObs: 1542 },
      { ...estimate("did", 0.0114, 0.0035), sample: "weighted", nObs: 1542 },
    ],
    doublyRobust: (["dr", "dr-improved", "ipw", "reg"] as const).map((term, i) => ({
      ...estimate(term, 0.0102 - 0.0001 * i, 0.0034),
      dof: null,
    })),
    eventStudy: null,
  };
}

function curves(covariate: string, x: readonly number[]): WeightingResult["ecdf"][number] {
  const rising = (power: number) => x.map((_, i) => ((i + 1) / x.length) ** power);
  return {
    covariate,
    x,
    treatedBefore: rising(1.5),
    treatedAfter: rising(1.5),
    controlsBefore: rising(0.7),
    controlsAfter: rising(1.4),
  };
}
