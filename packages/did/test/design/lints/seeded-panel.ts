import { definePanel, fromColumns, type Panel } from "@ceteris/core";
import { makeSmallPanel } from "../../small-panel.ts";

/** A row of the seeded panel: unit, period 0 to 5, and two independent draws between 0 and 1. */
export interface Cell {
  readonly u: number;
  readonly t: number;
  readonly x: number;
  readonly w: number;
}

type Make = (cell: Cell) => number | string;

export interface SeededOptions {
  readonly units?: number;
  /** First treated period of a unit, 0 = never. Default: every other unit from period 3 on. */
  readonly start?: (u: number) => number;
  readonly keep?: (cell: Cell) => boolean;
}

/** 60 units in periods 0 to 5 with the columns asked for; never the same by chance. */
export function seededPanel(columns: Readonly<Record<string, Make>>, options: SeededOptions = {}): Panel {
  const { units = 60, start = (u) => (u % 2 ? 3 : 0), keep = () => true } = options;
  const draws = makeSmallPanel(7, units, 6, true);
  const cells = Array.from({ length: units * 6 }, (_, i) => ({
    u: Math.floor(i / 6),
    t: i % 6,
    x: draws.x[i]!,
    w: draws.w[i]! - 0.5,
  })).filter(keep);
  const made = Object.entries(columns).map(([name, make]) => [name, cells.map(make)] as const);
  const table = fromColumns({
    unit: cells.map(({ u }) => `u${u}`),
    time: cells.map(({ t }) => t),
    first: cells.map(({ u }) => start(u)),
    ...Object.fromEntries(made),
  });
  return definePanel(table, { unit: "unit", time: "time", treatment: { cohort: "first" } });
}
