import { namedTicks } from "./named-ticks.ts";

export interface UnitPeriodParts {
  readonly periods: readonly string[];
  /** From top to bottom. */
  readonly units: readonly string[];
  /** Names that fit one under another; of more units only some are named, evenly. */
  readonly mostNames: number;
  readonly timeTitle: string;
  readonly width: number;
}

/** Axes of a chart of cells: rows from `y` to `y2` by unit, from `x` to `x2` by period, both named in their middle. */
export function unitPeriodAxes({ periods, units, mostNames, timeTitle, width }: UnitPeriodParts) {
  const every = Math.max(1, Math.ceil(units.length / mostNames));
  const named = units.map((unit, i) => [i + 0.5, unit] as const).filter((_, i) => i % every === 0);
  const times = periods.map((period, i) => [i + 0.5, period] as const);
  return {
    x: {
      field: "x",
      type: "quantitative",
      title: timeTitle,
      scale: { domain: [0, periods.length], nice: false },
      axis: { ...namedTicks(new Map(times), width / periods.length), grid: false },
    },
    x2: { field: "x2" },
    y: {
      field: "y",
      type: "quantitative",
      title: null,
      scale: { domain: [0, units.length], nice: false, reverse: true },
      axis: { ...namedTicks(new Map(named), 1e9), grid: false, ticks: false, domain: false },
    },
    y2: { field: "y2" },
  };
}
