import {
  CeterisError,
  type EventStudyResult,
  type HonestRestriction,
  type HonestType,
  type Table,
} from "@ceteris/core";
import type { EventCoefficients } from "@ceteris/did";
import { Command } from "commander";
import { addOutput, readNamedColumns } from "../options/data-options.ts";
import { readEventFiles } from "../options/event-files.ts";
import {
  addEventStudy,
  addMethod,
  type EventStudyFlags,
  estimateEventStudy,
  intervalMethod,
} from "../options/honest-estimator.ts";
import { addModel } from "../options/model-options.ts";
import { choiceFlag, numberFlag } from "../options/parse.ts";
import { outFile } from "../output/out-file.ts";
import { present } from "../output/present.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { withExamples } from "./examples.ts";

// As HONEST_CHOICES of @ceteris/did, which is loaded when the command runs.
const TYPES = ["relative", "smoothness", "relative-smoothness"] as const satisfies readonly HonestType[];
const RESTRICT = [
  "positive",
  "negative",
  "increasing",
  "decreasing",
] as const satisfies readonly HonestRestriction[];

interface HonestFlags extends EventStudyFlags {
  readonly beta?: string;
  readonly vcovMatrix?: string;
  readonly pre?: number;
  readonly post?: number;
  readonly type: HonestType;
  readonly restrict?: HonestRestriction;
  readonly m?: readonly number[];
  readonly target: "first" | "average" | number;
}

export function honestCommand(terminal: Terminal): Command {
  const command = addEventStudy(
    addModel(
      new Command("honest")
        .summary("sensitivity of an event study to differences in trends")
        .description(
          "Confidence intervals for an effect of an event study that stay valid while trends differ within bounds (Rambachan and Roth 2023), and the size of violation at which the conclusion falls. The event study is estimated from data, or given as coefficients and their covariance.",
        ),
    ),
  )
    .optionsGroup("Instead of data:")
    .option("--beta <file>", "columns eventTime and estimate in order of time, without the base period")
    .option("--vcov-matrix <file>", "covariance of the estimates: the matrix alone, no header")
    .option("--pre <n>", "estimates before the base", numberFlag("--pre", { integer: true, min: 1 }))
    .option("--post <n>", "estimates after the base", numberFlag("--post", { integer: true, min: 1 }))
    .optionsGroup("Sensitivity:")
    .option("--type <type>", TYPES.join(", "), choiceFlag("--type", TYPES), "relative")
    .option(
      "--restrict <shape>",
      `what is known of the difference in trends after treatment: ${RESTRICT.join(", ")} (default: nothing)`,
      choiceFlag("--restrict", RESTRICT),
    )
    .option(
      "--m <a,b,c>",
      "sizes of violation (default: 0.5,1,1.5,2; for smoothness 0 to 0.4 standard errors)",
      sizesFlag,
    )
    .option("--target <effect>", "first, average, or an event time after the base", targetFlag, "first");
  addMethod(command);
  // Coefficients can stand in for the data and all that describes them.
  command.registeredArguments[0]!.argOptional();
  for (const option of command.options) option.makeOptionMandatory(false);
  return withExamples(
    addOutput(command),
    "ceteris honest panel.csv --unit city --time year --group pilot --start 2018 --outcome index",
    "ceteris honest --beta beta.csv --vcov-matrix vcov.csv --pre 4 --post 4 --type smoothness --m 0,0.01,0.02",
    "ceteris honest panel.csv --unit city --time year --cohort start --outcome index --restrict positive --target average",
    "ceteris honest panel.csv --unit state --time year --cohort first_year --outcome y --control not-yet --method dr",
  ).action(async (file: string | undefined, flags: HonestFlags) => {
    const out = outFile(flags.out);
    const { table, data } = await eventStudyOf(file, flags);
    const { honest } = await import("@ceteris/did");
    const { type, m, restrict, target, level, lang } = flags;
    const method = intervalMethod(flags);
    const result = honest(data, { type, m, restrict, method, target, level });
    await present(terminal, flags, out, {
      command: "honest",
      table,
      result,
      sheets: async () => [(await import("@ceteris/report")).honestSheet(result, { lang })],
      chart: async () => (await import("@ceteris/report")).plotHonest(result, { lang }),
    });
  });
}

async function eventStudyOf(
  file: string | undefined,
  flags: HonestFlags,
): Promise<{ table: Table; data: EventStudyResult | EventCoefficients }> {
  const { beta, vcovMatrix, pre, post } = flags;
  if (beta !== undefined || vcovMatrix !== undefined) {
    if (file !== undefined) {
      throw invalid("--beta", `coefficients and the data “${file}” are both given`, "Keep one of them");
    }
    const lacking = [
      ...(beta === undefined ? ["--beta"] : []),
      ...(vcovMatrix === undefined ? ["--vcov-matrix"] : []),
      ...(pre === undefined ? ["--pre"] : []),
    ];
    if (beta === undefined || vcovMatrix === undefined || pre === undefined) {
      throw invalid(
        lacking.join(", "),
        "coefficients need it, and it is missing",
        `Add ${lacking.join(" and ")}`,
      );
    }
    return readEventFiles({ beta, vcovMatrix, pre, post });
  }
  if (file === undefined) {
    throw invalid(
      "ceteris honest",
      "no data are given",
      "Name a data file, or give --beta and --vcov-matrix",
    );
  }
  const lacking = (["unit", "time", "outcome"] as const).filter((name) => flags[name] === undefined);
  if (lacking.length > 0) {
    const names = lacking.map((name) => `--${name}`);
    throw invalid(names.join(", "), "data need it, and it is missing", `Add ${names.join(" and ")}`);
  }
  const table = await readNamedColumns(file, flags);
  return { table, data: await estimateEventStudy(table, flags) };
}

function sizesFlag(text: string): readonly number[] {
  return text.split(/[,，]/).map((part) => numberFlag("--m", { min: 0 })(part));
}

function targetFlag(text: string): "first" | "average" | number {
  if (text === "first" || text === "average") return text;
  const value = Number(text);
  if (text.trim() !== "" && Number.isFinite(value)) return value;
  throw invalid("--target", `“${text}” is not an effect`, "Give first, average, or an event time such as 2");
}

function invalid(where: string, what: string, mend: string): CeterisError {
  return new CeterisError({ code: "OPTION_INVALID", where, what, mend });
}
