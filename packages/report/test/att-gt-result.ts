import type { AggregatedEffects, AttGtResult, DynamicEffects, Estimate } from "@ceteris/core";

const SHARED = {
  sample: {
    nRows: 400,
    nObs: 400,
    nUnits: 100,
    nPeriods: 4,
    nTreatedUnits: 40,
    dropped: { missing: 0, singleton: 0, filtered: 0 },
  },
  fit: { r2: null, r2Within: null, rmse: null, dofResidual: 99, nClusters: { city: 100 } },
  vcov: { terms: [], matrix: [] },
  warnings: [],
};
const SPEC = {
  time: "year",
  outcome: "index",
  controls: [],
  estimator: "att-gt",
  control: "never",
  method: "dr",
  base: "varying",
  anticipation: 0,
  bootstrap: 0,
  level: 0.95,
  covariance: { type: "cluster", by: ["city"] },
};

function row(term: string, estimate: number | null, stdError = 0.02): Estimate {
  const none = { statistic: null, dof: null, pValue: null, confLow: null, confHigh: null };
  if (estimate === null) return { term, estimate, stdError: null, ...none };
  const [statistic, half] = [estimate / stdError, 1.96 * stdError];
  const pValue = Math.abs(statistic) > 3 ? 0.0004 : 0.35;
  return {
    term,
    estimate,
    stdError,
    statistic,
    dof: null,
    pValue,
    confLow: estimate - half,
    confHigh: estimate + half,
  };
}

/** Two cohorts in four periods, one effect of which is not identified. */
export function attGtResult(spec: object = {}, critical: number | null = null): AttGtResult {
  const cells: readonly (readonly [number, number, number | null])[] = [
    [2018, 2017, 0.01],
    [2018, 2018, 0.08],
    [2018, 2019, 0.1],
    [2019, 2017, -0.02],
    [2019, 2018, null],
    [2019, 2019, 0.07],
  ];
  return {
    kind: "att-gt",
    ...SHARED,
    estimates: cells.map(([cohort, time, estimate]) => ({
      ...row(`att:${cohort}:${time}`, estimate),
      cohort,
      time,
      eventTime: time - cohort,
      base: time >= cohort ? cohort - 1 : time - 1,
      reference: false,
    })),
    shares: [],
    pretrend: { statistic: 1.25, dof1: 2, dof2: null, pValue: 0.535, distribution: "chi2" },
    critical,
    draws: null,
    spec: { ...SPEC, ...spec },
  };
}

/** An event study from a universal base. */
export function dynamicEffects(): DynamicEffects {
  return {
    kind: "event-study",
    ...SHARED,
    estimates: [
      { ...row("event:-2", 0.01), eventTime: -2, reference: false },
      { ...row("event:-1", null), estimate: 0, eventTime: -1, reference: true },
      { ...row("event:0", 0.075), eventTime: 0, reference: false },
    ],
    controls: [],
    pretrend: { statistic: 0.25, dof1: 1, dof2: null, pValue: 0.617, distribution: "chi2" },
    overall: row("overall", 0.075),
    critical: null,
    spec: { ...SPEC, base: "universal", aggregate: "dynamic" },
  };
}

export function aggregatedEffects(type: AggregatedEffects["type"]): AggregatedEffects {
  const estimates = {
    simple: [row("att", 0.08)],
    group: [
      { ...row("cohort:2018", 0.09), cohort: 2018 },
      { ...row("cohort:2019", 0.07), cohort: 2019 },
    ],
    calendar: [
      { ...row("time:2018", 0.08), time: 2018 },
      { ...row("time:2019", 0.085), time: 2019 },
    ],
  } as const;
  return {
    kind: "att-aggregate",
    type,
    ...SHARED,
    estimates: estimates[type],
    overall: row(type === "simple" ? "att" : "overall", 0.08),
    critical: null,
    spec: { ...SPEC, aggregate: type },
  };
}
