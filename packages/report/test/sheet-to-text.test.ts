import stringWidth from "string-width";
import { expect, test } from "vitest";
import { sheetToText, weightsSheet } from "../src/index.ts";
import { index } from "./factories.ts";
import { hostileSheet } from "./hostile.ts";
import { baseline } from "./sheets.ts";

test("a regression table in English", () => {
  expect(sheetToText(baseline("en"))).toMatchInlineSnapshot(`
    "Difference-in-differences estimates
    ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
                                 Public value
                        ───────────────────────────────
    Variable               (1)        (2)        (3)
    ───────────────────────────────────────────────────
    DID                  0.008***    0.008***    0.008*
                        (3.19)      (3.19)      (1.77)
    Economic growth                 −0.013      −0.013
                                   (−0.81)     (−0.81)
    ───────────────────────────────────────────────────
    City fixed effects     Yes        Yes        Yes
    Year fixed effects     Yes        Yes        Yes
    Observations          1,542      1,542      1,542
    Units                  257        257        257
    Within R²            0.024       0.024       0.024
    ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
    Notes: t statistics in brackets; columns (1), (2): standard errors clustered by city (257 clusters), small-sample correction as in fixest; column (3): standard errors clustered by province (30 clusters), small-sample correction as in fixest; * p < 0.1, ** p < 0.05, *** p < 0.01.
    "
  `);
});

test("a regression table in Chinese", () => {
  expect(sheetToText(baseline("zh"))).toMatchInlineSnapshot(`
    "双重差分估计结果
    ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
                           公共价值创造
                  ───────────────────────────────
    变量             (1)        (2)        (3)
    ─────────────────────────────────────────────
    DID            0.008***    0.008***    0.008*
                  (3.19)      (3.19)      (1.77)
    城市经济发展              −0.013      −0.013
                             (−0.81)     (−0.81)
    ─────────────────────────────────────────────
    城市固定效应     是          是         是
    年份固定效应     是          是         是
    观测值          1542        1542       1542
    个体数           257        257        257
    组内R²         0.024       0.024       0.024
    ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
    注：括号内为t值；第(1), (2)列采用城市层面聚类稳健标准误（聚类数257），小样本修正同fixest；第(3)列采用省份层面聚类稳健标准误（聚类数30），小样本修正同fixest；*、**、***分别表示在10%、5%、1%水平上显著。
    "
  `);
});

test("decimal points stand one under another, Chinese counted twice as wide", () => {
  const lines = sheetToText(weightsSheet(index(), { lang: "zh" }))
    .split("\n")
    .slice(4, 12);
  const columns = lines.map((line) => stringWidth(line.slice(0, line.lastIndexOf("."))));
  expect(new Set(columns).size).toBe(1);
});

test("no control character reaches the terminal", () => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
  expect(sheetToText(hostileSheet())).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
});
