import { type CeterisError, definePanel, fromColumns, type Panel } from "@ceteris/core";
import { describe, expect, it } from "vitest";
import { type PlaceboOptions, placebo } from "../../src/index.ts";
import { makeSmallPanel, tiny, toPanel } from "../small-panel.ts";

describe("placebo refuses", () => {
  const text = (panel: Panel, options: Partial<PlaceboOptions>) => {
    try {
      placebo(panel, { outcome: "y", ...options });
      return "nothing";
    } catch (error) {
      return `${(error as CeterisError).code} ${(error as CeterisError).message}`;
    }
  };
  const small = makeSmallPanel(51, 6, 5, true);

  it("senseless options", () => {
    const panel = toPanel(tiny);
    expect(text(panel, { draws: 0.5 })).toBe(
      "OPTION_INVALID draws: 0.5 is not a whole number above zero. Give a number such as 500.",
    );
    expect(text(panel, { mode: "rows" as never })).toBe(
      "OPTION_INVALID mode: “rows” is not known. Give one of unit, cluster, time, both.",
    );
    expect(text(panel, { alternative: "two" as never })).toBe(
      "OPTION_INVALID alternative: “two” is not known. Give one of two-sided, greater, less.",
    );
    expect(text(panel, { assign: "p" })).toBe(
      "OPTION_INVALID assign: mode “unit” moves no clusters. Choose mode cluster or both, or leave assign out.",
    );
  });

  it("clusters that are not the level of assignment", () => {
    expect(text(toPanel(tiny), { mode: "cluster" })).toBe(
      "PLACEBO_IMPOSSIBLE assign: mode “cluster” needs to know at which level treatment was assigned. Name the column whose levels were treated as a whole, for example the province.",
    );
    const mixed = toPanel(small, { p: small.id.map((u) => (u < 3 ? "east" : "west")) });
    expect(text(mixed, { mode: "cluster", assign: "p" })).toBe(
      "PLACEBO_IMPOSSIBLE column “p”: in east treatment differs between id 0 and 1. Name a column at whose levels treatment was assigned as a whole, or use mode unit.",
    );
    const moving = toPanel(tiny, { p: ["a", "b", "b", "c", "c", "c", "c", "c", "c"] });
    expect(text(moving, { mode: "cluster", assign: "p", covariance: { type: "hc1" } })).toBe(
      "PLACEBO_IMPOSSIBLE column “p”: id 0 changes from a to b. Treatment can only be permuted over levels that units never leave: correct the column.",
    );
  });

  it("moving a start that has one period before it", () => {
    const early = toPanel({ ...tiny, g: tiny.g.map((v) => (v === 0 ? 0 : 2)) });
    expect(text(early, { mode: "time" })).toBe(
      "PLACEBO_IMPOSSIBLE table: moving the start needs two periods before the first treatment, and the sample has 1. Add earlier periods, or use mode unit or cluster.",
    );
  });

  it("treatment that switches off where it cannot be dealt out", () => {
    const d = small.t.map((t, i) => (small.id[i]! < 2 && t === 2003 ? 1 : 0));
    const full = definePanel(fromColumns({ ...small, d }), {
      unit: "id",
      time: "t",
      treatment: { treat: "d" },
    });
    expect(text(full, { mode: "time" })).toMatch(
      /^PLACEBO_IMPOSSIBLE table: treatment switches off, so that no period is before treatment for good\. Use mode unit or cluster\.$/,
    );
    const rows = small.t.map((_, i) => i).slice(1);
    const cut = Object.fromEntries(
      Object.entries({ ...small, d }).map(([k, v]) => [k, rows.map((i) => v[i]!)]),
    );
    const gap = definePanel(fromColumns(cut), { unit: "id", time: "t", treatment: { treat: "d" } });
    expect(text(gap, {})).toMatch(
      /^PLACEBO_IMPOSSIBLE table: treatment switches off and is not known for every unit in every period/,
    );
  });
});
