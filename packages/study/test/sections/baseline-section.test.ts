import { definePanel, fromColumns } from "@ceteris/core";
import { expect, it } from "vitest";
import type { StudyContext } from "../../src/context.ts";
import type { StudyResults } from "../../src/results.ts";
import { baselineSection } from "../../src/sections/baseline-section.ts";
import { baselineStep } from "../../src/steps/baseline.ts";
import type { StepContext } from "../../src/steps/step.ts";

const units = Array.from({ length: 24 }, (_, u) => u);
const rows = units.flatMap((u) => [2016, 2017, 2018, 2019].map((t) => ({ u, t })));
const panel = definePanel(
  fromColumns({
    unit: rows.map(({ u }) => `u${u}`),
    province: rows.map(({ u }) => `p${u % 6}`),
    year: rows.map(({ t }) => t),
    group: rows.map(({ u }) => u % 2),
    gdp: rows.map(({ u, t }) => Math.sin(5 * u + 3 * t)),
    y: rows.map(({ u, t }) => Math.sin(37 * u + 11 * t) + (u % 2 && t >= 2018 ? 1 : 0)),
  }),
  { unit: "unit", time: "year", treatment: { group: "group", start: 2018 } },
);

function section(lang: "en" | "zh", options: { stepwise?: boolean; alsoCluster?: string[] }) {
  const context = {
    panel,
    study: { steps: { baseline: options } },
    labels: { gdp: { en: "GDP", zh: "经济" }, province: { en: "Province", zh: "省份" } },
    model: { outcome: "y", controls: ["gdp"], weights: null },
  } as unknown as StudyContext;
  const baseline = baselineStep(context as unknown as StepContext);
  const built = baselineSection({ context, results: { baseline } as StudyResults, lang })!;
  const figure = built.figures.find(({ id }) => id === "baseline-effects");
  const values = (figure?.spec as { data?: { values: Record<string, unknown>[] } } | undefined)?.data?.values;
  return { baseline, figure, values };
}

it("draws the effect as controls are added, and under other cluster levels", () => {
  const { baseline, figure, values } = section("en", { alsoCluster: ["province"] });
  const models = [...baseline.models, ...baseline.alsoClustered];
  expect(values).toEqual(
    ["(1) no controls", "(2) + GDP", "(2) clustered by province"].map((name, i) => {
      const { estimate: x, confLow: low, confHigh: high } = models[i]!.estimates[0]!;
      return expect.objectContaining({ name, x, low, high });
    }),
  );
  expect(figure!.caption).toBe("The effect as controls are added");
  expect(JSON.stringify(figure!.spec)).toContain("Estimate with 95% confidence interval (thick: 90%)");
});

it("draws the same in Chinese", () => {
  const { figure, values } = section("zh", { alsoCluster: ["province"] });
  expect(values!.map(({ name }) => name)).toEqual(["(1) 无控制变量", "(2) + 经济", "(2) 聚类到省份层面"]);
  expect(figure!.caption).toBe("逐步加入控制变量的政策效应");
});

it("names one model by its clusters, and draws no chart of a single one", () => {
  const { figure, values } = section("en", { stepwise: false, alsoCluster: ["province"] });
  expect(values!.map(({ name }) => name)).toEqual(["clustered by unit", "clustered by province"]);
  expect(figure!.caption).toBe("The effect under other cluster levels");
  expect(section("en", { stepwise: false, alsoCluster: [] }).figure).toBeUndefined();
});
