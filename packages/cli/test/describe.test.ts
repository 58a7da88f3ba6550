import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { callJson, callMain } from "./call-main.ts";

const castle = fileURLToPath(new URL("../../../data/castle/castle.csv", import.meta.url));
const panel = ["describe", castle, "--unit", "state", "--time", "year"];
const treated = [...panel, "--cohort", "cohort"];
const outcome = ["--outcome", "l_homicide"];
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "ceteris-describe-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("means over time", () => {
  it("are those of the treated and the untreated states in each year", async () => {
    const { document } = await callJson([...treated, ...outcome]);
    expect(document.means).toHaveLength(22);
    // The plain mean over the 29 states without such a law, by hand from the file.
    const [head, ...rows] = readFileSync(castle, "utf8").trim().split(/\r?\n/);
    const [year, cohort, y] = ["year", "cohort", "l_homicide"].map((name) => head!.split(",").indexOf(name));
    const never = rows
      .map((row) => row.split(","))
      .filter((row) => row[year!] === "2005" && !(Number(row[cohort!]) > 0));
    const mean = never.reduce((sum, row) => sum + Number(row[y!]), 0) / never.length;
    const found = document.means.find(
      (row: { group: string; period: string }) => row.group === "never" && row.period === "2005",
    );
    expect(found.n).toBe(never.length);
    expect(found.mean).toBeCloseTo(mean, 12);
    expect((await callJson(treated)).document.means).toBeNull();
  });

  it("stand in a table in both languages, by cohort if asked", async () => {
    expect((await callMain([...treated, ...outcome])).out).toMatch(/Ever treated +Never treated/);
    const { out } = await callMain([...treated, ...outcome, "--by", "cohort", "--lang", "zh"]);
    expect(out).toMatch(/2006年起处理.*从未处理/);
  });

  it.each([
    [panel, "nothing says which rows are treated"],
    [["describe", castle], "error --outcome: means over time need units, periods and a treatment"],
  ])("need a panel with treatment: %#", async (args, message) => {
    const { code, err } = await callMain([...args, ...outcome]);
    expect([code, err]).toEqual([2, expect.stringContaining(message)]);
  });
});

describe("charts", () => {
  it.each([
    [[], "presence", "What is in the data when"],
    [outcome, "trends", "Ever treated"],
    [["--chart", "adoption"], "adoption", "treated"],
    [["--chart", "heat-map", ...outcome], "heat map", "l_homicide"],
    [
      ["--chart", "trends", "--by", "cohort", "--weights", "popwt", ...outcome],
      "cohorts",
      "Treated from 2006",
    ],
  ])("%j draws %s", async (args, name, text) => {
    const path = join(folder, `${name}.svg`);
    const { code, err } = await callMain([...treated, ...args, "--out", path]);
    expect([code, err.includes("error")]).toEqual([0, false]);
    expect(readFileSync(path, "utf8").includes(text)).toBe(true);
  });

  it.each([
    [["--chart", "trends"], "--chart trends: it shows an outcome, and none is named. Add --outcome."],
    [["--chart", "heat-map"], "--chart heat-map: it shows an outcome, and none is named. Add --outcome."],
    [
      ["--chart", "adoption", ...outcome],
      "--outcome: it has no meaning with --chart adoption. Leave one of them out.",
    ],
    [
      ["--by", "cohort"],
      "--by: it has no meaning without means of an outcome. Add --outcome, or leave it out.",
    ],
    [
      ["--weights", "popwt", "--chart", "heat-map", ...outcome],
      "--weights: it has no meaning without means of an outcome. Add --outcome, or leave it out.",
    ],
  ])("%j", async (args, message) => {
    const { code, err } = await callMain([...treated, ...args]);
    expect([code, err.trim()]).toEqual([2, `error ${message}`]);
  });
});
