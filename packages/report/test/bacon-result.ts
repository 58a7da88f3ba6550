import type { BaconComparison, BaconResult } from "@ceteris/core";

const ROWS: readonly (readonly [BaconComparison["type"], string | null, string | null, number, number])[] = [
  ["treated-vs-never", "2018", "never", 0.012, 0.4],
  ["treated-vs-never", "2020", "never", 0.006, 0.2],
  ["earlier-vs-later", "2018", "2020", 0.01, 0.15],
  ["later-vs-earlier", "2020", "2018", -0.004, 0.1],
  ["later-vs-always", "2018", "always", 0.002, 0.1],
  ["later-vs-always", "2020", "always", -0.002, 0.05],
];

/** A decomposition with every type of comparison; its sums are exact by hand. */
export function baconResult(rows = ROWS): BaconResult {
  const comparisons = rows.map(([type, treated, control, estimate, weight]) => ({
    ...{ type, treated, control, estimate, weight },
  }));
  const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
  const types = [...new Set(comparisons.map((row) => row.type))];
  return {
    kind: "bacon",
    sample: {
      ...{ nRows: 1542, nObs: 1542, nUnits: 257, nPeriods: 6, nTreatedUnits: 64 },
      dropped: { missing: 0, singleton: 0, filtered: 0 },
    },
    estimate: sum(comparisons.map((row) => row.weight * row.estimate)),
    forbiddenWeight: sum(comparisons.filter((row) => /^later/.test(row.type)).map((row) => row.weight)),
    comparisons,
    byType: types.map((type) => {
      const own = comparisons.filter((row) => row.type === type);
      const weight = sum(own.map((row) => row.weight));
      return { type, weight, estimate: sum(own.map((row) => row.weight * row.estimate)) / weight };
    }),
    spec: { unit: "city", time: "year", outcome: "index" },
    warnings: [],
  };
}
