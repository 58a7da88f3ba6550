import { definePanel, fromColumns, panelNumbers, type Table } from "@ceteris/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type DidOptions, twfe, twfeUnder } from "../../src/index.ts";
import { agrees, castle, close, fixest, messy } from "../fixtures.ts";
import { smallPanel } from "../small-panel.ts";

const castlePanel = definePanel(castle, { unit: "sid", time: "year", treatment: { treat: "post" } });
const messyPanel = definePanel(messy, { unit: "city", time: "year", treatment: { treat: "did" } });
const messyCohort = definePanel(messy, { unit: "city", time: "year", treatment: { cohort: "cohort" } });
const controls = ["unemployrt", "poverty", "l_income"];

describe("twfe agrees with fixest", () => {
  const cases: [string, typeof castlePanel, DidOptions][] = [
    ["castleControls", castlePanel, { outcome: "l_homicide", controls }],
    ["castleIid", castlePanel, { outcome: "l_homicide", controls, covariance: { type: "iid" } }],
    ["castleHc1", castlePanel, { outcome: "l_homicide", controls, covariance: { type: "hc1" } }],
    ["castleTwoway", castlePanel, { outcome: "l_homicide", controls, covariance: { type: "twoway" } }],
    [
      "castleTwoway",
      castlePanel,
      { outcome: "l_homicide", controls, covariance: { type: "cluster", by: ["sid", "year"] } },
    ],
    [
      "castleDriscollKraay",
      castlePanel,
      { outcome: "l_homicide", controls, covariance: { type: "driscoll-kraay" } },
    ],
    ["castleCr2", castlePanel, { outcome: "l_homicide", controls, covariance: { type: "cr2" } }],
    ["castleWeighted", castlePanel, { outcome: "l_homicide", weights: "popwt" }],
    ["messy", messyPanel, { outcome: "y", controls: ["x1", "x2"] }],
    ["messy", messyCohort, { outcome: "y", controls: ["x1", "x2"] }],
    ["messyWeighted", messyPanel, { outcome: "y", controls: ["x1", "x2"], weights: "w" }],
    [
      "messyProvince",
      messyPanel,
      { outcome: "y", controls: ["x1", "x2"], covariance: { type: "cluster", by: ["province"] } },
    ],
    [
      "messyTwoway",
      messyPanel,
      {
        outcome: "y",
        controls: ["x1", "x2"],
        weights: "w",
        covariance: { type: "twoway", by: ["province", "year"] },
      },
    ],
    ["messyCrossed", messyPanel, { outcome: "y", controls: ["x1"], fixedEffects: ["city", "province^year"] }],
  ];
  it.each(cases)("%s", (name, panel, options) => agrees(twfe(panel, options), fixest[name]!));

  it("gives several covariances of one fit", () => {
    const options = { outcome: "y", controls: ["x1", "x2"] };
    const [city, province] = twfeUnder(messyPanel, options, [
      { type: "cluster" },
      { type: "cluster", by: ["province"] },
    ]);
    agrees(city!, fixest.messy!);
    agrees(province!, fixest.messyProvince!);
    expect(province!.spec.covariance).toEqual({ type: "cluster", by: ["province"] });
    expect(province!.fit.nClusters).toEqual({ province: 12 });
  });
});

describe("twfe", () => {
  it("is the difference of mean differences with two groups and two periods", () => {
    const y = { treated: [3, 8, 4, 10.5], never: [1, 2, 2.25, 4, 0, 1] };
    const panel = definePanel(
      fromColumns({
        id: ["a", "a", "b", "b", "c", "c", "d", "d", "e", "e"],
        t: [1, 2, 1, 2, 1, 2, 1, 2, 1, 2],
        d: [0, 1, 0, 1, 0, 0, 0, 0, 0, 0],
        y: [...y.treated, ...y.never],
      }),
      { unit: "id", time: "t", treatment: { treat: "d" } },
    );
    const want = (8 - 3 + (10.5 - 4)) / 2 - (2 - 1 + (4 - 2.25) + (1 - 0)) / 3;
    close(twfe(panel, { outcome: "y" }).estimates[0]!.estimate, want, 1e-12, 1e-14);
  });

  it("does not depend on the order of rows, names of units or origin of time", () => {
    fc.assert(
      fc.property(
        smallPanel(),
        fc.integer({ min: -3000, max: 3000 }),
        fc.infiniteStream(fc.nat()),
        (raw, shift, keys) => {
          const base = estimate(fromColumns(raw));
          const order = raw.y
            .map((_, i) => [keys.next().value as number, i] as const)
            .sort((a, b) => a[0] - b[0] || a[1] - b[1]);
          const shuffled = fromColumns({
            id: order.map(([, i]) => raw.id[i]!),
            t: order.map(([, i]) => raw.t[i]!),
            y: order.map(([, i]) => raw.y[i]!),
            x: order.map(([, i]) => raw.x[i]!),
            g: order.map(([, i]) => raw.g[i]!),
            w: order.map(([, i]) => raw.w[i]!),
          });
          expect(estimate(shuffled)).toEqual(base);
          const renamed = fromColumns({
            ...raw,
            id: raw.id.map((id) => `unit ${"zyxwvutsrqponmlkjihgfedcba"[id]}`),
            t: raw.t.map((t) => t + shift),
            g: raw.g.map((g) => (g === 0 ? 0 : g + shift)),
          });
          if (raw.g.some((g) => g !== 0 && g + shift === 0)) return;
          const other = estimate(renamed);
          close(other.estimate, base.estimate, 1e-9);
          close(other.stdError, base.stdError, 1e-8);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("moves with the scale of the outcome and ignores its level", () => {
    fc.assert(
      fc.property(
        smallPanel(),
        fc.double({ min: 0.01, max: 100, noNaN: true }),
        fc.double({ min: -50, max: 50, noNaN: true }),
        (raw, b, a) => {
          const base = estimate(fromColumns(raw));
          const moved = estimate(fromColumns({ ...raw, y: raw.y.map((v) => a + b * v) }));
          close(moved.estimate, b * base.estimate!, 1e-8, 1e-9 * b);
          close(moved.stdError, b * base.stdError!, 1e-7, 1e-9 * b);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("records every option after defaults, and can be run again from them", () => {
    const result = twfe(messyCohort, { outcome: "y" });
    expect(result.spec).toEqual({
      unit: "city",
      time: "year",
      treatment: { cohort: "cohort" },
      outcome: "y",
      controls: [],
      fixedEffects: ["city", "year"],
      weights: null,
      covariance: { type: "cluster", by: ["city"] },
      smallSample: "fixest",
      level: 0.95,
      absorption: { method: "sums", iterations: 1, converged: true },
    });
    expect(twfe(messyCohort, result.spec as unknown as DidOptions)).toEqual(result);
    expect(JSON.parse(JSON.stringify(result))).toEqual({ ...result });
    expect(Object.isFrozen(result.estimates[0])).toBe(true);
  });

  it("warns of units that are always treated", () => {
    const { warnings } = twfe(messyCohort, { outcome: "y" });
    const found = warnings.find((w) => w.code === "ALWAYS_TREATED")!;
    expect(found.message).toMatch(
      /^Treated in every period seen: \d+ of 60 units \(.+\)\. Such units show no change when treatment starts/,
    );
    expect(twfe(castlePanel, { outcome: "l_homicide" }).warnings).toEqual([]);
  });

  it("takes every covariance there is, and records what each of them used", () => {
    const where = new Map(castle.columns);
    const sid = panelNumbers(castlePanel, "sid");
    where.set("lat", { type: "number", values: sid.map((v) => 30 + (v % 7)) });
    where.set("lon", { type: "number", values: sid.map((v) => -120 + v) });
    const panel = definePanel({ ...castle, columns: where } as Table, castlePanel.spec);
    const place = { latitude: "lat", longitude: "lon", cutoff: 300 };
    const results = twfeUnder(panel, { outcome: "l_homicide" }, [
      { type: "iid" },
      { type: "hc1" },
      { type: "hc2" },
      { type: "hc3" },
      { type: "cluster" },
      { type: "cr2" },
      { type: "cr3" },
      { type: "twoway" },
      { type: "driscoll-kraay" },
      { type: "driscoll-kraay", lags: 3 },
      { type: "conley", ...place },
    ]);
    const errors = results.map((r) => r.estimates[0]!.stdError!);
    expect(new Set(errors).size).toBe(errors.length);
    expect(results.map((r) => r.spec.covariance)).toEqual([
      ...["iid", "hc1", "hc2", "hc3"].map((type) => ({ type, by: [] })),
      ...["cluster", "cr2", "cr3"].map((type) => ({ type, by: ["sid"] })),
      { type: "twoway", by: ["sid", "year"] },
      { type: "driscoll-kraay", by: [], lags: 1 },
      { type: "driscoll-kraay", by: [], lags: 3 },
      { type: "conley", by: [], ...place },
    ]);
  });

  it("keeps an empty row for a control that is collinear, and says with what", () => {
    const table = new Map(castle.columns);
    const [a, b] = ["poverty", "unemployrt"].map((n) => panelNumbers(castlePanel, n));
    table.set("mix", { type: "number", values: a!.map((v, i) => 2 * v - b![i]!) });
    const panel = definePanel({ ...castle, columns: table } as Table, castlePanel.spec);
    const result = twfe(panel, { outcome: "l_homicide", controls: [...controls, "mix"] });
    expect(result.estimates.map((row) => row.term)).toEqual(["did", ...controls, "mix"]);
    expect(result.estimates.at(-1)).toMatchObject({
      term: "mix",
      estimate: null,
      stdError: null,
      pValue: null,
    });
    expect(result.vcov.terms).toEqual(["did", ...controls]);
    agrees({ ...result, estimates: result.estimates.slice(0, 4) }, fixest.castleControls!);
    expect(result.warnings).toEqual([
      {
        code: "COLLINEAR",
        message:
          "“mix” is not identified: it is collinear with unemployrt, poverty. It was left out and its row is empty; the other estimates are what they would be without it.",
        details: { term: "mix", collinearWith: ["unemployrt", "poverty"] },
      },
    ]);
  });
});

function estimate(table: Table) {
  const panel = definePanel(table, { unit: "id", time: "t", treatment: { cohort: "g" } });
  return twfe(panel, { outcome: "y", controls: ["x"], weights: "w" }).estimates[0]!;
}
