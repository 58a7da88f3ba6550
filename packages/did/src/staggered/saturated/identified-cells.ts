import { type Factor, nameSome, type Warning } from "@ceteris/core";
import type { Cell, Cells } from "./cells.ts";

/**
 * Which cells' effects the data determine: 1 or 0 for each.
 *
 * With an effect for each group and for each cell and each period outside the cells, differences between
 * two of the latter are identified when a chain of groups leads from one to the other. The effect of a
 * cell is its difference from the rows of the same period outside the cells.
 */
export function identifiedCells({ list, codes }: Cells, group: Factor, time: Factor): Uint8Array {
  const parent = Int32Array.from({ length: list.length + time.nLevels }, (_, level) => level);
  const find = (level: number) => {
    while (parent[level] !== level) {
      parent[level] = parent[parent[level]!]!;
      level = parent[level]!;
    }
    return level;
  };
  const outside = new Uint8Array(time.nLevels);
  const periodOf = new Int32Array(list.length);
  const firstOf = new Int32Array(group.nLevels).fill(-1);
  for (let i = 0; i < codes.length; i++) {
    const t = time.codes[i]!;
    if (codes[i]! >= 0) periodOf[codes[i]!] = t;
    else outside[t] = 1;
    const root = find(codes[i]! >= 0 ? codes[i]! : list.length + t);
    const g = group.codes[i]!;
    if (firstOf[g] === -1) firstOf[g] = root;
    else parent[root] = find(firstOf[g]!);
  }
  return Uint8Array.from(periodOf, (t, cell) =>
    outside[t] === 1 && find(cell) === find(list.length + t) ? 1 : 0,
  );
}

/** CELLS_NOT_IDENTIFIED: says which cells' effects are not identified, and what becomes of them. */
export function warnUnidentifiedCells(
  list: readonly Cell[],
  isIdentified: Uint8Array,
  name: (period: number) => number | string,
): readonly Warning[] {
  const lost = list.filter((_, cell) => isIdentified[cell] === 0);
  if (lost.length === 0) return [];
  const cohorts = [...new Set(lost.map(({ cohort }) => cohort))].map((cohort) => ({
    cohort: name(cohort),
    times: lost.filter((cell) => cell.cohort === cohort).map(({ time }) => name(time)),
  }));
  const shown = cohorts
    .slice(0, 5)
    .map(({ cohort, times }) => `cohort ${cohort} in ${nameSome(times)}`)
    .join("; ");
  return [
    {
      code: "CELLS_NOT_IDENTIFIED",
      message: `${lost.length} of ${list.length} effects of a cohort in a period are not identified (${shown}${cohorts.length > 5 ? "; and others" : ""}): no chain of units seen in both leads from them to rows of the same period that effects are measured from. Means leave them out, and a mean of none is an empty row. Add rows of the cohort at the base, or untreated rows in these periods.`,
      details: { count: lost.length, total: list.length, cohorts: cohorts.slice(0, 100) },
    },
  ];
}
