import type { ReadOptions } from "../read-options.ts";
import type { Transform } from "../transform/apply-transforms.ts";

/** Where a column of the panel comes from in one table. */
export interface YearbookColumn {
  /** Column of the table; with `*` standing for the period where periods stand side by side: `"*年"`, `"GDP*"`. */
  readonly from: string;
  /** Unit of measurement in the table: `亿元`, `人`, `%`. Default: what the column's name says in brackets. */
  readonly unit?: string | undefined;
  /** Unit in the panel; the numbers are converted and the conversion is logged. Default: as in the table. */
  readonly to?: string | undefined;
  /** Decimals to round to, after conversion. Default: not rounded. */
  readonly round?: number | undefined;
  /** A count or an amount, which two cities that merged have together the sum of; for `merged: sum`. */
  readonly additive?: boolean | undefined;
}

/** One table, as it is laid out. */
export interface YearbookTable {
  /** Column of names or codes of units; or `unitName`. */
  readonly unit?: string | undefined;
  /** The one unit that the whole table is about. */
  readonly unitName?: string | undefined;
  /** A row without a name in `unit` has that of the row above, as merged cells leave it. Default: left out. */
  readonly fillDown?: boolean | undefined;
  /** Column of periods, where every row has its own. */
  readonly time?: string | undefined;
  /** The one period that the whole table is about. */
  readonly period?: number | undefined;
  /**
   * Rows of names, where they stand in several: names of one column are joined by `_`, and an empty one is that to
   * the left. Merged cells of a workbook are seen without it. Default 1.
   */
  readonly headerRows?: number | undefined;
  /**
   * Units stand side by side, as names of columns: rows and columns change places first, and the first column,
   * under its own name, holds what were the names.
   */
  readonly transpose?: boolean | undefined;
  /** Rows to read, in the language of `filterRows`; of a transposed table those after. */
  readonly where?: string | undefined;
  /** Columns of the panel by name. */
  readonly columns: Readonly<Record<string, string | YearbookColumn>>;
}

/** One file, or several of one layout, how to read them, and how they are laid out. */
export interface YearbookFile
  extends YearbookTable,
    Pick<ReadOptions, "sheet" | "headerRow" | "missing" | "decimal" | "encoding"> {
  /** Path from the folder of the specification. */
  readonly file: string | readonly string[];
}

export const MERGED_CHOICES = ["drop", "sum"] as const;
export const LEVEL_CHOICES = ["prefecture", "province"] as const;

export interface YearbookDivisions {
  /** Year whose divisions the panel is made of: names of other years are brought to it. */
  readonly vintage: number;
  /** Level of the units: cities and their like, or provinces. Default `prefecture`. */
  readonly level?: (typeof LEVEL_CHOICES)[number] | undefined;
  /**
   * Rows of a city that is part of another by then: left out (`drop`, the default), or added to the other's in
   * columns that are `additive` (`sum`).
   */
  readonly merged?: (typeof MERGED_CHOICES)[number] | undefined;
  /** Name of a new column with the short name of the province. */
  readonly province?: string | undefined;
  /** Name of a new column with the six-digit code. */
  readonly code?: string | undefined;
}

/** A verb of `applyTransforms`, applied to one column. */
export type DerivedTransform = { readonly [V in Transform["verb"]]: OfColumn<V> }[Transform["verb"]];
type OfColumn<V extends Transform["verb"]> = OptionsOf<Transform, V> & {
  readonly verb: V;
  readonly column: string;
};
type OptionsOf<T extends Transform, V> = T extends unknown
  ? V extends T["verb"]
    ? Omit<T, "columns" | "as" | "verb">
    : never
  : never;

/** A new column: a formula; 1 where a condition holds and 0 elsewhere; or a transform of a column. */
export type Derived = string | { readonly where: string } | DerivedTransform;

export interface YearbookOptions {
  /** Name of the panel's column of units. */
  readonly unit: string;
  /** Name of the panel's column of periods. */
  readonly time: string;
  /** Recognise units as divisions of China. Default: names as they are written, spaces aside. */
  readonly divisions?: YearbookDivisions | undefined;
  /** First and last period. Default: those of the tables. */
  readonly periods?: readonly [number, number] | undefined;
  /** Units of the panel, in this order, each in every period. Default: all that have a cell, where they have one. */
  readonly frame?: readonly string[] | undefined;
  /** Straight lines between the neighbouring values of a unit, where both are there; none beyond the ends. */
  readonly interpolate?: readonly {
    readonly columns: readonly string[];
    /** Longest hole that is filled, in periods. Default 1. */
    readonly most?: number | undefined;
  }[];
  /** New columns, computed one after the other. */
  readonly derive?: Readonly<Record<string, Derived>> | undefined;
  /** Columns of the panel, in this order. Default: unit, period and all others. */
  readonly columns?: readonly string[] | undefined;
}
