import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { callJson, callMain } from "./call-main.ts";

let folder: string;
const at = (name: string) => join(folder, name);
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "ceteris-panel-"));
  writeFileSync(
    at("人口.csv"),
    '地区,2016年,2017年\n江苏省,,\n苏州,"10,650,000","10,680,000"\n襄樊市,5640000,*5650000\n某县,1,2\n',
  );
  writeFileSync(
    at("panel.yaml"),
    `unit: city
time: year
divisions: { vintage: 2020, province: province }
tables:
  - { file: 人口.csv, unit: 地区, columns: { people: { from: "*年", unit: 人, to: 万人 } } }
derive: { log_people: "round(log(people), 3)" }
`,
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("ceteris panel", () => {
  it("writes panel and log, and says what was done", async () => {
    const { code, out, err } = await callMain([
      "panel",
      at("panel.yaml"),
      "--out",
      at("p.csv"),
      "--log",
      at("l.csv"),
      "--cells",
      at("c.csv"),
    ]);
    expect(code).toBe(0);
    expect(readFileSync(at("p.csv"), "utf8")).toBe(
      "city,province,year,people,log_people\n苏州市,江苏,2016,1065,6.971\n苏州市,江苏,2017,1068,6.974\n襄阳市,湖北,2016,564,6.335\n襄阳市,湖北,2017,565,6.337\n",
    );
    const log = readFileSync(at("l.csv"), "utf8");
    expect(log).toContain("renamed,人口.csv,3,襄樊市,襄阳市,,,,2,former name; 襄樊市 renamed 2010: 襄阳市");
    expect(log).toContain("converted,人口.csv,,,,,people,,4,人 → 万人");
    expect(out).toMatch(/Name harmonised +2 +4\n/);
    expect(out).toMatch(
      /\(4 rows, 2 units, 2016–2017\)\nlog {4}.*l\.csv.*\ncells {2}.*c\.csv {2}\(4 cells\)/,
    );
    expect(readFileSync(at("c.csv"), "utf8").split("\n").slice(0, 2)).toEqual([
      "unit,time,column,value,file,row,from,written,note",
      "苏州市,2016,people,1065,人口.csv,2,2016年,苏州,人 → 万人",
    ]);
    expect(err).toContain("warning UNITS_UNMATCHED 1 name or code means no unit");
  });

  it("prints one document with --json, and writes nothing it was not asked for", async () => {
    const { code, document } = await callJson(["panel", at("panel.yaml")]);
    expect(code).toBe(0);
    expect(document).toMatchObject({
      schema: "ceteris/1",
      command: "panel",
      nRows: 4,
      counts: { renamed: 2, unmatched: 1 },
      sources: [{ file: "人口.csv", nUnits: 2, nCells: 4, unmatched: ["某县"] }],
    });
    expect(existsSync(at("panel.csv"))).toBe(false);
    const zh = await callMain(["panel", at("panel.yaml"), "--lang", "zh"]);
    expect(zh.out).toContain("名称统一");
    expect(zh.out).toContain("not written: give --out or --log");
  });

  it("refuses bad recipes, formulas and folders with code 2", async () => {
    const bad = async (from: string, to: string) => {
      writeFileSync(at("bad.yaml"), readFileSync(at("panel.yaml"), "utf8").replace(from, to));
      const { code, err } = await callMain(["panel", at("bad.yaml")]);
      expect(code).toBe(2);
      return err;
    };
    expect(await bad("round(log(people), 3)", "lg(people)")).toContain("there is no function “lg”");
    expect(await bad("人口.csv", "人囗.csv")).toContain("人口.csv");
    expect(await bad("vintage: 2020", "vintag: 2020")).toContain("bad.yaml, line 3");
    const nowhere = await callMain(["panel", at("panel.yaml"), "--out", at("no/p.csv")]);
    expect(nowhere.code).toBe(2);
    expect(nowhere.err).toContain("does not exist");
  });
});

describe("ceteris describe", () => {
  const data = () => {
    writeFileSync(
      at("d.csv"),
      `city,year,gdp\n${["甲市", "乙市"].flatMap((c, u) => [2016, 2017, 2018].map((y, t) => `${c},${y},${u === 0 && t === 2 ? 0.05 : 500 + t}`)).join("\n")}\n乙市,2018,9\n`,
    );
    return at("d.csv");
  };
  const keys = ["--unit", "city", "--time", "year"];

  it("lists duplicates and jumps instead of refusing the table", async () => {
    const { code, document } = await callJson(["describe", data(), ...keys]);
    expect(code).toBe(0);
    expect(document.panel).toBeNull();
    expect(document.checks.counts).toEqual({ duplicate: 1, jump: 1 });
    expect(document.warnings.map((w: { code: string }) => w.code)).toEqual(
      expect.arrayContaining(["PANEL_KEYS", "VALUES_JUMP"]),
    );
    const { out } = await callMain(["describe", data(), ...keys, "--lang", "zh"]);
    expect(out).toMatch(/数值突变 +甲市 +2018 +gdp +501 → 0.05/);
  });

  it("draws who is present when, where units and periods are named", async () => {
    const drawn = await callMain(["describe", data(), ...keys, "--out", at("p.svg")]);
    expect(drawn.code).toBe(0);
    expect(readFileSync(at("p.svg"), "utf8")).toContain("What is in the data when");
    const { code, err } = await callMain(["describe", data(), "--out", at("q.svg")]);
    expect(code).toBe(2);
    expect(err).toContain("the chart shows units and periods, and these are not named");
  });
});
