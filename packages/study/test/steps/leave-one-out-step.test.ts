import { expect, it } from "vitest";
import { loadContext } from "../../src/context.ts";
import { checkStudy, readStudy, runStudy } from "../../src/index.ts";
import type { StudyResults } from "../../src/results.ts";
import { leaveOneOutSection } from "../../src/sections/leave-one-out-section.ts";
import { leaveOneOutStep } from "../../src/steps/leave-one-out.ts";
import { castleStudies } from "../castle-studies.ts";

const written = castleStudies();
const study = (step: string) =>
  written(`  leaveOneOut: ${step}
labels:
  state: { en: state, zh: 州 }`);

it("leaves out each unit, with a table and a chart", async () => {
  const file = await readStudy(study("{ share: 0.3, refits: 20 }"));
  const { results, files } = await runStudy(file, { lang: "zh" });
  expect(results.leaveOneOut).toMatchObject({ by: "state", nClusters: 50, mostInfluential: "South Dakota" });
  expect(results.leaveOneOut!.spec).toMatchObject({ by: "state", share: 0.3, nRefits: 20 });
  expect(files).toContain("charts/leave-one-out.svg");
  expect(files.some((name) => /influence\./.test(name))).toBe(true);
});

it.each([
  [
    "en",
    /^With one of 50 levels of state left out at a time the effect lies between 0\.0\d+ \(without South Dakota\) and 0\.\d+ \(without Alaska\); with all of them it is 0\.0\d+\.$/,
  ],
  [
    "zh",
    /^逐一剔除50个州后，效应介于0\.0\d+（剔除South Dakota）与0\.\d+（剔除Alaska）之间；全样本为0\.0\d+。$/,
  ],
] as const)("says between what the effect lies: %s", async (lang, text) => {
  const context = await loadContext(await readStudy(study("{ by: state, refits: 0 }")));
  const leaveOneOut = leaveOneOutStep(context);
  const section = leaveOneOutSection({ context, results: { leaveOneOut } as StudyResults, lang })!;
  expect(section.paragraphs).toEqual([expect.stringMatching(text)]);
  expect(section.warnings.map(({ code }) => code)).toEqual(["INFLUENCE_LARGE", "LEFT_OUT_WITHOUT_ERRORS"]);
  expect(section.sheets.map(({ id }) => id)).toEqual(["influence"]);
});

it("refuses a column that is not there when the study is checked", async () => {
  const { problems } = await checkStudy(study("{ by: stat }"));
  expect(problems.map(({ message }) => message)).toEqual([
    expect.stringMatching(/“stat”.*Did you mean “state”\?/),
  ]);
});
