import { definePanel, fromColumns } from "@ceteris/core";
import { eventStudy, rebaseEventStudy, reviewPretrend } from "@ceteris/did";
import { describe, expect, it } from "vitest";
import type { StudyContext } from "../../src/context.ts";
import type { StudyResults } from "../../src/results.ts";
import { eventStudySection } from "../../src/sections/event-study-section.ts";

const units = Array.from({ length: 40 }, (_, u) => u);
const rows = units.flatMap((u) => [2015, 2016, 2017, 2018, 2019].map((t) => ({ u, t })));
const panel = definePanel(
  fromColumns({
    unit: rows.map(({ u }) => `u${u}`),
    year: rows.map(({ t }) => t),
    group: rows.map(({ u }) => u % 2),
    y: rows.map(({ u, t }) => Math.sin(37 * u + 11 * t) + (u % 2 && t >= 2018 ? 1 : 0)),
  }),
  { unit: "unit", time: "year", treatment: { group: "group", start: 2018 } },
);

function section(base: number, lang: "en" | "zh", threshold?: number) {
  const declared = eventStudy(panel, { outcome: "y", base });
  const results = {
    eventStudy: {
      declared,
      lastPre: base === -1 ? null : rebaseEventStudy(declared, -1),
      pretrendReview: reviewPretrend(declared, { threshold }),
    },
  } as StudyResults;
  return eventStudySection({
    context: { panel, study: {}, labels: {} } as unknown as StudyContext,
    results,
    lang,
  })!;
}

describe("the event study's section", () => {
  it("says what drift the leads would miss, and shows the table", () => {
    const { paragraphs, sheets } = section(-1, "en");
    const { violations } = reviewPretrend(eventStudy(panel, { outcome: "y" }))!.power!;
    const [, slope, bias, after, effect] = paragraphs
      .at(-1)!
      .match(
        /^Looked at one by one, the leads would miss a straight drift of ([\d.]+) per period half of the time; it would leave a bias of ([\d.]+) \(([\d.]+) in the studies whose leads pass\) in the mean effect after treatment, which is estimated at ([\d.]+)\.$/,
      )!;
    expect(slope).toBe(violations[0]!.slope!.toFixed(4));
    expect(bias).toBe(violations[0]!.average!.bias.toFixed(4));
    expect(after).toBe(violations[0]!.average!.biasAfterPassing!.toFixed(4));
    expect(Number(effect)).toBeCloseTo(1, 0);
    expect(sheets.map((sheet) => sheet.id)).toEqual(["event-study", "pretrend"]);
  });

  it("says the same in Chinese", () => {
    expect(section(-1, "zh").paragraphs.at(-1)).toMatch(
      /^逐期检验先导项时，若处理组与控制组之间存在每期[\d.]+的线性趋势差异，有一半的概率无法发现；该差异会使处理后的平均效应（估计值为[\d.]+）产生[\d.]+的偏误，在通过检验的情形下偏误为[\d.]+。$/,
    );
  });

  it("says which measures of the leads are shown to be smaller than the threshold of the study", () => {
    const { max, mean, rms } = reviewPretrend(eventStudy(panel, { outcome: "y" }))!.equivalence!;
    const tests = [max, mean, rms];
    const limits = tests.map((test) => test.smallestThreshold);
    for (const threshold of [
      0.99 * Math.min(...limits),
      0.99 * max.smallestThreshold,
      1.01 * Math.max(...limits),
    ]) {
      const en = section(-1, "en", threshold).paragraphs.at(-1)!;
      expect(en).toMatch(
        /^Against a threshold of [\d.]+ \(equivalence tests at 5%\), the largest effect before/,
      );
      const verdicts = [...en.matchAll(/\(([\d.]+), p [=<] [\d.]+\) is (not )?shown to be smaller/g)];
      expect(verdicts.map(([, value]) => value)).toEqual(tests.map((test) => test.estimate.toFixed(4)));
      expect(verdicts.map(([, , not]) => not === undefined)).toEqual(
        limits.map((limit) => limit < threshold),
      );
      const zh = section(-1, "zh", threshold).paragraphs.at(-1)!;
      expect([...zh.matchAll(/(可以|不能)认为小于该阈值/g)].map(([, word]) => word === "可以")).toEqual(
        limits.map((limit) => limit < threshold),
      );
    }
    expect(section(-1, "en").paragraphs.join()).not.toMatch(/equivalence/);
  });

  it("asks from the last period before treatment whatever the base", () => {
    expect(section(0, "en").paragraphs.at(-1)).toBe(section(-1, "en").paragraphs.at(-1));
  });

  it("says nothing without leads", () => {
    const { paragraphs, sheets } = (() => {
      const late = eventStudy(panel, { outcome: "y", leads: 1 });
      const results = {
        eventStudy: { declared: late, lastPre: null, pretrendReview: reviewPretrend(late) },
      } as StudyResults;
      const context = { panel, study: {}, labels: {} } as unknown as StudyContext;
      return eventStudySection({ context, results, lang: "en" })!;
    })();
    expect(paragraphs.join()).not.toMatch(/Looked at/);
    expect(sheets.map((sheet) => sheet.id)).toEqual(["event-study"]);
  });
});
