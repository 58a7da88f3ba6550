import { expect, test } from "vitest";
import { specificationSheet } from "../src/index.ts";

const STUDY = {
  study: "study.yaml",
  model: { outcome: "y", cluster: ["city", "year"], level: 0.9, controls: [] },
  steps: { describe: null, baseline: { stepwise: false } },
  index: {
    indicators: [
      { name: "a", label: { en: "A", zh: "甲" } },
      { name: "b", weight: 2 },
    ],
  },
  seed: undefined,
};

test("keys are joined by points, objects of a list are a row each, what is left out is not there", () => {
  const sheet = specificationSheet(STUDY);
  expect(sheet.rows.map((row) => (row.kind === "body" ? row.cells.map((c) => c.text) : []))).toEqual([
    ["study", "study.yaml"],
    ["model.outcome", "y"],
    ["model.cluster", "city, year"],
    ["model.level", "0.9"],
    ["model.controls", ""],
    ["steps.describe", "default"],
    ["steps.baseline.stepwise", "false"],
    ["index.indicators[0]", "name: a; label: A"],
    ["index.indicators[1]", "name: b; weight: 2"],
  ]);
});

test("labels are in the report's language", () => {
  const sheet = specificationSheet(STUDY, { lang: "zh" });
  expect([sheet.title, ...sheet.columns.map((c) => c.header)]).toEqual(["研究设定", "设定项", "取值"]);
  expect(JSON.stringify(sheet.rows)).toContain("name: a; label: 甲");
});
