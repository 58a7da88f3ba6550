import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { callJson, callMain } from "./call-main.ts";

const args = [
  "bacon",
  "data/castle/castle.csv",
  "--unit",
  "state",
  "--time",
  "year",
  "--outcome",
  "l_homicide",
];
const model = [...args, "--cohort", "cohort"];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "ceteris-bacon-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("ceteris bacon", () => {
  it("prints one JSON document with the rows of the contract", async () => {
    const { code, document } = await callJson(model);
    expect(code).toBe(0);
    expect(document).toMatchObject({ schema: "ceteris/1", command: "bacon", kind: "bacon" });
    expect(document.byType.map((row: { type: string }) => row.type)).toEqual([
      "treated-vs-never",
      "earlier-vs-later",
      "later-vs-earlier",
    ]);
    for (const row of document.comparisons) {
      expect(Object.keys(row)).toEqual(["type", "treated", "control", "estimate", "weight"]);
    }
    const did = await callJson(["did", ...model.slice(1)]);
    expect(document.estimate).toBeCloseTo(did.document.estimates[0].estimate, 11);
    expect(document.spec).toMatchObject({ seed: 1, where: null, data: { file: "castle.csv" } });
  });

  it("sums up the weights of the effects beside it", async () => {
    const { effectWeights } = (await callJson(model)).document;
    const { nTreatedRows, nNegative, shareNegative, sumPositive, sumNegative, sigma } = effectWeights;
    // States by start times years treated.
    expect([nTreatedRows, nNegative]).toEqual([1 * 5 + 13 * 4 + 4 * 3 + 2 * 2 + 1, 0]);
    expect(shareNegative).toBe(nNegative / nTreatedRows);
    expect(sumPositive + sumNegative).toBeCloseTo(1, 12);
    expect(sigma).toBeGreaterThan(0);
    expect((await callMain(model)).out).toMatch(
      /Weights of effects in the two-way estimate[\s\S]*Treated rows +74\n/,
    );
    expect((await callMain([...model, "--lang", "zh"])).out).toMatch(/处理观测数 +74\n/);
  });

  it("prints a table in both languages", async () => {
    const en = await callMain(model);
    const zh = await callMain([...model, "--lang", "zh"]);
    expect([en.code, zh.code]).toEqual([0, 0]);
    expect(en.out).toContain("Treated vs never treated      5  0.8988      0.0784");
    expect(en.out).not.toMatch(/[\u4e00-\u9fff]|undefined|NaN/);
    expect(zh.out).toContain("后处理对先处理");
  });

  it.each([".json", ".csv", ".md", ".tex", ".html", ".svg", ".vl.json"])("writes %s", async (ending) => {
    const file = join(folder, `bacon${ending}`);
    expect((await callMain([...model, "--out", file])).code).toBe(0);
    expect(readFileSync(file, "utf8")).toMatch(/comparison|Comparison/);
  });

  it("takes the shared options of inference, which change nothing and are not shown", async () => {
    const plain = (await callJson(model)).document;
    const { code, document } = await callJson([...model, "--vcov", "hc1", "--level", "0.9", "--ssc", "none"]);
    expect(code).toBe(0);
    expect(document.comparisons).toEqual(plain.comparisons);
    expect((await callMain(["bacon", "--help"])).out).not.toMatch(/--vcov|Inference/);
  });

  it("decomposes the estimate with controls", async () => {
    const withControls = [...model, "--controls", "poverty,unemployrt"];
    const { code, document } = await callJson(withControls);
    expect(code).toBe(0);
    expect(document.byType.map((row: { type: string }) => row.type)).toEqual([
      "treated-vs-never",
      "both-treated",
      "within-groups",
    ]);
    const did = await callJson(["did", ...withControls.slice(1)]);
    expect(document.estimate).toBeCloseTo(did.document.estimates[0].estimate, 11);
    expect((await callMain(withControls)).out).toContain("Within groups");
  });

  it("names the flag it cannot follow, and ends with 2", async () => {
    const weighted = await callJson([...model, "--weights", "poverty"]);
    expect(weighted.code).toBe(2);
    expect(weighted.document.error).toMatchObject({ code: "OPTION_UNSUPPORTED", where: "--weights" });
    const trend = await callJson([...model, "--fe", "state[year],year"]);
    expect(trend.document.error).toMatchObject({ code: "OPTION_UNSUPPORTED", where: "--fe" });
  });

  it("refuses an unbalanced panel with the reason", async () => {
    const { code, document } = await callJson([
      ...model,
      "--where",
      "not (state = 'Florida' and year = 2003)",
    ]);
    expect(code).toBe(2);
    expect(document.error.code).toBe("PANEL_UNBALANCED");
    expect(document.error.message).toContain("1 of 50 units do not have all 11 periods");
    expect(document.error.message).toContain("(Florida lacks 2003)");
  });
});
