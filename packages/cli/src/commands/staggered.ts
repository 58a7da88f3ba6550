import { CeterisError, type SyntheticDidResult, type Work } from "@ceteris/core";
import type { StaggeredAggregation, StaggeredResult } from "@ceteris/did";
import { Command } from "commander";
import { addOutput, readNamedColumns } from "../options/data-options.ts";
import {
  addEstimators,
  type EstimatorFlags,
  estimatorSettings,
  sharedOptions,
} from "../options/estimator-options.ts";
import { addModel } from "../options/model-options.ts";
import { makePanel } from "../options/panel-options.ts";
import { choiceFlag } from "../options/parse.ts";
import { comparisonForms, type Forms } from "../output/comparison-forms.ts";
import { outFile } from "../output/out-file.ts";
import { present } from "../output/present.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { watchDraws } from "../terminal/watch-draws.ts";
import { withExamples } from "./examples.ts";

const CHARTS = ["effects", "synthetic"] as const;
const AGGREGATE = ["simple", "dynamic", "cohort"] as const satisfies readonly StaggeredAggregation[];

interface Flags extends EstimatorFlags {
  readonly aggregate: StaggeredAggregation;
  readonly chart: (typeof CHARTS)[number];
}

export function staggeredCommand(terminal: Terminal, setExit: (code: number) => void): Command {
  const command = addEstimators(
    addModel(
      new Command("staggered")
        .summary("effects under staggered adoption by other estimators, also several side by side")
        .description(
          "Effects of a treatment that starts at different times, by estimators that do not use treated units as controls: the effect over all treated rows, by event time or by cohort. Several estimators, two-way fixed effects among them, are set side by side.",
        ),
    ),
  )
    .optionsGroup("Result:")
    .option(
      "--aggregate <type>",
      "simple (one number), dynamic (by event time), cohort (by cohort)",
      choiceFlag("--aggregate", AGGREGATE),
      "simple",
    )
    .option(
      "--chart <chart>",
      "chart that --out writes: effects, or synthetic: the paths of treated and synthetic control (sdid)",
      choiceFlag("--chart", CHARTS),
      "effects",
    );
  return withExamples(
    addOutput(command),
    "ceteris staggered panel.csv --unit state --time year --cohort first_year --outcome y --estimator sunab",
    "ceteris staggered panel.csv --unit state --time year --cohort first_year --outcome y \\",
    "    --estimator twfe,att-gt,sunab --aggregate dynamic --out event-study.svg",
  ).action(async (data: string, flags: Flags) => {
    const out = outFile(flags.out);
    const { estimator: names, aggregate, lang } = flags;
    const [name, ...others] = names ?? [];
    if (name === undefined) throw noEstimator();
    if (flags.chart === "synthetic" && (name !== "sdid" || others.length > 0)) throw notSynthetic();
    const settings = estimatorSettings([name, ...others], flags);
    const shared = { ...sharedOptions(flags), aggregate };
    const table = await readNamedColumns(data, flags);
    const { compareEstimatorsWork, staggeredWork } = await import("@ceteris/did");
    const panel = makePanel(table, flags);
    const watch = <Result>(work: Work<Result>) => watchDraws(terminal, setExit, work);
    const forms =
      others.length === 0
        ? resultForms(await watch(staggeredWork(panel, name, { ...shared, ...settings[name] })), flags)
        : comparisonForms(
            await watch(compareEstimatorsWork(panel, { ...shared, estimators: [name, ...others], settings })),
            lang,
          );
    await present(terminal, flags, out, { command: "staggered", table, ...forms });
  });
}

function resultForms(result: StaggeredResult | SyntheticDidResult, { lang, chart }: Flags): Forms {
  const synthetic = "synthetic" in result ? result : null;
  return {
    result,
    sheets: async () => {
      const { attAggregateSheet, syntheticSheet } = await import("@ceteris/report");
      const effects = attAggregateSheet(result, { lang });
      return synthetic ? [effects, syntheticSheet(synthetic, { lang })] : [effects];
    },
    chart: async () => {
      const { plotAttAggregate, plotSyntheticPaths } = await import("@ceteris/report");
      return synthetic && chart === "synthetic"
        ? plotSyntheticPaths(synthetic, { lang })
        : plotAttAggregate(result, { lang });
    },
  };
}

function notSynthetic(): CeterisError {
  return new CeterisError({
    code: "OPTION_UNSUPPORTED",
    where: "--chart synthetic",
    what: "only synthetic difference-in-differences has a synthetic control, and it is not the one estimator named",
    mend: "Give --estimator sdid alone, or leave it out",
  });
}

function noEstimator(): CeterisError {
  return new CeterisError({
    code: "OPTION_INVALID",
    where: "--estimator",
    what: "it is missing",
    mend: "Name an estimator, such as --estimator sunab; ceteris staggered --help lists them",
  });
}
