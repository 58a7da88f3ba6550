import type { PanelBuildResult, PanelCheckResult } from "@ceteris/core";
import { describe, expect, it } from "vitest";
import { panelBuildSheets, panelCheckSheet, sheetToText } from "../src/index.ts";

const CHECK: PanelCheckResult = {
  kind: "panel-check",
  nRows: 4,
  nUnits: 2,
  periods: ["2016", "2017"],
  balanced: true,
  histories: [],
  counts: { duplicate: 3, jump: 1 },
  findings: [
    { check: "duplicate", unit: "苏州市", time: "2016", column: null, found: "×2", rows: [1, 3] },
    { check: "jump", unit: "苏州市", time: "2017", column: "gdp", found: "9 → 90000 (×10000)", rows: [1, 2] },
  ],
  spec: {},
  warnings: [],
};
const entry = { row: null, written: null, unit: null, time: null, column: null, value: null, note: "" };
const BUILD: PanelBuildResult = {
  kind: "panel-build",
  nRows: 1500,
  nUnits: 250,
  periods: ["2016", "2021"],
  sources: [
    {
      file: "a.csv",
      sha256: null,
      nRows: 1500,
      nUnits: 250,
      nCells: 1499,
      unmatched: ["甲", "乙", "丙", "丁", "戊"],
    },
  ],
  columns: [
    {
      column: "gdp",
      unit: "亿元",
      nCells: 1499,
      nMissing: 1,
      nImputed: 2,
      from: ["a.csv", "b.csv", "c.csv"],
    },
    { column: "log_gdp", unit: null, nCells: 1499, nMissing: 1, nImputed: 0, from: ["log(gdp)"] },
  ],
  counts: { imputed: 2, unmatched: 5 },
  log: [
    { ...entry, action: "unmatched", file: "a.csv", cells: 6 },
    { ...entry, action: "imputed", file: null, cells: 2 },
  ],
  spec: {},
  warnings: [],
};

describe("panelCheckSheet", () => {
  it("lists findings under shown names, and says how many are not listed", () => {
    const sheet = panelCheckSheet(CHECK, { lang: "zh", labels: { gdp: { en: "GDP", zh: "地区生产总值" } } });
    expect(sheet.title).toBe("面板检查");
    expect(sheet.rows.map((row) => row.kind === "body" && row.cells.map((cell) => cell.text))).toEqual([
      ["重复", "苏州市", "2016", "", "×2", "1, 3"],
      ["数值突变", "苏州市", "2017", "地区生产总值", "9 → 90000 (×10000)", "1, 2"],
    ]);
    expect(sheet.notes).toEqual(["另有2项发现未列出。"]);
    const nothing = panelCheckSheet({ ...CHECK, counts: {}, findings: [] });
    expect(nothing.notes).toEqual(["Nothing was found."]);
  });
});

describe("panelBuildSheets", () => {
  it("shows tables, columns and what was done", () => {
    const text = panelBuildSheets(BUILD)
      .map((sheet) => sheetToText(sheet))
      .join("\n");
    expect(text).toMatch(/a\.csv +1,500 +250 +1,499 +甲, 乙, 丙 \+2\n/);
    expect(text).toMatch(/gdp +亿元 +1,499 +1 +2 +a\.csv … c\.csv \(3\)\n/);
    expect(text).toMatch(/log_gdp +1,499 +1 +0 +log\(gdp\)\n/);
    // In the order of actions, not of the log.
    expect(text).toMatch(/Not matched +1 +6\nImputed +1 +2\n/);
    const [sources, columns, log] = panelBuildSheets(BUILD, { lang: "zh" });
    expect([sources.title, columns.title, log.title]).toEqual(["面板的来源表", "面板的变量", "处理记录"]);
  });
});
