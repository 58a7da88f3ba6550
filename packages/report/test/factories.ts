import {
  type BalanceRow,
  type ColumnSummary,
  type Estimate,
  type EstimationResult,
  type EventStudyResult,
  type IndexResult,
  type OverallBalance,
  type PlaceboResult,
  type PsmDidResult,
  twoSidedT,
} from "@ceteris/core";

/** An estimate whose statistic, interval and p value (normal, to seven digits) follow from two numbers. */
export function estimate(term: string, value: number, stdError: number): Estimate {
  return {
    term,
    estimate: value,
    stdError,
    statistic: value / stdError,
    dof: 256,
    pValue: normalP(value / stdError),
    confLow: value - 1.969 * stdError,
    confHigh: value + 1.969 * stdError,
  };
}

/** Two-sided p of the normal: Abramowitz and Stegun 7.1.26. */
function normalP(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  const series = 0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429)));
  return t * series * Math.exp(-x * x);
}

const SAMPLE = {
  nRows: 1542,
  nObs: 1542,
  nUnits: 257,
  nPeriods: 6,
  nTreatedUnits: 64,
  dropped: { missing: 0, singleton: 0, filtered: 0 },
};

export const SPEC = {
  unit: "city",
  time: "year",
  outcome: "index",
  controls: ["growth"],
  fixedEffects: ["city", "year"],
  weights: null,
  covariance: { type: "cluster", by: ["city"] },
  smallSample: "fixest",
  level: 0.95,
};

export const LABELS = {
  did: "DID",
  index: { en: "Public value", zh: "公共价值创造" },
  growth: { en: "Economic growth", zh: "城市经济发展" },
  population: { en: "Population (log)", zh: "人口规模" },
  demand: { en: "User demand (log)", zh: "用户需求压力" },
  budget: { en: "Fiscal expenditure", zh: "财政支出规模" },
  city: { en: "City", zh: "城市" },
  year: { en: "Year", zh: "年份" },
  province: { en: "Province", zh: "省份" },
};

export function estimation(
  estimates: readonly Estimate[],
  more: Readonly<Record<string, unknown>> = {},
  nClusters: Readonly<Record<string, number>> = { city: 257 },
): EstimationResult {
  return {
    kind: "did",
    sample: SAMPLE,
    estimates,
    vcov: { terms: estimates.map((e) => e.term), matrix: [] },
    fit: { r2: 0.9512, r2Within: 0.0242, rmse: 0.0104, dofResidual: 1279, nClusters },
    spec: { ...SPEC, ...more },
    warnings: [],
  };
}

export function eventStudy(base = 0): EventStudyResult {
  const path: readonly (readonly [number, number, number])[] = [
    [-2, -0.0071, 0.00205],
    [-1, -0.0052, 0.00174],
    [0, 0, 0],
    [1, 0.0002, 0.0011],
    [2, 0.0041, 0.00273],
    [3, 0.0098, 0.00381],
  ];
  const shift = path.find(([event]) => event === base)![1];
  return {
    ...estimation([], { base, leads: null, lags: null }),
    kind: "event-study",
    estimates: path.map(([event, value, error]) =>
      event === base
        ? {
            term: `event:${event}`,
            eventTime: event,
            reference: true,
            estimate: 0,
            stdError: null,
            statistic: null,
            dof: null,
            pValue: null,
            confLow: null,
            confHigh: null,
          }
        : {
            ...estimate(`event:${event}`, value - shift, error || 0.0016),
            eventTime: event,
            reference: false,
          },
    ),
    controls: [estimate("growth", 0.005, 0.0167)],
    pretrend: { statistic: 6.1034, dof1: 2, dof2: 256, pValue: 0.00258, distribution: "F" },
  };
}

/** Numbers that look like draws: a fixed, symmetric, bell-shaped set. */
export function bellShaped(n: number, sd: number): number[] {
  return Array.from({ length: n }, (_, i) => {
    const u = ((i * 233) % n) / n + 0.5 / n;
    return (sd * (u ** 0.135 - (1 - u) ** 0.135)) / 0.1975;
  });
}

/** The same with the draws' t statistics, each by a standard error near that of the actual estimate. */
export function studentisedPlacebo(): PlaceboResult {
  const plain = placebo();
  const values = plain.values.map((v, i) => v / (0.00245 + 0.00002 * (i % 7)));
  return {
    ...plain,
    studentised: {
      statistic: plain.actual.statistic,
      pValue: { twoSided: 0.003992, greater: 0.001996, less: 1 },
      values,
      pValues: values.map((t) => twoSidedT(t, 256)),
    },
  };
}

export function placebo(): PlaceboResult {
  const values = bellShaped(500, 0.0025);
  const actual = estimate("did", 0.00897, 0.00248);
  return {
    kind: "placebo",
    sample: SAMPLE,
    estimates: [actual],
    actual,
    draws: {
      n: 500,
      mean: 0.00003,
      sd: 0.0025,
      quantiles: { "0.025": -0.0049, "0.05": -0.0041, "0.5": 0.0001, "0.95": 0.0041, "0.975": 0.0049 },
    },
    pValue: { twoSided: 0.001996, greater: 0.001996, less: 1 },
    enumerated: false,
    values,
    studentised: null,
    fit: { r2: null, r2Within: null, rmse: null, dofResidual: 1279, nClusters: { city: 257 } },
    spec: { ...SPEC, mode: "unit", draws: 500, seed: 1 },
    warnings: [],
  };
}

export function index(): IndexResult {
  const rows: readonly (readonly [string, string, string, string, string, string, number])[] = [
    ["hospitals", "Hospitals per 10,000", "每万人医院数", "services", "改善公共服务", "医疗卫生", 3.64],
    ["books", "Library books per head", "人均公共图书馆藏书量", "services", "改善公共服务", "教育文化", 7.49],
    [
      "vehicles",
      "Buses and taxis per 10,000",
      "每万人拥有的公共交通车辆数",
      "services",
      "改善公共服务",
      "交通设施",
      8.78,
    ],
    ["sewage", "Sewage treated", "污水处理厂集中处理率", "services", "改善公共服务", "市政保障", 0.26],
    [
      "eservice",
      "E-service capability",
      "政府数字服务能力",
      "administration",
      "改善行政",
      "政府服务能力",
      1.24,
    ],
    ["jobs", "Urban employment", "城镇期末就业人数", "welfare", "改善社会福祉", "自我发展", 13.8],
    ["patents", "Patents per 10,000", "每万人授权专利拥有量", "welfare", "改善社会福祉", "创新氛围", 12.69],
    ["air", "Days of good air", "空气质量优良天数占比", "welfare", "改善社会福祉", "人居环境", 1.48],
  ];
  const total = rows.reduce((sum, r) => sum + r[6], 0);
  const english: Readonly<Record<string, string>> = {
    services: "Better services",
    administration: "Better administration",
    welfare: "Better welfare",
  };
  return {
    kind: "index",
    weights: rows.map(([indicator, en, zh, dimension, dimensionZh, group, weight]) => ({
      indicator,
      label: { en, zh },
      dimension: { en: english[dimension]!, zh: dimensionZh },
      group: { en: dimension, zh: group },
      direction: "positive",
      entropy: 1 - weight / 200,
      divergence: weight / 200,
      weight: weight / total,
    })),
    convention: {},
    scores: { n: 1542, mean: 0.172, sd: 0.08, min: 0.065, max: 0.663 },
    spec: {},
    warnings: [],
  };
}

export function balance(): readonly BalanceRow[] {
  const rows: readonly (readonly [string, number, number, number, number])[] = [
    ["growth", 0.066, 0.062, 12.4, 3.1],
    ["population", 6.1, 5.8, 41.7, -4.9],
    ["demand", 5.02, 4.5, 63.2, 8.4],
    ["budget", 0.171, 0.231, -58.3, -11.2],
  ];
  return rows.flatMap(([covariate, meanTreated, meanControl, before, after]): BalanceRow[] => [
    {
      covariate,
      sample: "before",
      meanTreated,
      meanControl,
      biasPct: before,
      reductionPct: null,
      t: before / 6,
      pValue: Math.abs(before) > 12.5 ? 0.00001 : 0.04,
      varianceRatio: 1.214,
      varianceFlag: true,
    },
    {
      covariate,
      sample: "after",
      meanTreated,
      meanControl: meanTreated * 0.99,
      biasPct: after,
      reductionPct: 100 * (1 - Math.abs(after / before)),
      t: after / 8,
      pValue: 0.4,
      varianceRatio: 1.052,
      varianceFlag: false,
    },
  ]);
}

export function psmDid(): PsmDidResult {
  const did = estimate("did", 0.00902, 0.00248);
  const overall = (pseudoR2: number, rubinB: number, rubinR: number): OverallBalance => ({
    pseudoR2,
    lrChi2: 1542 * pseudoR2,
    pValue: pseudoR2 > 0.05 ? 1e-9 : 0.61,
    meanBias: 100 * pseudoR2,
    medianBias: 90 * pseudoR2,
    rubinB,
    rubinR,
  });
  return {
    ...estimation([did, estimate("growth", 0.005, 0.0167)]),
    kind: "psm-did",
    propensity: [],
    balance: balance(),
    balanceOverall: { before: overall(0.182, 88.1, 0.44), after: overall(0.008, 20.6, 1.13) },
    distribution: [
      {
        covariate: "population",
        sample: "before",
        type: "continuous",
        difference: 0.417,
        varianceRatio: 1.214,
        ks: 0.21,
        ecdfMean: 0.12,
      },
      {
        covariate: "population",
        sample: "after",
        type: "continuous",
        difference: -0.049,
        varianceRatio: 1.052,
        ks: 0.06,
        ecdfMean: 0.02,
      },
    ],
    byPeriod: [
      {
        time: "2016",
        treated: false,
        covariate: "population",
        biasBefore: 41.7,
        biasAfter: -4.9,
        ksBefore: 0.21,
        ksAfter: 0.06,
      },
    ],
    ecdf: [
      {
        covariate: "population",
        x: [5, 6, 7],
        treatedBefore: [0.2, 0.6, 1],
        controlsBefore: [0.4, 0.8, 1],
        treatedAfter: [0.2, 0.6, 1],
        controlsAfter: [0.22, 0.61, 1],
      },
    ],
    matching: {
      nTreated: 384,
      nControls: 1158,
      onSupport: 371,
      offSupport: 13,
      nMatchedControls: 1020,
      matchedToSelf: 0,
      matchedToOtherPeriod: 0.8312,
    },
    overlap: Array.from({ length: 40 }, (_, k) => ({
      low: k / 40,
      high: (k + 1) / 40,
      treatedBefore: (2 * k + 1) / 1600,
      controlsBefore: (79 - 2 * k) / 1600,
      treatedAfter: (2 * k + 1) / 1600,
      controlsAfter: (2 * k + 1) / 1600,
    })),
    audit: {
      partnerStability: 0.4127,
      treatedWithGaps: 7,
      controlsWithGaps: 31,
      effectiveControls: 412.6,
      largestWeight: 3.25,
      largestWeightUnit: "<b>&Suzhou",
      topTenthShare: 0.318,
      weightBins: Array.from({ length: 20 }, (_, k) => ({
        low: k * 0.1625,
        high: (k + 1) * 0.1625,
        count: 200 - 10 * k,
      })),
      scores: { treated: { min: 0.081, max: 0.913 }, controls: { min: 0.012, max: 0.874 } },
      overlapBefore: 0.5,
      overlapAfter: 1,
      trimmedTreated: 4,
      trimmedControls: 61,
      cutoffs: [{ time: null, cutoff: 0.0871 }],
      lost: [
        { unit: "Wuhan", nLost: 6, nRows: 6, reason: "trimmed", score: 0.91 },
        { unit: "<b>&Suzhou", nLost: 3, nRows: 6, reason: "no-partner", score: 0.877 },
      ],
    },
    variants: [
      { ...did, sample: "matched", nObs: 1391 },
      { ...did, sample: "support", nObs: 1529 },
      { ...estimate("did", -0.0005, 0.0031), sample: "weighted", nObs: 1391 },
    ],
  };
}

export function summary(column: string, mean: number, sd: number, min: number, max: number): ColumnSummary {
  return {
    column,
    type: "number",
    n: 1542,
    missing: 0,
    distinct: 1500,
    mean,
    sd,
    min,
    p25: mean - sd,
    median: mean,
    p75: mean + sd,
    max,
  };
}
