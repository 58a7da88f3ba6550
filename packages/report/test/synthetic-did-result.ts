import type { SyntheticDidResult } from "@ceteris/core";

/** One cohort of two; the synthetic control lies 0.05 below the treated where the period weights are. */
export const synthetic: Pick<SyntheticDidResult, "synthetic" | "spec"> = {
  spec: { outcome: "index", time: "year" },
  synthetic: [
    {
      ...{ cohort: 2019, nUnits: 3, estimate: 0.02, noise: 0.01, ridge: 0.016 },
      unitWeights: [
        { unit: "Hefei", weight: 0.75 },
        { unit: "Wuhu", weight: 0.2496 },
        { unit: "Bengbu", weight: 0.0004 },
      ],
      timeWeights: [
        { time: 2016, weight: 0 },
        { time: 2017, weight: 0.4 },
        { time: 2018, weight: 0.6 },
      ],
      paths: [
        { time: 2016, treated: 0.15, synthetic: 0.11 },
        { time: 2017, treated: 0.17, synthetic: 0.12 },
        { time: 2018, treated: 0.18, synthetic: 0.13 },
        { time: 2019, treated: 0.22, synthetic: 0.15 },
      ],
    },
    {
      ...{ cohort: 2018, nUnits: 1, estimate: -0.01, noise: 0.01, ridge: 0.01 },
      unitWeights: [{ unit: "Wuhu", weight: 1 }],
      timeWeights: [
        { time: 2016, weight: 0.5 },
        { time: 2017, weight: 0.5 },
      ],
      paths: [
        { time: 2016, treated: 0.1, synthetic: 0.1 },
        { time: 2017, treated: 0.12, synthetic: 0.12 },
        { time: 2018, treated: 0.11, synthetic: 0.12 },
        { time: 2019, treated: 0.12, synthetic: 0.13 },
      ],
    },
  ],
};
