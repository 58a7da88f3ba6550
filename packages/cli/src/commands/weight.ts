import { CeterisError, fromColumns, type Panel, type WeightingResult } from "@ceteris/core";
import type { WeighedPanel } from "@ceteris/did";
import type { Sheet } from "@ceteris/report";
import { Command } from "commander";
import { addOutput, type DataFlags, readNamedColumns } from "../options/data-options.ts";
import { addModel, type ModelFlags, modelOptions } from "../options/model-options.ts";
import { makePanel } from "../options/panel-options.ts";
import { choiceFlag, numberFlag } from "../options/parse.ts";
import { addWeighting, type WeightingFlags, weightingOptions } from "../options/weighting-options.ts";
import { outFile, requireFolder } from "../output/out-file.ts";
import { present } from "../output/present.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { withExamples } from "./examples.ts";

const CHARTS = ["balance", "ecdf", "event-study"] as const;

interface WeightFlags extends ModelFlags, WeightingFlags {
  readonly eventStudy?: boolean;
  readonly base?: number;
  readonly leads?: number;
  readonly lags?: number;
  readonly unitWeights?: string;
  readonly chart: (typeof CHARTS)[number];
}

export function weightCommand(terminal: Terminal): Command {
  const command = addWeighting(
    addModel(
      new Command("weight")
        .summary("DID under balancing weights, doubly robust estimates, balance")
        .description(
          "Weights that make ever-treated and never-treated units alike before treatment, the balance they reach and how they are spread, the difference-in-differences under them, and doubly robust two-by-two estimates.",
        ),
    ),
  )
    .optionsGroup("Event study under the weights:")
    .option("--event-study", "also estimate leads and lags")
    .option("--base <k>", "reference event time (default: -1)", numberFlag("--base"))
    .option(
      "--leads <n>",
      "bin event times at or before −n",
      numberFlag("--leads", { integer: true, min: 1 }),
    )
    .option("--lags <n>", "bin event times at or after n", numberFlag("--lags", { integer: true, min: 0 }))
    .optionsGroup("Weights and charts to keep:")
    .option("--unit-weights <file>", "also write unit, group and weight as CSV")
    .option(
      "--chart <chart>",
      `chart of --out: ${CHARTS.join(", ")}`,
      choiceFlag("--chart", CHARTS),
      "balance",
    );
  return withExamples(
    addOutput(command),
    "ceteris weight panel.csv --unit city --time year --group pilot --start 2018 --outcome index \\",
    "    --weight-on gdp,population --out balance.svg",
    "ceteris weight panel.csv --unit city --time year --cohort first_year --outcome index \\",
    "    --controls gdp --method ipw --cap 0.99 --event-study --chart event-study --out path.svg",
  ).action(async (data: string, flags: WeightFlags) => {
    const out = outFile(flags.out);
    if (flags.unitWeights !== undefined) requireFolder(flags.unitWeights);
    const path = eventStudyOptions(flags);
    const table = await readNamedColumns(data, flags);
    const { weighPanel, weightedDid } = await import("@ceteris/did");
    const panel = makePanel(table, flags);
    const options = { ...modelOptions(flags), ...weightingOptions(flags) };
    const result = weightedDid(panel, { ...options, eventStudy: path });
    if (flags.unitWeights !== undefined) {
      await writeUnitWeights(flags.unitWeights, panel, weighPanel(panel, options));
    }
    await present(terminal, flags, out, {
      command: "weight",
      table,
      result,
      sheets: () => sheetsOf(result, flags),
      chart: () => chartOf(result, flags),
    });
  });
}

/** Null without an event study. @throws OPTION_INVALID when a flag of it is given without it */
function eventStudyOptions({ eventStudy, base, leads, lags, chart }: WeightFlags) {
  if (eventStudy) return { base, leads, lags };
  const stray = [
    ...Object.entries({ base, leads, lags }).flatMap(([k, v]) => (v === undefined ? [] : [`--${k}`])),
    ...(chart === "event-study" ? ["--chart event-study"] : []),
  ];
  if (stray.length === 0) return null;
  throw new CeterisError({
    code: "OPTION_INVALID",
    where: stray.join(", "),
    what: "it has no meaning without an event study",
    mend: "Add --event-study, or leave it out",
  });
}

/** @throws OUTPUT_NOT_WRITABLE */
async function writeUnitWeights(path: string, panel: Panel, { units, made }: WeighedPanel): Promise<void> {
  const { tableToCsv, writeFileAtomically } = await import("@ceteris/data");
  const names = Array.from(units.units, (unit) => panel.unit.labels[unit]!);
  const columns = {
    [panel.unit.name]: names,
    treated: units.treated,
    weight: made.weights,
    ...(made.fit ? { score: made.fit.fitted } : {}),
  };
  await writeFileAtomically(path, tableToCsv(fromColumns(columns)));
}

async function sheetsOf(result: WeightingResult, { lang }: DataFlags): Promise<[Sheet, ...Sheet[]]> {
  const report = await import("@ceteris/report");
  const { eventStudy, doublyRobust, spec } = result;
  const weighting = { lang, adjustment: "weighting" } as const;
  return [
    report.weightingSheet(result, { lang }),
    ...(doublyRobust.length > 0 ? [report.twoByTwoSheet(result, { lang })] : []),
    ...(eventStudy
      ? [report.eventStudySheet(eventStudy, { ...report.weightedPathWords(eventStudy), lang })]
      : []),
    report.unitWeightsSheet(result.weights, { lang }),
    report.balanceSheet(result.balance, weighting),
    report.balanceOverallSheet(result.balanceOverall, weighting),
    report.distributionSheet(result.distribution, {
      ...weighting,
      standardDeviation: String(spec.standardDeviation),
    }),
    report.periodBalanceSheet(result.byPeriod, { lang }),
  ];
}

async function chartOf(result: WeightingResult, { chart, lang }: WeightFlags) {
  const report = await import("@ceteris/report");
  switch (chart) {
    case "balance":
      return report.plotBalance(result.balance, { lang, adjustment: "weighting" });
    case "ecdf":
      return report.plotEcdf(result.ecdf, { lang });
    case "event-study":
      return report.plotEventStudy(result.eventStudy!, { lang });
  }
}
