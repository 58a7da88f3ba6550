import { panelMatch } from "@ceteris/did";
import { expect, it } from "vitest";
import { loadContext } from "../../src/context.ts";
import { checkStudy, readStudy, runStudy } from "../../src/index.ts";
import type { StudyResults } from "../../src/results.ts";
import { panelMatchSection } from "../../src/sections/panel-match-section.ts";
import { panelMatchStep } from "../../src/steps/panel-match.ts";
import { castleStudies } from "../castle-studies.ts";

const written = castleStudies();
const study = (step: string) =>
  written(`  panelMatch: ${step}
labels:
  l_homicide: { en: Homicides (log), zh: 凶杀率对数 }`);

it("matches on paths, with tables, a chart and the warnings", async () => {
  const { results, files, warnings } = await runStudy(await readStudy(study("{ history: 4, after: 2 }")));
  const { panel } = await loadContext(await readStudy(study("{}")));
  const alone = panelMatch(panel, { outcome: "l_homicide", history: 4, after: 2 });
  expect(results.panelMatch!.estimates).toEqual(alone.estimates);
  expect(results.panelMatch!.matchedSets.nMatched).toBe(18);
  expect(files).toContain("charts/panel-match.svg");
  expect(files).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/matched-sets\.csv$/),
      expect.stringMatching(/panel-match\.csv$/),
    ]),
  );
  expect(warnings.map(({ code }) => code)).toContain("PATHS_LOST");
});

it.each([
  [
    "en",
    "{ history: 4, after: 2 }",
    /^18 of 21 starts of treatment have units of the same treatment history over the 4 periods before \(30 in the median\), and are compared with the 5 of them whose paths of Homicides \(log\) ran most alike\. 23 units serve as partners, worth 12\.5 equally weighted ones\. The mean effect after treatment is 0\.0249 \(z = 0\.44, p = 0\.660\)\.$/,
  ],
  [
    "zh",
    "{ history: 4, after: 2, refine: none }",
    /^21次处理开始中有18次存在处理前4期处理历史相同的个体（匹配集规模的中位数为30），并与其中全部个体比较。共有\d+个个体作为匹配对象，有效样本量为[\d.]+。处理后的平均效应为/,
  ],
] as const)("says who is compared with whom: %s", async (lang, step, text) => {
  const context = await loadContext(await readStudy(study(step)));
  const results = { panelMatch: panelMatchStep(context) } as StudyResults;
  const section = panelMatchSection({ context, results, lang })!;
  expect(section.paragraphs).toEqual([expect.stringMatching(text)]);
  expect(panelMatchSection({ context, results: { panelMatch: null } as StudyResults, lang })).toBeNull();
});

it("is checked with the study", async () => {
  const { problems } = await checkStudy(study("{ matchOn: [sid_name] }"));
  expect(problems.map(({ message }) => message)).toEqual([
    expect.stringMatching(/there is no column “sid_name”/),
  ]);
  await expect(readStudy(study("{ lags: 2 }"))).rejects.toThrow(/lags/);
});
