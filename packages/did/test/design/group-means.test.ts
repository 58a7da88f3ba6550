import { definePanel, fromColumns } from "@ceteris/core";
import { describe, expect, it } from "vitest";
import { groupMeans, twfe } from "../../src/index.ts";
import { castle, close } from "../fixtures.ts";

const table = fromColumns({
  id: ["a", "a", "b", "b", "c", "c", "d", "d"],
  t: [1, 2, 1, 2, 1, 2, 1, 2],
  g: [2, 2, 2, 2, 0, 0, 0, 0],
  y: [1, 5, 3, null, 2, 4, 4, 8],
  w: [1, 1, 3, 1, 1, 2, 1, 0],
});
const panel = definePanel(table, { unit: "id", time: "t", treatment: { cohort: "g" } });

describe("groupMeans", () => {
  it("averages by group and period", () => {
    expect(groupMeans(panel, { outcome: "y" })).toEqual([
      { group: "treated", cohort: 2, period: "1", time: 1, n: 2, mean: 2 },
      { group: "treated", cohort: 2, period: "2", time: 2, n: 1, mean: 5 },
      { group: "never", cohort: null, period: "1", time: 1, n: 2, mean: 3 },
      { group: "never", cohort: null, period: "2", time: 2, n: 2, mean: 6 },
    ]);
  });

  it("weighs, leaving out rows without weight", () => {
    expect(groupMeans(panel, { outcome: "y", weights: "w" }).map((row) => [row.n, row.mean])).toEqual([
      [2, 2.5],
      [1, 5],
      [2, 3],
      [1, 4],
    ]);
  });

  it("has a line for each cohort, and reproduces the estimate of a common start on a balanced panel", () => {
    const staggered = definePanel(castle, { unit: "sid", time: "year", treatment: { cohort: "cohort" } });
    const rows = groupMeans(staggered, { outcome: "l_homicide", by: "cohort" });
    expect([...new Set(rows.map((row) => row.group))]).toEqual([
      "2006",
      "2007",
      "2008",
      "2009",
      "2010",
      "never",
    ]);
    expect(rows.length).toBe(66);
    expect(groupMeans(staggered, { outcome: "l_homicide" })[0]).toMatchObject({
      group: "treated",
      cohort: null,
      n: 21,
    });

    const keep = castle.columns.get("cohort")!.values as Float64Array;
    const rowsKept = [...keep].flatMap((c, i) => (c === 0 || c === 2007 ? [i] : []));
    const cut = fromColumns(
      Object.fromEntries([...castle.columns].map(([k, c]) => [k, rowsKept.map((i) => c.values[i]!)])),
    );
    const common = definePanel(cut, { unit: "sid", time: "year", treatment: { cohort: "cohort" } });
    const means = groupMeans(common, { outcome: "l_homicide" });
    const average = (group: string, after: boolean) => {
      const chosen = means.filter((row) => row.group === group && row.time >= 2007 === after);
      return chosen.reduce((sum, row) => sum + row.mean, 0) / chosen.length;
    };
    const gap = (after: boolean) => average("treated", after) - average("never", after);
    close(twfe(common, { outcome: "l_homicide" }).estimates[0]!.estimate, gap(true) - gap(false), 1e-10);
  });

  it("refuses negative weights and unknown groupings", () => {
    const bad = definePanel(
      fromColumns({ id: [1, 2, 1, 2], t: [1, 1, 2, 2], d: [0, 0, 1, 0], y: [1, 2, 3, 4], w: [1, -1, 1, 1] }),
      {
        unit: "id",
        time: "t",
        treatment: { treat: "d" },
      },
    );
    expect(() => groupMeans(bad, { outcome: "y", weights: "w" })).toThrow(
      "table, column “w”: weights must be finite and not negative, but one is -1. Correct the weights, or leave them out.",
    );
    expect(() => groupMeans(bad, { outcome: "y", by: "region" as never })).toThrow(
      "by: “region” is not known. Give ever or cohort.",
    );
  });
});
