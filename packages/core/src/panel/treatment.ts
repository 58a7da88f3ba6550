/** How the data tell who is treated when. */
export type TreatmentSpec =
  /** A 0/1 column that is already unit × period. */
  | { readonly treat: string }
  /** A 0/1 column of treated units and the first treated period common to them all. */
  | { readonly group: string; readonly start: number | string }
  /** A column with the unit's first treated period; empty, 0, NA or Inf means never. */
  | { readonly cohort: string };

export interface Treatment {
  readonly spec: TreatmentSpec;
  /** 0 or 1 for each row of the panel; `NaN` where unknown. */
  readonly status: Float64Array;
  /** First treated period of each unit, on the scale of `panel.time.values`; `Infinity` = never. */
  readonly cohort: Float64Array;
  /** Rows of each unit with status 1, and with status 0. */
  readonly treatedRows: Int32Array;
  readonly untreatedRows: Int32Array;
}
