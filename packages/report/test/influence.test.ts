import { describe, expect, it, test } from "vitest";
import { clusterSpreadSheet, influenceSheet, plotLeaveOneOut, renderSvg, sheetToText } from "../src/index.ts";
import { expectCompiles, expectDraws } from "./expect-drawable.ts";
import { leaveOneOutResult } from "./leave-one-out-result.ts";
import { drawnTexts } from "./markup.ts";

const TEXTS = {
  en: [
    "Leaving out one at a time",
    "Line and band: all 8 levels of region, 0.0750 [0.0070, 0.1430]",
    "Estimate with one left out",
    "Treated",
  ],
  zh: ["逐一剔除", "竖线与色带：全部8个地区，0.0750 [0.0070, 0.1430]", "剔除后的估计系数", "控制组"],
} as const;
const labels = { region: { en: "region", zh: "地区" } };

describe.each(["en", "zh"] as const)("plotLeaveOneOut, %s", (lang) => {
  const spec = plotLeaveOneOut(leaveOneOutResult(), { lang, labels });

  test("compiles without a warning, its data inlined", () => {
    expectCompiles(spec);
  });

  test.each([8, 30, 60, 300])(
    "draws the texts of %i clusters, none cut off or on top of another",
    async (n) => {
      const drawn = plotLeaveOneOut(leaveOneOutResult(n), { lang, labels });
      await expectDraws(drawn, n === 8 ? TEXTS[lang] : []);
      const { texts, height } = drawnTexts(await renderSvg(drawn));
      expect(texts.filter((t) => t.text.startsWith("Cluster "))).toHaveLength(n <= 30 ? n : 6);
      expect(texts.map((t) => t.text)).toContain("Cluster 1");
      expect(height).toBeLessThan(660);
    },
  );
});

it("draws a dot for each cluster that the effect is identified without, in order, over the band", () => {
  const result = leaveOneOutResult();
  const [first, ...others] = result.leftOut;
  const without = { ...result, leftOut: [{ ...first!, estimate: null, change: null }, ...others] };
  const text = JSON.stringify(plotLeaveOneOut(without));
  expect(text).toContain(JSON.stringify({ values: [{ low: 0.007, high: 0.143 }] }));
  expect(text).toContain(JSON.stringify({ values: [{ at: 0.075 }] }));
  const { values } = plotLeaveOneOut(without).data as { values: { x: number; y: number }[] };
  expect(values.map(({ x }) => x)).toEqual(others.map((row) => row.estimate!).sort((a, b) => a - b));
  expect(values.map(({ y }) => y)).toEqual(values.map(({ y }) => y).sort((a, b) => a - b));
});

describe("influenceSheet", () => {
  it("has the most influential first, and all of them last", () => {
    const sheet = influenceSheet(leaveOneOutResult(), { most: 3 });
    const body = sheet.rows.filter((row) => row.kind === "body").map((row) => row.cells.map((c) => c.text));
    expect(body.map(([name]) => name)).toEqual(["Cluster 1", "Cluster 2", "Cluster 3", "none"]);
    expect(body[0]).toEqual(
      "Cluster 1|0.0250|0.0300|0.034|[−0.0430, 0.0930]|−0.0500|60|1.500|0.125".split("|"),
    );
    expect(body[1]).toEqual("Cluster 2|0.0846|—|—|—|0.0096|60|1.500|0.125".split("|"));
    expect(body[3]!.slice(0, 6)).toEqual(["none", "0.0750", "0.0300", "0.034", "[0.0070, 0.1430]", ""]);
    expect(sheet.notes).toEqual([
      "The 3 most influential of 8 levels of region. Leverage is net of fixed effects within region; partial leverage is the share in what variation of treatment the model leaves, adds up to 1, and amounts to 8.0 clusters of equal leverage. Cluster jackknife (CV3): standard error 0.0400, 95% confidence interval [0.0070, 0.1430].",
    ]);
  });

  it("has Chinese words, and the cluster that the effect rests on first", () => {
    const result = leaveOneOutResult();
    const { cv3, cv3j } = result.jackknife;
    const nulls = { stdError: null, pValue: null, confLow: null, confHigh: null };
    const last = result.leftOut.at(-1)!;
    const sheet = influenceSheet(
      {
        ...result,
        leftOut: [...result.leftOut.slice(0, -1), { ...last, ...nulls, estimate: null, change: null }],
        jackknife: { cv3: { ...cv3, ...nulls }, cv3j: { ...cv3j, ...nulls } },
      },
      { lang: "zh", labels },
    );
    const text = sheetToText(sheet);
    expect(text).toMatch(/剔除的地区 +估计系数 +标准误 +p值 +95%置信区间 +变动 +观测值 +杠杆值 +偏杠杆值/);
    expect(text.split("\n").find((line) => line.startsWith("Cluster"))).toMatch(
      /^Cluster 8 +— +— +— +— +— +60/,
    );
    expect(sheet.notes).toEqual([
      "杠杆值已扣除嵌套于地区的固定效应；偏杠杆值为处理变量剩余变异中来自该取值的比例，合计为1，相当于8.0个杠杆相等的聚类。",
    ]);
  });
});

it("clusterSpreadSheet has a row for each measure", () => {
  const sheet = clusterSpreadSheet(leaveOneOutResult());
  const body = sheet.rows.map((row) => (row.kind === "body" ? row.cells.map((c) => c.text) : []));
  expect(body).toEqual([
    ["Observations", "60.0", "60.0", "60.0", "60.0", "60.0", "60.0", "0.0000"],
    ["Estimate with one left out", "0.0200", "0.0700", "0.0700", "0.0700", "0.0800", "0.0900", "—"],
  ]);
  expect(sheetToText(clusterSpreadSheet(leaveOneOutResult(), { lang: "zh" }))).toContain("变异系数");
});
