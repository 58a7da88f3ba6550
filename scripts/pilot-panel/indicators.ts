/** How one of the twenty indicators behaves and how it is written. */
export interface IndicatorModel {
  readonly name: string;
  /** Printed entropy weight, in per cent. */
  readonly weightPct: number;
  /** Raw values at normalised 0 and 1: the smallest and the largest in the panel. */
  readonly range: readonly [low: number, high: number];
  readonly decimals: number;
  /**
   * What moves it, in standard deviations: the index itself, population, the years from 2016 to 2021,
   * a trait of the city and a yearly shock of its own.
   */
  readonly index: number;
  readonly size: number;
  readonly growth: number;
  readonly trait: number;
  readonly shock: number;
  /**
   * Curvature of the map from what moves it to its value, positive for a long right tail; left out where
   * the weight decides it. Where it is given, the weight decides how far the lowest row lies below the
   * others, like the misprints and very poor places at the foot of real yearbook columns.
   */
  readonly curvature: number | null;
}

type Row = readonly [
  name: string,
  weightPct: number,
  low: number,
  high: number,
  decimals: number,
  index: number,
  size: number,
  growth: number,
  trait: number,
  shock: number,
  curvature?: number,
];

const ROWS: readonly Row[] = [
  ["hospitals_per_10k", 3.64, 0.08, 2.1, 3, 0.35, -0.3, 0.4, 0.9, 0.1],
  ["hospital_beds_per_10k", 2.3, 12, 132, 2, 0.4, -0.3, 0.7, 0.8, 0.08, 0.6],
  ["primary_pupil_teacher_ratio", 3.57, 880, 3300, 1, 0.25, 0.45, -0.05, 0.85, 0.08],
  ["secondary_pupil_teacher_ratio", 2.22, 560, 2150, 1, 0.2, 0.4, 0.05, 0.85, 0.08, 0.4],
  ["vocational_pupil_teacher_ratio", 3.49, 280, 5200, 1, 0.25, 0.3, -0.1, 0.85, 0.25],
  ["library_books_per_capita", 7.49, 0.05, 8.6, 3, 0.7, 0, 0.35, 0.75, 0.06],
  ["road_area_per_capita", 6.63, 0.4, 28, 2, 0.65, -0.2, 0.25, 0.75, 0.05],
  ["public_vehicles_per_10k", 8.78, 0.4, 44, 2, 0.7, 0.05, 0.1, 0.7, 0.06],
  ["pension_coverage", 4.1, 5, 99.6, 2, 0.75, -0.1, 0.35, 0.65, 0.06],
  ["medical_insurance_coverage", 7.54, 5.5, 98.9, 2, 0.7, -0.1, 0.2, 0.7, 0.06],
  ["unemployment_insurance_coverage", 6.09, 2.1, 72, 2, 0.75, 0, 0.2, 0.6, 0.05],
  ["sewage_treatment_rate", 0.26, 40, 100, 2, 0.1, 0.1, 0.6, 0.6, 0.2],
  ["waste_treatment_rate", 0.22, 35, 100, 2, 0.1, 0.1, 0.5, 0.5, 0.25],
  ["digital_service_capability", 1.24, 21, 95, 2, 0.5, 0.15, 1.2, 0.5, 0.25],
  ["urban_employment", 13.8, 2.9, 990, 2, 0.7, 0.65, 0.03, 0.35, 0.04],
  ["average_wage", 1.0, 12600, 182000, 0, 0.65, 0, 1.5, 0.3, 0.08, 2.8],
  ["patents_per_10k", 12.69, 0.06, 166, 3, 0.85, 0, 0.5, 0.45, 0.07],
  ["industrial_enterprises", 13.11, 12, 13300, 0, 0.65, 0.6, 0.08, 0.5, 0.04],
  ["green_coverage", 0.32, 5.2, 62, 2, 0.25, 0.05, 0.3, 0.7, 0.15, 0],
  ["good_air_days_share", 1.48, 44, 100, 2, 0, -0.25, 0.5, 0.7, 0.2],
];

export const INDICATORS: readonly IndicatorModel[] = ROWS.map(
  ([name, weightPct, low, high, decimals, index, size, growth, trait, shock, curvature]) => ({
    name,
    weightPct,
    range: [low, high],
    decimals,
    index,
    size,
    growth,
    trait,
    shock,
    curvature: curvature ?? null,
  }),
);

/** Printed weights as shares of one: they are printed to sum to 99.97 per cent. */
export function printedWeights(): readonly number[] {
  const total = INDICATORS.reduce((sum, m) => sum + m.weightPct, 0);
  return INDICATORS.map((m) => m.weightPct / total);
}
