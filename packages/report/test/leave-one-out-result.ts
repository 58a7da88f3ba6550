import type { InfluenceRow, LeaveOneOutResult } from "@ceteris/core";

const effect = {
  ...{ term: "did", estimate: 0.075, stdError: 0.03, statistic: 2.5, dof: 9, pValue: 0.034 },
  ...{ confLow: 0.007, confHigh: 0.143 },
};

/** An effect of 0.075 without each of some clusters: the first moves it most, the second is not refitted. */
export function leaveOneOutResult(nClusters = 8): LeaveOneOutResult {
  const leftOut = Array.from({ length: nClusters }, (_, g): InfluenceRow => {
    const change = g === 0 ? -0.05 : ((g % 2 ? 1 : -1) * 0.012) / (1 + g / 4);
    const estimate = effect.estimate + change;
    const errors =
      g === 1
        ? { stdError: null, statistic: null, dof: null, pValue: null, confLow: null, confHigh: null }
        : { confLow: estimate - 0.068, confHigh: estimate + 0.068 };
    return {
      ...{ ...effect, estimate, ...errors },
      cluster: `Cluster ${g + 1}`,
      nObs: 60,
      treated: g < 3,
      change,
      leverage: 1.5,
      partialLeverage: 1 / nClusters,
    };
  });
  return {
    kind: "leave-one-out",
    sample: {
      ...{ nRows: 480, nObs: 480, nUnits: 80, nPeriods: 6, nTreatedUnits: 30 },
      dropped: { missing: 0, singleton: 0, filtered: 0 },
    },
    estimates: [effect],
    fit: { r2: 0.9, r2Within: 0.1, rmse: 0.2, dofResidual: 390, nClusters: { region: nClusters } },
    by: "region",
    nClusters,
    leftOut,
    jackknife: { cv3: { ...effect, stdError: 0.04 }, cv3j: { ...effect, stdError: 0.039 } },
    effectiveClusters: nClusters,
    spread: [
      { measure: "nObs", min: 60, p25: 60, median: 60, mean: 60, p75: 60, max: 60, coefVar: 0 },
      {
        measure: "estimate",
        min: 0.02,
        p25: 0.07,
        median: 0.07,
        mean: 0.07,
        p75: 0.08,
        max: 0.09,
        coefVar: null,
      },
    ],
    mostInfluential: "Cluster 1",
    spec: { level: 0.95, by: "region" },
    warnings: [],
  };
}
