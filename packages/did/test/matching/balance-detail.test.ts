import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { psmDid } from "../../src/index.ts";
import { CASTLE_CONTROLS, castlePanel } from "./castle.ts";

const panel = castlePanel();
const options = { outcome: "l_homicide", controls: CASTLE_CONTROLS } as const;
const fixture = JSON.parse(readFileSync(new URL("fixtures/distribution.json", import.meta.url), "utf8"));

describe("balance beyond the mean after a match", () => {
  const result = psmDid(panel, { ...options, baseline: 2004 });

  test.each(["before", "after"] as const)("MatchIt's figures %s", (sample) => {
    const rows = result.distribution.filter((row) => row.sample === sample);
    expect(rows.length).toBe(4);
    rows.forEach((row, k) => {
      const want = fixture[sample][k];
      expect(row.covariate).toBe(want.covariate);
      expect(row.difference).toBeCloseTo(want.difference, 9);
      expect(row.varianceRatio).toBeCloseTo(want.varianceRatio, 9);
      expect(row.ks).toBeCloseTo(want.ks, 9);
      expect(row.ecdfMean).toBeCloseTo(want.ecdfMean, 9);
    });
  });

  test("differences are in the standard deviation asked for", () => {
    const pooled = psmDid(panel, { ...options, baseline: 2004, standardDeviation: "pooled" });
    const bias = new Map(pooled.balance.map((row) => [`${row.covariate} ${row.sample}`, row.biasPct!]));
    // pstest's standardised bias is that of the pooled standard deviation, in per cent.
    for (const { covariate, sample, difference } of pooled.distribution) {
      expect(100 * difference!).toBeCloseTo(bias.get(`${covariate} ${sample}`)!, 9);
    }
    expect(pooled.spec.standardDeviation).toBe("pooled");
    expect(() => psmDid(panel, { ...options, standardDeviation: "sd" as "all" })).toThrow(
      "standardDeviation: “sd” is not known. Give one of treated, controls, pooled, all.",
    );
  });

  test("the curves are as far apart as the table says", () => {
    for (const curve of result.ecdf) {
      const row = result.distribution.find((r) => r.covariate === curve.covariate && r.sample === "after")!;
      const gaps = curve.treatedAfter.map((share, i) => Math.abs(share - curve.controlsAfter[i]!));
      expect(Math.max(...gaps)).toBeCloseTo(row.ks!, 12);
    }
  });
});

describe("balance by period", () => {
  test("in the period that units are matched on it is the balance of the match", () => {
    const result = psmDid(panel, { ...options, baseline: 2004 });
    expect(result.byPeriod.length).toBe(11 * 4);
    for (const row of result.byPeriod.filter(({ time }) => time === "2004")) {
      const own = (sample: "before" | "after") =>
        result.balance.find((r) => r.covariate === row.covariate && r.sample === sample)!.biasPct;
      expect(row.treated).toBe(false);
      expect(row.biasBefore).toBeCloseTo(own("before")!, 9);
      expect(row.biasAfter).toBeCloseTo(own("after")!, 9);
    }
  });

  test("period by period, it is that of a match within the period", () => {
    const result = psmDid(panel, { ...options, design: "by-period", match: "radius", caliper: 0.2 });
    const only = psmDid(panel, { ...options, baseline: 2003, match: "radius", caliper: 0.2 });
    for (const row of result.byPeriod.filter(({ time }) => time === "2003")) {
      const own = only.balance.find((r) => r.covariate === row.covariate && r.sample === "after")!;
      expect(row.biasAfter).toBeCloseTo(own.biasPct!, 9);
    }
  });

  test("a pooled match that balances all rows together need not balance a year", () => {
    const result = psmDid(panel, { ...options, design: "pooled", match: "radius", caliper: 0.01 });
    const overall = result.balanceOverall.after.meanBias!;
    const byYear = result.byPeriod.map((row) => Math.abs(row.biasAfter ?? 0));
    expect(Math.max(...byYear)).toBeGreaterThan(3 * overall);
  });
});
