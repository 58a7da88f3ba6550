import {
  CeterisError,
  type DynamicEffects,
  type EventStudyResult,
  type Panel,
  type Work,
} from "@ceteris/core";
import type { EffectEstimator, ReviewOptions } from "@ceteris/did";
import { Command } from "commander";
import { addOutput, readForReview, readNamedColumns } from "../options/data-options.ts";
import {
  addEstimators,
  type EstimatorFlags,
  estimatorSettings,
  MEASURED_FROM_BASE,
  sharedOptions,
} from "../options/estimator-options.ts";
import { addModel, modelOptions } from "../options/model-options.ts";
import { makePanel } from "../options/panel-options.ts";
import { numberFlag } from "../options/parse.ts";
import { comparisonForms, type Forms } from "../output/comparison-forms.ts";
import { outFile } from "../output/out-file.ts";
import { present } from "../output/present.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { watchDraws } from "../terminal/watch-draws.ts";
import { withExamples } from "./examples.ts";

interface EventStudyFlags extends EstimatorFlags {
  readonly uniform?: true;
  readonly equivalence?: number;
}

export function eventStudyCommand(terminal: Terminal, setExit: (code: number) => void): Command {
  const command = addEstimators(
    addModel(
      new Command("event-study")
        .summary("leads and lags, with the joint test of the leads")
        .description(
          "Event study: the path of effects around treatment by two-way fixed effects with a dummy for every event time but the base, and the joint test that all leads are zero; or by an estimator for staggered adoption, or by several in one chart.",
        ),
    ),
    "twfe",
  )
    .optionsGroup("Path:")
    .option("--uniform", "also bands that hold the whole path at once: thin lines in the chart")
    .option(
      "--equivalence <x>",
      "largest effect before treatment that would not matter: tests whether the leads are smaller",
      numberFlag("--equivalence", { min: 0, open: true }),
    );
  return withExamples(
    addOutput(command),
    "ceteris event-study panel.csv --unit city --time year --group pilot --start 2018 --outcome index",
    "ceteris event-study panel.csv --unit state --time year --cohort first_year --outcome y \\",
    "    --leads 4 --lags 3 --out event-study.svg",
    "ceteris event-study panel.csv --unit state --time year --cohort first_year --outcome y \\",
    "    --estimator twfe,att-gt,sunab --out event-studies.svg",
  ).action(async (data: string, flags: EventStudyFlags) => {
    const out = outFile(flags.out);
    const names = flags.estimator ?? ["twfe"];
    estimatorSettings(names, flags);
    if (names.length > 1 && flags.equivalence !== undefined) throw oneAtATime();
    // The review of the design is about two-way fixed effects.
    const table = await (names.includes("twfe") ? readForReview : readNamedColumns)(data, flags);
    const panel = makePanel(table, flags);
    const watch: Watch = (work) => watchDraws(terminal, setExit, work);
    const forms =
      names.length > 1
        ? await manyPaths(panel, names, flags, watch)
        : await onePath(panel, names[0]!, flags, watch);
    await present(terminal, flags, out, { command: "event-study", table, ...forms });
  });
}

type Watch = <Result>(work: Work<Result>) => Promise<Result>;

async function onePath(
  panel: Panel,
  name: EffectEstimator,
  flags: EventStudyFlags,
  watch: Watch,
): Promise<Forms> {
  const { eventStudy, reviewPretrend, staggeredWork, uniformBands } = await import("@ceteris/did");
  const { base, leads, lags, equivalence, uniform, level, lang } = flags;
  const options = { ...sharedOptions(flags), ...estimatorSettings([name], flags)[name] };
  const path =
    name === "twfe"
      ? eventStudy(panel, { ...modelOptions(flags), base: base as number | undefined, leads, lags })
      : ((await watch(staggeredWork(panel, name, { ...options, aggregate: "dynamic" }))) as DynamicEffects);
  const isMeasured = MEASURED_FROM_BASE.includes(name) && path.estimates.some((row) => row.reference);
  if (equivalence !== undefined && !isMeasured) throw notMeasured(name);
  const pretrendReview = isMeasured ? reviewPretrend(path, { threshold: equivalence }) : null;
  const bands = uniform ? { uniformBands: uniformBands(path, { level }) } : {};
  const spec = { ...path.spec, estimator: name };
  const result = { ...path, spec, pretrendReview, ...bands };
  return {
    result: name === "twfe" ? await reviewed(panel, result, flags, path) : result,
    sheets: async () => {
      const { eventStudySheet, pretrendSheet, sampleSheet } = await import("@ceteris/report");
      return [
        eventStudySheet(path, { lang }),
        ...(pretrendReview?.power ? [pretrendSheet(pretrendReview, { lang })] : []),
        sampleSheet(path, { lang }),
      ];
    },
    chart: async () =>
      (await import("@ceteris/report")).plotEventStudy(path, { lang, bands: bands.uniformBands }),
  };
}

async function manyPaths(
  panel: Panel,
  names: readonly EffectEstimator[],
  flags: EventStudyFlags,
  watch: Watch,
): Promise<Forms> {
  const { compareEstimatorsWork, uniformBands } = await import("@ceteris/did");
  const { uniform, level, lang } = flags;
  const settings = estimatorSettings(names, flags);
  const shared = { ...sharedOptions(flags), aggregate: "dynamic" } as const;
  const comparison = await watch(compareEstimatorsWork(panel, { ...shared, estimators: names, settings }));
  const paths = comparison.estimators.flatMap(({ estimator, result }) =>
    result?.kind === "event-study" ? [[estimator, result] as const] : [],
  );
  const bands = uniform
    ? Object.fromEntries(paths.map(([name, path]) => [name, uniformBands(path, { level })]))
    : undefined;
  const twoWay = paths.find(([name]) => name === "twfe")?.[1];
  const result = bands ? { ...comparison, uniformBands: bands } : comparison;
  return {
    ...comparisonForms(comparison, lang, bands),
    result: twoWay ? await reviewed(panel, result, flags, twoWay) : result,
  };
}

async function reviewed<Result extends { readonly warnings: EventStudyResult["warnings"] }>(
  panel: Panel,
  result: Result,
  flags: EventStudyFlags,
  path: ReviewOptions["eventStudy"],
): Promise<Result> {
  const { withReview } = await import("../output/with-review.ts");
  const { covariance, controls } = modelOptions(flags);
  return withReview(panel, result, { covariance, controls, eventStudy: path });
}

function notMeasured(name: EffectEstimator): CeterisError {
  return new CeterisError({
    code: "OPTION_UNSUPPORTED",
    where: "--equivalence",
    what: `${name} does not measure leads from the period that effects are measured from`,
    mend: `Leave it out, or name an estimator that does: ${MEASURED_FROM_BASE.join(", ")}`,
  });
}

function oneAtATime(): CeterisError {
  return new CeterisError({
    code: "OPTION_UNSUPPORTED",
    where: "--equivalence",
    what: "it looks at one event study, and several estimators are named",
    mend: "Name one, or leave it out",
  });
}
