import type { Warning } from "../warning.ts";

/** Descriptive statistics of one column over its non-missing rows. */
export interface ColumnSummary {
  readonly column: string;
  readonly type: "number" | "text";
  readonly n: number;
  readonly missing: number;
  /** Distinct values. */
  readonly distinct: number;
  readonly mean: number | null;
  readonly sd: number | null;
  readonly min: number | null;
  readonly p25: number | null;
  readonly median: number | null;
  readonly p75: number | null;
  readonly max: number | null;
}

export interface PanelSummary {
  readonly nRows: number;
  readonly nUnits: number;
  readonly nPeriods: number;
  readonly periods: readonly string[];
  readonly balanced: boolean;
  /** Units with a hole between their first and last period. */
  readonly unitsWithGaps: number;
  /** Units that enter after the first period, or leave before the last. */
  readonly unitsEnteringLate: number;
  readonly unitsLeavingEarly: number;
  /** First treated period (null = never) and how many units have it; empty without a treatment. */
  readonly cohorts: readonly { readonly cohort: string | null; readonly nUnits: number }[];
  readonly alwaysTreated: number;
}

export interface DescribeResult {
  readonly kind: "describe";
  readonly columns: readonly ColumnSummary[];
  /** null when no unit and time were given. */
  readonly panel: PanelSummary | null;
  readonly spec: Readonly<Record<string, unknown>>;
  readonly warnings: readonly Warning[];
}
