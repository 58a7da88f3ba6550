/** Figures printed in the study's tables 4-4 to 4-7, and the finer values that the generator aims at. */

export const YEARS = [2016, 2017, 2018, 2019, 2020, 2021] as const;
export const POLICY_YEAR = 2018;
export const CONTROLS = ["gdp_growth", "log_population", "log_broadband", "fiscal_share"] as const;
export type Control = (typeof CONTROLS)[number];

export interface Moments {
  readonly mean: number;
  readonly sd: number;
  readonly min: number;
  readonly max: number;
}

/** Table 4-4. */
export const PRINTED_MOMENTS: Readonly<Record<"index" | "did" | Control, Moments>> = {
  index: { mean: 0.172, sd: 0.08, min: 0.065, max: 0.663 },
  did: { mean: 0.166, sd: 0.372, min: 0, max: 1 },
  gdp_growth: { mean: 0.063, sd: 0.032, min: -0.021, max: 0.168 },
  log_population: { mean: 5.87, sd: 0.732, min: 3.202, max: 8.075 },
  log_broadband: { mean: 4.631, sd: 0.819, min: 2.306, max: 7.337 },
  fiscal_share: { mean: 0.216, sd: 0.107, min: 0.059, max: 0.916 },
};

/** An estimate and its t statistic. */
export type Printed = readonly [estimate: number, t: number];

/** Table 4-5: DID and the controls added one by one. */
export const PRINTED_BASELINE: readonly (readonly Printed[])[] = [
  [[0.008, 3.19]],
  [
    [0.009, 3.22],
    [0.013, 0.81],
  ],
  [
    [0.01, 3.69],
    [0.007, 0.46],
    [-0.031, -3.06],
  ],
  [
    [0.009, 3.62],
    [0.005, 0.31],
    [-0.032, -3.14],
    [-0.003, -1.96],
  ],
  [
    [0.009, 3.62],
    [0.005, 0.3],
    [-0.032, -3.145],
    [-0.003, -1.95],
    [-0.002, -0.1],
  ],
];
export const PRINTED_CONSTANTS = [0.157, 0.156, 0.338, 0.357, 0.358] as const;

/** Table 4-6, with 2018 as base. */
export const PRINTED_EVENTS: readonly (readonly [year: number, estimate: number, t: number])[] = [
  [2016, -0.007, -3.46],
  [2017, -0.005, -2.98],
  [2019, 0, 0.2],
  [2020, 0.004, 1.5],
  [2021, 0.01, 2.57],
];

/** Table 4-7. */
export const PRINTED_PSM_DID: Printed = [0.009, 3.64];

/**
 * The path of the treated in the index by year, all of it inside the printed digits. Its mean after less
 * its mean before is 0.0094, the DID of the models with all controls.
 */
export const EVENT_PATH = [-0.0068, -0.0051, 0, 0.0003, 0.004, 0.0096] as const;

/** Standard errors of the event study that the printed t statistics imply for that path; 2018 is the base. */
export const EVENT_ERRORS = [0.00197, 0.00171, 0, 0.0015, 0.00267, 0.00374] as const;

/** Coefficients of the controls in the index, and the t statistics of table 4-5's last column. */
export const CONTROL_EFFECTS: Readonly<Record<Control, { readonly effect: number; readonly t: number }>> = {
  gdp_growth: { effect: 0.005, t: 0.3 },
  log_population: { effect: -0.0318, t: -3.145 },
  log_broadband: { effect: -0.0033, t: -1.95 },
  fiscal_share: { effect: -0.0018, t: -0.1 },
};

/**
 * How each control moves with treatment and with the controls before it, within cities and years. These
 * small slopes are the omitted-variable steps between the printed columns: for example, leaving out
 * population lowers DID by 0.0318 × 0.0314 = 0.001 and raises the coefficient of growth by 0.006.
 */
export const CONTROL_SLOPES: Readonly<Record<Control, Readonly<Partial<Record<"did" | Control, number>>>>> = {
  gdp_growth: { did: -0.008 },
  log_population: { did: 0.031, gdp_growth: -0.19 },
  log_broadband: { did: -0.052, gdp_growth: -0.45, log_population: -0.24 },
  fiscal_share: { gdp_growth: -0.1 },
};

/** Mean of the index by year: 0.157 in 2016, the constant of model 1; 0.172 in all, as in table 4-4. */
export const INDEX_BY_YEAR = [0.157, 0.164, 0.17, 0.176, 0.179, 0.186] as const;

/** Mean of each control by year, before the fit of its overall mean. */
export const CONTROL_BY_YEAR: Readonly<Record<Control, readonly number[]>> = {
  gdp_growth: [0.077, 0.076, 0.068, 0.06, 0.024, 0.073],
  log_population: [5.862, 5.866, 5.87, 5.873, 5.874, 5.875],
  log_broadband: [4.32, 4.46, 4.61, 4.7, 4.8, 4.9],
  fiscal_share: [0.212, 0.214, 0.217, 0.221, 0.222, 0.21],
};
