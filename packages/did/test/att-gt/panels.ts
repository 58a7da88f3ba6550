import { definePanel, fromColumns, type Panel } from "@ceteris/core";

/** A balanced panel of 2001 … with an outcome, a covariate and a weight that stays the same in a unit. */
export interface StaggeredRows {
  readonly id: number[];
  readonly t: number[];
  readonly g: number[];
  readonly y: number[];
  readonly x: number[];
  readonly w: number[];
}

/** Units whose starts repeat a list; outcomes by a linear congruence, so that the same seed gives the same. */
export function staggeredRows(
  seed: number,
  starts: readonly number[],
  nUnits: number,
  nPeriods: number,
): StaggeredRows {
  const rows: StaggeredRows = { id: [], t: [], g: [], y: [], x: [], w: [] };
  let state = seed;
  const random = () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
  const noise = () => random() + random() + random() - 1.5;
  for (let id = 0; id < nUnits; id++) {
    const g = starts[id % starts.length]!;
    const [level, weight] = [noise(), 0.5 + random()];
    for (let t = 2001; t < 2001 + nPeriods; t++) {
      const x = level + noise();
      rows.id.push(id);
      rows.t.push(t);
      rows.g.push(g);
      rows.x.push(x);
      rows.w.push(weight);
      rows.y.push(level + 0.1 * (t - 2001) * (1 + x) + (g > 0 && t >= g ? 0.3 + 0.1 * (t - g) : 0) + noise());
    }
  }
  return rows;
}

export function panelOf(
  rows: StaggeredRows,
  more: Readonly<Record<string, (number | string)[]>> = {},
): Panel {
  return definePanel(fromColumns({ ...rows, ...more }), {
    unit: "id",
    time: "t",
    treatment: { cohort: "g" },
  });
}
