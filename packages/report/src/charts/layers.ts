import type { TopLevelSpec } from "vega-lite";
import { COLOURS, INK, QUIET } from "./theme.ts";

/** One layer of a chart. */
export type Layer = Extract<TopLevelSpec, { layer: unknown }>["layer"][number];

/** A row of inlined data. */
export type Row = Readonly<Record<string, string | number | boolean | null>>;

/** Data that a layer brings along instead of sharing the chart's. */
export function inline(rows: readonly Row[]) {
  return { values: rows.map((row) => ({ ...row })) };
}

/** A full-length rule at zero, or at any value of an axis. */
export function zeroRule(axis: "x" | "y", value = 0): Layer {
  return {
    data: inline([{ at: value }]),
    mark: { type: "rule", color: INK, strokeWidth: 0.9 },
    encoding: { [axis]: { field: "at", type: "quantitative" } },
  };
}

export interface ReferenceLineOptions {
  readonly axis: "x" | "y";
  readonly at: number;
  readonly dash?: readonly number[] | undefined;
  readonly colour?: string | undefined;
  readonly width?: number | undefined;
}

/** A dashed rule at a value: a policy's start, a threshold, an actual estimate. */
export function referenceLine(options: ReferenceLineOptions): Layer {
  const { axis, at, dash = [4, 3], colour = QUIET, width = 1 } = options;
  return {
    data: inline([{ at }]),
    mark: { type: "rule", color: colour, strokeWidth: width, strokeDash: [...dash] },
    encoding: { [axis]: { field: "at", type: "quantitative" } },
  };
}

export interface IntervalOptions {
  /** Half width of the end caps in pixels; default 4, 0 for none. */
  readonly cap?: number | undefined;
  readonly colour?: object | undefined;
  /** Thick lines from `innerLow` to `innerHigh` as well. */
  readonly inner?: boolean | undefined;
}

/** Vertical intervals from `low` to `high` at `x`, with end caps. */
export function interval({ cap = 4, colour = { value: INK }, inner = false }: IntervalOptions = {}): Layer {
  const x = { field: "x", type: "quantitative" };
  const end = (field: "low" | "high") => ({
    transform: [{ filter: "isValid(datum.low) && isValid(datum.high)" }],
    mark: { type: "tick", orient: "horizontal", size: 2 * cap, thickness: 1.3, opacity: 1 },
    encoding: { x, y: { field, type: "quantitative" }, color: colour },
  });
  const line = (low: string, high: string, strokeWidth: number) => ({
    transform: [{ filter: `isValid(datum.${low}) && isValid(datum.${high})` }],
    mark: { type: "rule", strokeWidth },
    encoding: { x, y: { field: low, type: "quantitative" }, y2: { field: high }, color: colour },
  });
  return {
    layer: [
      line("low", "high", 1.3),
      ...(inner ? [line("innerLow", "innerHigh", 3.6)] : []),
      ...(cap > 0 ? [end("low"), end("high")] : []),
    ],
  } as Layer;
}

export interface PointOptions {
  readonly colour?: object | undefined;
  readonly shape?: object | undefined;
  readonly size?: number | undefined;
  readonly tooltip?: readonly object[] | undefined;
}

/** Points at `x`, `y`; hollow where the datum's `hollow` is true. */
export function point({ colour = { value: INK }, shape, size = 52, tooltip }: PointOptions = {}): Layer {
  const encoding = {
    x: { field: "x", type: "quantitative" },
    y: { field: "y", type: "quantitative" },
    color: colour,
    ...(shape ? { shape } : {}),
    ...(tooltip ? { tooltip } : {}),
  };
  return {
    layer: [
      {
        transform: [{ filter: "!datum.hollow" }],
        mark: { type: "point", filled: true, size, opacity: 1 },
        encoding,
      },
      {
        transform: [{ filter: "datum.hollow" }],
        mark: { type: "point", filled: true, size, opacity: 1, stroke: INK, strokeWidth: 1.4 },
        encoding: { ...encoding, color: undefined, fill: { value: COLOURS.paper } },
      },
    ],
  } as Layer;
}

export interface DensityOptions {
  readonly colour?: string | undefined;
}

/** A curve over a light area from points `x`, `y` in order. */
export function density({ colour = COLOURS.first }: DensityOptions = {}): Layer {
  return {
    mark: {
      type: "area",
      color: colour,
      fillOpacity: 0.12,
      line: { color: colour, strokeWidth: 1.7 },
    },
    encoding: {
      x: { field: "x", type: "quantitative" },
      y: { field: "y", type: "quantitative" },
    },
  };
}

/** Short marks at the foot of a chart, one for each value. */
export function rug(values: readonly number[], { colour = COLOURS.first }: DensityOptions = {}): Layer {
  return {
    data: inline(values.map((x) => ({ x }))),
    mark: { type: "rule", color: colour, opacity: 0.28, strokeWidth: 0.8 },
    encoding: {
      x: { field: "x", type: "quantitative" },
      y: { value: { expr: "height - 9" } },
      y2: { value: { expr: "height - 1" } },
    },
  } as Layer;
}
