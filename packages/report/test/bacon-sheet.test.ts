import { expect, test } from "vitest";
import { baconSheet, sheetToText } from "../src/index.ts";
import { baconResult } from "./bacon-result.ts";

test("types with their weights, and the estimate they add up to", () => {
  expect(sheetToText(baconSheet(baconResult()))).toMatchInlineSnapshot(`
    "Goodman-Bacon decomposition
    ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
    Comparison                Count  Weight  Mean estimate
    ──────────────────────────────────────────────────────
    Treated vs never treated      2  0.6000      0.0100
    Earlier vs later treated      1  0.1500      0.0100
    Later vs earlier treated      1  0.1000     −0.0040
    Later vs always treated       2  0.1500      0.0007
    ──────────────────────────────────────────────────────
    Two-way fixed effects         6  1.0000      0.0072
    ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
    Notes: Decomposition of Goodman-Bacon (2021): the two-way fixed-effects estimate is the weighted mean of all two-by-two difference-in-differences. 25.0% of the weight is on comparisons whose controls are treated already (later vs earlier, later vs always); these are biased where effects change over time.
    "
  `);
});

test("in Chinese, with other digits and a note", () => {
  const note = { en: "A note.", zh: "另注。" };
  const sheet = baconSheet(baconResult(), { lang: "zh", digits: 3, notes: [note] });
  expect(sheetToText(sheet)).toMatchInlineSnapshot(`
    "Goodman-Bacon分解
    ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
    比较类型          个数  权重   加权平均估计系数
    ───────────────────────────────────────────────
    处理对从未处理       2  0.600        0.010
    先处理对后处理       1  0.150        0.010
    后处理对先处理       1  0.100       −0.004
    后处理对始终处理     2  0.150        0.001
    ───────────────────────────────────────────────
    双向固定效应         6  1.000        0.007
    ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
    注：Goodman-Bacon（2021）分解：双向固定效应估计系数为各个2×2双重差分估计的加权平均。25.0%的权重落在以已受处理个体为对照的比较上（后处理对先处理、后处理对始终处理）；处理效应随时间变化时，这些比较有偏。
    另注。
    "
  `);
});

test("says when no control is treated already", () => {
  const result = baconResult([["treated-vs-never", "2018", "never", 0.012, 1]]);
  expect(baconSheet(result).notes[0]).toMatch(/No comparison has controls that are treated already\.$/);
  expect(baconSheet(result, { lang: "zh" }).notes[0]).toMatch(/没有以已受处理个体为对照的比较。$/);
});

test("with controls", () => {
  const result = {
    ...baconResult([
      ["both-treated", "2018", "2020", 0.012, 0.7],
      ["always-vs-never", "always", "never", 0.02, 0.1],
      ["within-groups", null, null, 0.2, 0.2],
    ]),
    forbiddenWeight: null,
  };
  const names = (lang: "en" | "zh") =>
    baconSheet(result, { lang }).rows.flatMap((row) => (row.kind === "body" ? [row.cells[0]!.text] : []));
  expect(names("en")).toEqual([
    "Treated at different times",
    "Always vs never treated",
    "Within groups",
    "Two-way fixed effects",
  ]);
  expect(names("zh")).toEqual(["先后处理的两组", "始终处理对从未处理", "组内差异", "双向固定效应"]);
  expect(baconSheet(result).notes[0]).toMatch(/^Decomposition of Goodman-Bacon \(2021\) with controls: /);
  expect(baconSheet(result, { lang: "zh" }).notes[0]).toMatch(/^含控制变量的Goodman-Bacon（2021）分解：/);
});

test("cells carry the numbers in full", () => {
  const rows = baconSheet(baconResult()).rows.flatMap((row) => (row.kind === "body" ? [row.cells] : []));
  expect(rows.map((cells) => cells[1]!.value)).toEqual([2, 1, 1, 2, 6]);
  expect(rows.at(-1)![3]!.value).toBe(baconResult().estimate);
});
