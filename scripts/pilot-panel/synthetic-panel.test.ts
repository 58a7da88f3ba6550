import { readFileSync } from "node:fs";
import { getColumn, getNumbers, parseDelimited } from "ceteris";
import { describe, expect, it } from "vitest";
import { INDICATORS } from "./indicators.ts";
import { type Figure, measure } from "./measure.ts";
import { sha256, withGenerated } from "./readme.ts";
import { COLUMN_NAMES, makeSyntheticPanel, panelCsv } from "./synthetic-panel.ts";
import { YEARS } from "./targets.ts";

const committed = (name: string) =>
  readFileSync(new URL(`../../data/pilot-panel/${name}`, import.meta.url), "utf8");
const csv = committed("panel.csv");
const table = parseDelimited(csv, "panel.csv");
const measured = measure(table);

describe("the committed panel", () => {
  it("is what the generator writes, byte for byte", () => {
    expect(sha256(panelCsv(makeSyntheticPanel()))).toBe(sha256(csv));
  });

  it("agrees with its README, template and dictionary", () => {
    const readme = committed("README.md");
    expect(readme.split("\n")[0]).toMatch(/synthetic.*calibrates/);
    expect(withGenerated(readme, csv, measured)).toBe(readme);
    expect(readme).toContain(sha256(csv));
    expect(committed("template.csv")).toBe(`${COLUMN_NAMES.join(",")}\n`);
    const dictionary = parseDelimited(committed("dictionary.csv"));
    expect(getColumn(dictionary, "column").values).toEqual(COLUMN_NAMES);
  });

  it("has 257 cities in each of six years, 64 of them treated, the pilot constant by city", () => {
    const city = getColumn(table, "city").values as readonly string[];
    const year = getNumbers(table, "year");
    const pilot = getNumbers(table, "pilot");
    const keys = new Set(city.map((name, i) => `${name} ${year[i]}`));
    expect(keys.size).toBe(1542);
    for (const y of YEARS) expect(year.filter((v) => v === y)).toHaveLength(257);
    const treated = new Set(city.filter((_, i) => pilot[i] === 1));
    expect(treated.size).toBe(64);
    expect(city.every((name, i) => treated.has(name) === (pilot[i] === 1))).toBe(true);
  });

  it("keeps to plausible ranges: shares within 100%, each indicator from its low to its high, wages rising", () => {
    for (const { name, range } of INDICATORS) {
      const values = getNumbers(table, name);
      expect(Math.min(...values), name).toBe(range[0]);
      expect(Math.max(...values), name).toBe(range[1]);
      if (/coverage|rate|share|capability/.test(name)) expect(range[1], name).toBeLessThanOrEqual(100);
      expect(range[0], name).toBeGreaterThan(0);
    }
    const year = getNumbers(table, "year");
    const wages = YEARS.map((y) =>
      getNumbers(table, "average_wage")
        .filter((_, i) => year[i] === y)
        .reduce((a, b) => a + b, 0),
    );
    expect(wages).toEqual([...wages].sort((a, b) => a - b));
    expect(largestIn("log_population")).toBe("重庆市");
  });
});

describe("the calibration, by the toolkit", () => {
  const of = (name: string) => measured.figures.filter((f) => f.table === name);
  const gap = (f: Figure) => Math.abs(f.found - f.printed!);

  it("reproduces every entropy weight within 0.05 percentage points", () => {
    expect(of("weights, %")).toHaveLength(20);
    for (const f of of("weights, %")) expect(gap(f), f.figure).toBeLessThan(0.05);
  });

  it("reproduces table 4-4 to its printed digits", () => {
    expect(of("4-4")).toHaveLength(24);
    for (const f of of("4-4")) expect(gap(f), f.figure).toBeLessThan(0.0005);
  });

  it("reproduces table 4-5: coefficients as printed, t statistics within 0.07", () => {
    expect(of("4-5")).toHaveLength(2 * 15 + 5);
    for (const f of of("4-5"))
      expect(gap(f), f.figure).toBeLessThan(f.figure.endsWith(", t") ? 0.07 : 0.0006);
    for (const f of of("4-5").filter((f) => / did, t$/.test(f.figure))) {
      expect(f.found).toBeGreaterThan(3);
      expect(f.found).toBeLessThan(4);
    }
  });

  it("reproduces table 4-6; from 2017 the remaining lead is not significant", () => {
    expect(of("4-6")).toHaveLength(10);
    for (const f of of("4-6"))
      expect(gap(f), f.figure).toBeLessThan(f.figure.endsWith(", t") ? 0.02 : 0.0005);
    const lead = measured.figures.find((f) => f.figure === "2016 with 2017 as base, t")!;
    expect(Math.abs(lead.found)).toBeLessThan(1.96);
  });

  it("reproduces the matched estimate with either link", () => {
    expect(of("4-7")).toHaveLength(4);
    for (const f of of("4-7"))
      expect(gap(f), f.figure).toBeLessThan(f.figure.endsWith(", t") ? 0.05 : 0.0005);
  });

  it("leaves the actual estimate to the right of all placebo estimates", () => {
    const { values, actual, pValue } = measured.placebo;
    expect(values).toHaveLength(500);
    expect(Math.max(...values)).toBeLessThan(actual.estimate!);
    expect(pValue.greater).toBeCloseTo(1 / 501, 12);
  });
});

function largestIn(column: string): string | null | undefined {
  const values = getNumbers(table, column);
  const city = getColumn(table, "city").values as readonly string[];
  return city[values.indexOf(Math.max(...values))];
}
