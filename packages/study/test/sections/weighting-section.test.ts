import { definePanel, fromColumns } from "@ceteris/core";
import { describe, expect, it } from "vitest";
import type { StudyContext } from "../../src/context.ts";
import type { StudyResults } from "../../src/results.ts";
import { weightingSection } from "../../src/sections/weighting-section.ts";
import { weightingStep } from "../../src/steps/weighting.ts";

const units = Array.from({ length: 40 }, (_, u) => u);
const rows = units.flatMap((u) => [2015, 2016, 2017, 2018, 2019].map((t) => ({ u, t })));
const x = (u: number) => Math.sin(37 * u);
const panel = definePanel(
  fromColumns({
    unit: rows.map(({ u }) => `u${u}`),
    year: rows.map(({ t }) => t),
    group: rows.map(({ u }) => (x(u) + Math.sin(91 * u) > 0.2 ? 1 : 0)),
    x: rows.map(({ u }) => x(u)),
    y: rows.map(({ u, t }) => Math.sin(53 * u + 11 * t) + (t >= 2018 ? x(u) : 0)),
  }),
  { unit: "unit", time: "year", treatment: { group: "group", start: 2018 } },
);

function context(weighting: object): StudyContext {
  const study = { steps: { eventStudy: { lags: 1 }, weighting } };
  return { study, panel, model: { outcome: "y" }, labels: {} } as unknown as StudyContext;
}

function section(weighting: object, lang: "en" | "zh") {
  const own = context(weighting);
  const results = { weighting: weightingStep(own) } as StudyResults;
  return weightingSection({ context: own, results, lang })!;
}

describe("the section on balancing weights", () => {
  it("says what the weights did, in tables, charts and sentences", () => {
    const { paragraphs, sheets, figures } = section({ weightOn: ["x"], eventStudy: true }, "en");
    expect(paragraphs[0]).toMatch(
      /^\d+ treated units and \d+ controls have weights; they are worth [\d.]+ and [\d.]+ units of equal weight\. The mean standardised bias goes from [\d.]+% to 0\.0%\.$/,
    );
    expect(paragraphs[1]).toMatch(
      /^Under the weights the effect is −?[\d.]+ \(t = .*\), without them −?[\d.]+ \(t = .*\), on the same 40 units\. Standard errors take the weights as given\.$/,
    );
    expect(paragraphs[2]).toMatch(/^The doubly robust two-by-two estimate, .*, is −?[\d.]+ \(z = /);
    expect(sheets.map((sheet) => sheet.id)).toEqual([
      "weighted-did",
      "weighting",
      "two-by-two",
      "weighted-event-study",
      "unit-weights",
      "weighted-balance",
      "weighted-balance-overall",
      "distribution",
      "period-balance",
    ]);
    expect(figures.map((figure) => figure.id)).toEqual([
      "weighted-balance",
      "covariate-distributions",
      "weighted-event-study",
    ]);
  });

  it("says the same in Chinese, without what was not asked for", () => {
    const { paragraphs, sheets, figures } = section({ weightOn: ["x"] }, "zh");
    expect(paragraphs[0]).toMatch(
      /^处理组\d+个个体和控制组\d+个个体获得权重，有效样本量分别为[\d.]+和[\d.]+。/,
    );
    expect(paragraphs.join("")).not.toMatch(/[a-z]{3,}|NaN|undefined/);
    expect(sheets.map((sheet) => sheet.id)).not.toContain("weighted-event-study");
    expect(figures).toHaveLength(2);
  });

  it("gives the event study the window of the study's own", () => {
    const { eventStudy } = weightingStep(context({ weightOn: ["x"], eventStudy: true }));
    expect(eventStudy!.spec).toMatchObject({ lags: 1, weights: "balancing weight" });
    expect(weightingStep(context({ weightOn: ["x"] })).eventStudy).toBeNull();
  });

  it("is absent without the step", () => {
    const results = { weighting: null } as StudyResults;
    expect(weightingSection({ context: context({}), results, lang: "en" })).toBeNull();
  });
});
