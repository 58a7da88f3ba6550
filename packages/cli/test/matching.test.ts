import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PANEL_MATCH_CHOICES } from "@ceteris/did";
import { afterAll, describe, expect, it } from "vitest";
import { callJson, callMain } from "./call-main.ts";

const panel = ["data/castle/castle.csv", "--unit", "sid", "--time", "year", "--cohort", "cohort"];
const model = [...panel, "--outcome", "l_homicide", "--controls", "unemployrt,poverty"];
const folder = mkdtempSync(join(tmpdir(), "ceteris-cli-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("psm-did", () => {
  it("passes on exact columns, coarseness, trimming and thin support", async () => {
    const flags = ["--match", "cem", "--coarsen", "unemployrt=4,poverty=10/15", "--exact", "post"];
    const { document } = await callJson([
      "psm-did",
      ...model,
      ...flags,
      "--trim",
      "0.1",
      "--trim-thin",
      "0.05",
    ]);
    expect(document.spec).toMatchObject({
      match: "cem",
      coarsen: { unemployrt: 4, poverty: [10, 15] },
      exact: ["post"],
      trim: 0.1,
      trimThin: 0.05,
    });
    expect(document.audit.cutoffs).toEqual([{ time: "2005", cutoff: 0.1 }]);
    expect(document.audit.lost.length).toBeGreaterThan(0);
    const one = await callJson([
      "psm-did",
      ...model,
      "--match",
      "cem",
      "--coarsen",
      "poverty=12/",
      "--trim",
      "crump",
    ]);
    expect(one.document.spec).toMatchObject({ coarsen: { poverty: [12] }, trim: "crump" });
  });

  it("puts the designs side by side", async () => {
    const { document } = await callJson(["psm-did", ...model, "--match", "kernel", "--compare"]);
    expect(document.designs.map((row: { design: string }) => row.design)).toEqual([
      "unmatched",
      "pooled",
      "by-period",
      "baseline",
      "pre-means",
      "paths",
    ]);
    expect(document.designs[3].estimate).toBe(document.estimates[0].estimate);
    const { out } = await callMain(["psm-did", ...model, "--match", "kernel", "--compare", "--lang", "zh"]);
    expect(out).toContain("不同匹配方式的结果对照");
    expect(out).toContain("控制组有效样本量");
  });

  it.each([
    ["balance", "Covariate balance"],
    ["overlap", "Overlap of propensity scores"],
    ["weights", "Weights of matched controls"],
    ["ecdf", "Control, after matching"],
  ])("draws the %s", async (chart, title) => {
    const file = join(folder, `${chart}.vl.json`);
    const { code } = await callMain(["psm-did", ...model, "--chart", chart, "--out", file]);
    expect(code).toBe(0);
    expect(readFileSync(file, "utf8")).toContain(title);
  });

  it.each([
    [
      ["--trim", "0.7"],
      "error --trim: “0.7” is neither crump nor a number between 0 and 0.5. Give --trim crump, or a number such as 0.1.",
    ],
    [
      ["--match", "cem", "--coarsen", "poverty"],
      "error --coarsen: “poverty” does not say how coarse a column is to be. Give a number of bins, as in --coarsen gdp=4, or cut points, as in --coarsen gdp=10/20/50; one cut point ends with a stroke, gdp=10/.",
    ],
    [["--match", "cem", "--coarsen", "poverty=a"], "“poverty=a” does not say how coarse a column is to be"],
    [["--trim-thin", "5"], "error --trim-thin: “5” is not a number between 0 and 1."],
    [["--coarsen", "poverty=4"], "error --coarsen: nearest matching coarsens nothing."],
  ])("refuses %j", async (flags, message) => {
    const { code, err } = await callMain(["psm-did", ...model, ...flags]);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });
});

describe("panel-match", () => {
  const command = ["panel-match", ...panel, "--outcome", "l_homicide"];

  it("prints an event study with the mean effect and the matched sets", async () => {
    const flags = ["--history", "3", "--after", "1", "--match-on", "l_homicide,poverty", "--ratio", "4"];
    const { document } = await callJson([...command, ...flags]);
    expect(document).toMatchObject({ schema: "ceteris/1", command: "panel-match", kind: "event-study" });
    expect(document.estimates.map((row: { eventTime: number }) => row.eventTime)).toEqual([-3, -2, -1, 0, 1]);
    expect(document.average.term).toBe("average");
    expect(document.matchedSets).toMatchObject({ nTreated: 21, nMatched: 20 });
    expect(document.spec).toMatchObject({
      history: 3,
      after: 1,
      matchOn: ["l_homicide", "poverty"],
      ratio: 4,
    });
  });

  it("prints tables in both languages and draws the path", async () => {
    const file = join(folder, "paths.vl.json");
    const { code, out } = await callMain([...command, "--out", file]);
    expect(code).toBe(0);
    expect(out).toMatch(/Starts with a matched set +21\n/);
    expect(readFileSync(file, "utf8")).toContain("Event study of units matched on paths");
    expect((await callMain([...command, "--lang", "zh"])).out).toContain("找到匹配集的次数");
  });

  it("--refine takes the words of the library, and no other", async () => {
    const { err } = await callMain([...command, "--refine", "nonsense"]);
    expect(err).toContain(`Give one of ${PANEL_MATCH_CHOICES.refine.join(", ")}.`);
  });
});
