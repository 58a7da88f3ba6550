import { describe, expect, it } from "vitest";
import { plotSyntheticPaths, sheetToText, syntheticSheet } from "../src/index.ts";
import { covarianceClause } from "../src/tables/covariance-clause.ts";
import { estimation } from "./factories.ts";
import { synthetic } from "./synthetic-did-result.ts";

/** Rows of data in a chart. */
function values(spec: unknown): Record<string, unknown>[] {
  const found: Record<string, unknown>[] = [];
  JSON.stringify(spec, (key, value) => {
    if (key === "values" && Array.isArray(value)) found.push(...value.filter((v) => typeof v === "object"));
    return value;
  });
  return found;
}

describe("plotSyntheticPaths", () => {
  const rows = values(plotSyntheticPaths(synthetic));
  const path = (group: string) => rows.filter((row) => row.group === group).map((row) => row.y as number);

  it("moves the synthetic control so that the gap after treatment is the effect", () => {
    expect(path("Treated")).toEqual([0.15, 0.17, 0.18, 0.22]);
    const moved = path("Synthetic control");
    [0.16, 0.17, 0.18, 0.2].forEach((value, t) => {
      expect(moved[t]).toBeCloseTo(value, 12);
    });
    expect(0.22 - moved[3]!).toBeCloseTo(synthetic.synthetic[0]!.estimate, 12);
  });

  it("draws a bar for each weight, about its period, and the start before the first treated one", () => {
    const bars = rows.filter((row) => "weight" in row);
    expect(bars.map((row) => row.weight)).toEqual([0, 0.4, 0.6]);
    expect(bars[2]).toMatchObject({ x: 1.65, x2: 2.35, none: 0, time: "2018" });
    expect(rows).toContainEqual({ at: 2.5 });
  });

  it("shows the largest cohort, or the one asked for", () => {
    expect(JSON.stringify(plotSyntheticPaths(synthetic, { cohort: "2018" }))).toContain(
      "First treated in 2018: average effect −0.01; synthetic control moved by 0",
    );
    expect(() => plotSyntheticPaths(synthetic, { cohort: 2020 })).toThrow(
      "cohort: no cohort is first treated in 2020. Give one of 2019, 2018.",
    );
  });

  it("has no cohort in its title where there is one, and no title where none is wanted", () => {
    const single = { ...synthetic, synthetic: synthetic.synthetic.slice(0, 1) };
    expect(plotSyntheticPaths(single)).toMatchObject({
      title: { subtitle: "Average effect 0.02; synthetic control moved by 0.05" },
    });
    expect(plotSyntheticPaths(single, { title: null })).not.toHaveProperty("title");
  });
});

describe("syntheticSheet", () => {
  it("says what each synthetic control is made of", () => {
    expect(sheetToText(syntheticSheet(synthetic))).toMatchInlineSnapshot(`
      "What synthetic controls are made of
      ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
      Cohort  Treated units  Estimate  Controls with weight  Effective size  Heaviest controls, %   Heaviest periods, %
      ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────
      2019                3   0.0200                      3       1.6        Hefei 75.0, Wuhu 25.0  2018 60.0, 2017 40.0
      2018                1  −0.0100                      1       1.0        Wuhu 100.0             2016 50.0, 2017 50.0
      ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
      Notes: Weights in percent. The effective size, 1/Σw², is the number of equally weighted controls whose mean would have the same variance.
      "
    `);
    expect(
      sheetToText(syntheticSheet(synthetic, { lang: "zh", named: 1, digits: 2 })),
    ).toMatchInlineSnapshot(`
      "合成控制组的构成
      ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
      队列  处理组个体数  估计系数  有权重的对照个体  有效样本量  权重最大的对照个体（%）  权重最大的时期（%）
      ────────────────────────────────────────────────────────────────────────────────────────────────────────
      2019             3    0.02                   3     1.6      Hefei 75.0               2018 60.0
      2018             1   −0.01                   1     1.0      Wuhu 100.0               2016 50.0
      ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━
      注：权重以百分比表示。有效样本量为1/Σw²，即均值方差相同的等权对照个体数。
      "
    `);
  });
});

describe("notes on resampled standard errors", () => {
  const clause = (spec: Record<string, unknown>, lang: "en" | "zh") =>
    covarianceClause({ ...estimation([]), spec }, undefined, lang);

  it.each([
    [
      { variance: "placebo", draws: 200, nDraws: 38, enumerated: true },
      "all 38 placebo assignments",
      "全部38种安慰剂分配",
    ],
    [
      { variance: "placebo", draws: 2000, nDraws: 2000, enumerated: false },
      "2,000 placebo assignments",
      "2000次安慰剂分配",
    ],
    [{ variance: "bootstrap", draws: 200, nDraws: 50 }, "50 bootstrap samples", "50次自助抽样"],
    [{ variance: "jackknife" }, "the jackknife over units", "逐个剔除个体的刀切法"],
  ])("%j", (spec, en, zh) => {
    expect(clause(spec, "en")).toBe(`standard errors from ${en}`);
    expect(clause(spec, "zh")).toBe(`标准误由${zh}得到`);
  });

  it("are silent where there are none", () => {
    expect(clause({ variance: "none" }, "en")).toBeNull();
  });
});
