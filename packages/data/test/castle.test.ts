import { readFileSync } from "node:fs";
import { definePanel, getColumn, getNumbers } from "@ceteris/core";
import { describe, expect, it } from "vitest";
import { describePanel, readTable } from "../src/index.ts";

const folder = new URL("../../../data/castle/", import.meta.url).pathname;
const readme = readFileSync(`${folder}README.md`, "utf8");

describe("data/castle", () => {
  it("is the file that its README names", async () => {
    const table = await readTable(`${folder}castle.csv`);
    expect(readme).toContain(`SHA-256 of \`castle.csv\`: \`${table.source.sha256}\``);
  });

  it("is a balanced panel of 50 states and 11 years with five cohorts", async () => {
    const table = await readTable(`${folder}castle.csv`);
    const panel = definePanel(table, { unit: "state", time: "year", treatment: { cohort: "cohort" } });
    const summary = describePanel(panel);
    expect([summary.nRows, summary.nUnits, summary.nPeriods, summary.balanced]).toEqual([550, 50, 11, true]);
    expect(summary.cohorts).toEqual([
      { cohort: "2006", nUnits: 1 },
      { cohort: "2007", nUnits: 13 },
      { cohort: "2008", nUnits: 4 },
      { cohort: "2009", nUnits: 2 },
      { cohort: "2010", nUnits: 1 },
      { cohort: null, nUnits: 29 },
    ]);
    const post = definePanel(table, { unit: "state", time: "year", treatment: { treat: "post" } });
    expect(post.treatment!.cohort).toEqual(panel.treatment!.cohort);
    const everTreated = getNumbers(table, "everTreated");
    expect(everTreated).toEqual(getNumbers(table, "cohort").map((c) => (c > 0 ? 1 : 0)));
  });

  it("lists in the README the states of each cohort", async () => {
    const table = await readTable(`${folder}castle.csv`);
    const state = getColumn(table, "state").values;
    const cohort = getColumn(table, "cohort").values;
    for (const year of [2006, 2007, 2008, 2009, 2010]) {
      const names = [...new Set([...state].filter((_, i) => cohort[i] === year))];
      expect(readme).toContain(`| ${year} | ${names.join(", ")} |`);
    }
  });

  it("has a dictionary of exactly its columns, and homicide is the exponential of its logarithm", async () => {
    const table = await readTable(`${folder}castle.csv`);
    const dictionary = await readTable(`${folder}dictionary.csv`);
    expect([...dictionary.columns.keys()]).toEqual(["column", "label_en", "label_zh", "unit", "source"]);
    expect(getColumn(dictionary, "column").values).toEqual([...table.columns.keys()]);
    for (const column of dictionary.columns.values()) expect(column.values).not.toContain(null);
    const log = getColumn(table, "l_homicide").values;
    // The package keeps single precision.
    getColumn(table, "homicide").values.forEach((v, i) => {
      expect(Math.log(v as number)).toBeCloseTo(log[i] as number, 6);
    });
  });
});
