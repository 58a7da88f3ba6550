import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type EstimatorComparison, finishWork } from "@ceteris/core";
import { compareEstimators } from "@ceteris/did";
import { expect, it } from "vitest";
import { loadContext } from "../../src/context.ts";
import { checkStudy, readStudy, runStudy } from "../../src/index.ts";
import type { StudyResults } from "../../src/results.ts";
import { staggeredSection } from "../../src/sections/staggered-section.ts";
import { staggeredStep } from "../../src/steps/staggered.ts";
import type { StepTools } from "../../src/steps/step.ts";
import { stepContext } from "../../src/steps/step-context.ts";
import { castleStudies } from "../castle-studies.ts";

const written = castleStudies();
const study = (step: string, model?: string) =>
  written(
    `  eventStudy: { leads: 4, lags: 3 }
  staggered: ${step}`,
    model,
  );

async function comparisonOf(path: string): Promise<EstimatorComparison> {
  const tools = { drive: async (work) => finishWork(work) } as Pick<StepTools, "drive"> as StepTools;
  return staggeredStep(stepContext(await loadContext(await readStudy(path)), "staggered"), tools);
}

it("sets estimators side by side, with tables, charts and the warnings", async () => {
  const path = study("");
  const { results, files, warnings } = await runStudy(await readStudy(path));
  const { panel } = await loadContext(await readStudy(path));
  const alone = compareEstimators(panel, {
    ...{ outcome: "l_homicide", controls: ["poverty"], aggregate: "dynamic" },
    estimators: ["twfe", "att-gt", "sunab", "imputation"],
    settings: { twfe: { leads: 4, lags: 3 }, imputation: { leads: 4 } },
  });
  expect(results.staggered!.estimators.map(({ overall }) => overall)).toEqual(
    alone.estimators.map(({ overall }) => overall),
  );
  expect(results.staggered!.estimators.map(({ result }) => result!.estimates)).toEqual(
    alone.estimators.map(({ result }) => result!.estimates),
  );
  for (const name of ["charts/estimator-paths.svg", "charts/estimators.svg", "tables/estimators.csv"]) {
    expect(files).toContain(name);
  }
  expect(readFileSync(join(dirname(path), "results/tables/estimator-paths.md"), "utf8")).toContain(
    "Two-way fixed effects: event times ≤ −4, ≥ 3 are bins.",
  );
  expect(warnings.map(({ code }) => code)).toEqual(expect.arrayContaining(["SMALL_COHORTS", "LONE_CELLS"]));
});

it.each([
  [
    "en",
    "{ estimators: [twfe, sunab, imputation] }",
    [
      /^By 2 estimators that do not use treated units as controls \(Sun and Abraham; Imputation\), the overall effect lies between 0\.0152 \(Sun and Abraham\) and 0\.0\d+ \(Imputation\); none of them differs from zero at 5%\.$/,
      /^Two-way fixed effects, which use treated units as controls where treatment starts at different times, give 0\.0750 \(t = 1\.34, p = 0\.188\)\.$/,
    ],
  ],
  [
    "zh",
    "{ estimators: [imputation, sunab, twfe] }",
    [
      /^2种不以已处理个体为对照的估计方法（插补估计、Sun和Abraham）中，总体效应最小为0\.0152（Sun和Abraham），最大为0\.0\d+（插补估计）；在5%水平上均不显著。$/,
      /^双向固定效应（处理时点不同时会以已处理个体为对照）的估计为0\.0750（t = 1\.34，p = 0\.188）。$/,
    ],
  ],
  [
    "en",
    "{ estimators: [sunab] }",
    [/^The overall effect by Sun and Abraham is 0\.0152 \(t = 0\.42, p = 0\.677\)\.$/],
  ],
] as const)("says what they find: %s %s", async (lang, step, texts) => {
  const path = study(step);
  const results = { staggered: await comparisonOf(path) } as StudyResults;
  const context = await loadContext(await readStudy(path));
  const section = staggeredSection({ context, results, lang })!;
  expect(section.paragraphs).toEqual(texts.map((text) => expect.stringMatching(text)));
  expect(section.sheets.map(({ id }) => id)).toEqual(["estimators", "estimator-paths"]);
  expect(staggeredSection({ context, results: { staggered: null } as StudyResults, lang })).toBeNull();
});

it("gives settings to the estimator they are named under, and the model's to all", async () => {
  const settings = "{ att-gt: { control: not-yet, base: varying }, twfe: { leads: 2 } }";
  const step = `{ estimators: [att-gt, twfe, sunab], settings: ${settings} }`;
  const { estimators } = await comparisonOf(study(step, ", ssc: none, level: 0.9"));
  const [attGt, twfe, sunab] = estimators.map(({ result }) => result!.spec);
  expect(attGt).toMatchObject({ control: "not-yet", base: "varying", level: 0.9 });
  expect(twfe).toMatchObject({ leads: 2, lags: 3, smallSample: "none", level: 0.9 });
  expect(sunab).toMatchObject({ base: -1, smallSample: "none", controls: ["poverty"] });
});

it("shows what synthetic controls are made of", async () => {
  const path = study("{ estimators: [sdid], settings: { sdid: { variance: none } } }");
  const results = { staggered: await comparisonOf(path) } as StudyResults;
  const context = await loadContext(await readStudy(path));
  const { sheets, figures } = staggeredSection({ context, results, lang: "en" })!;
  expect(sheets.map(({ id }) => id)).toEqual(["estimators", "estimator-paths", "synthetic"]);
  expect(figures.map(({ id }) => id)).toEqual(["estimators", "estimator-paths", "synthetic-paths"]);
});

it("warns of effects that the comparison leaves out", async () => {
  const { warnings, estimators } = await comparisonOf(
    study("{ estimators: [twfe, sunab] }", ", fixedEffects: [state, year, region^year]"),
  );
  expect(warnings.find(({ code }) => code === "EFFECTS_NOT_COMPARED")).toEqual({
    code: "EFFECTS_NOT_COMPARED",
    message:
      "The estimators compared absorb unit and time, and nothing else: the model's effects region^year are left out, of its two-way fixed effects too. Hold the comparison against a baseline without them.",
    details: { effects: ["region^year"] },
  });
  expect(estimators[0]!.result!.spec.fixedEffects).toEqual(["state", "year"]);
});

it("is checked with the study", async () => {
  const problem = async (step: string) => {
    const { problems } = await checkStudy(study(step));
    return problems.map(({ message }) => message);
  };
  expect(await problem("{ estimators: [sunab, did2s] }")).toEqual([
    expect.stringMatching(/estimators\.1.*expected one of twfe, att-gt, sunab, imputation/),
  ]);
  expect(await problem("{ settings: { sunab: { leads: 3 } } }")).toEqual([
    expect.stringMatching(/unknown key “leads” under “steps\.staggered\.settings\.sunab”/),
  ]);
  expect(await problem("{ settings: { attGt: { control: never } } }")).toEqual([
    expect.stringMatching(/unknown key “attGt”.*Did you mean “att-gt”\?/),
  ]);
  expect(await problem("{ estimators: [sunab], settings: { sdid: { draws: 50 } } }")).toEqual([
    expect.stringMatching(/settings\.sdid.*it is not among the estimators/),
  ]);
});
