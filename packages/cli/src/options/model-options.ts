import { CeterisError } from "@ceteris/core";
import type { CovarianceChoice, DidOptions } from "@ceteris/did";
import type { Command } from "commander";
import { addData, type DataFlags } from "./data-options.ts";
import { addPanel, addTreatment, type PanelFlags } from "./panel-options.ts";
import { choiceFlag, nameListFlag, numberFlag } from "./parse.ts";

const VCOV = [
  "iid",
  "hc1",
  "hetero",
  "hc2",
  "hc3",
  "cluster",
  "cr2",
  "cr3",
  "twoway",
  "driscoll-kraay",
  "conley",
] as const;
const SSC = ["fixest", "reghdfe", "plm", "none"] as const;

export interface ModelFlags extends DataFlags, PanelFlags {
  readonly outcome: string;
  readonly controls?: string[];
  readonly fe?: string[];
  readonly weights?: string;
  readonly vcov?: (typeof VCOV)[number];
  readonly cluster?: string[];
  readonly dkLags?: number;
  readonly latitude?: string;
  readonly longitude?: string;
  readonly cutoff?: number;
  readonly ssc: (typeof SSC)[number];
  readonly level: number;
  readonly seed: number;
}

/** Flags shared by the estimating commands. */
export function addModel(command: Command): Command {
  addTreatment(addPanel(addData(command)));
  command
    .optionsGroup("Model:")
    .requiredOption("--outcome <column>", "outcome")
    .option(
      "--controls <a,b>",
      "control variables; a name with a comma stands in `back-quotes`",
      nameListFlag("--controls"),
    )
    .option(
      "--fe <a,b>",
      "fixed effects to absorb (default: unit and time); a^b crosses two, unit[time] adds a trend for each unit",
      nameListFlag("--fe"),
    )
    .option("--weights <column>", "analytic weights, non-negative");
  return command
    .optionsGroup("Inference:")
    .option(
      "--vcov <type>",
      `standard errors: ${VCOV.join(", ")} (default: cluster)`,
      choiceFlag("--vcov", VCOV),
    )
    .option(
      "--cluster <a[,b]>",
      "cluster columns (default: the unit); two give two-way clustering",
      nameListFlag("--cluster"),
    )
    .option(
      "--dk-lags <n>",
      "lags of driscoll-kraay (default: fourth root of the periods)",
      numberFlag("--dk-lags", { integer: true, min: 0 }),
    )
    .option("--latitude <column>", "degrees north, for conley")
    .option("--longitude <column>", "degrees east, for conley")
    .option("--cutoff <km>", "reach of errors, for conley", numberFlag("--cutoff", { min: 0, open: true }))
    .option(
      "--ssc <profile>",
      `small-sample corrections: ${SSC.join(", ")}`,
      choiceFlag("--ssc", SSC),
      "fixest",
    )
    .option(
      "--level <level>",
      "confidence level",
      numberFlag("--level", { min: 0, max: 1, open: true }),
      0.95,
    )
    .option("--seed <n>", "seed of everything random", numberFlag("--seed", { integer: true, min: 0 }), 1);
}

export function modelOptions(flags: ModelFlags): DidOptions {
  return {
    outcome: flags.outcome,
    controls: flags.controls,
    fixedEffects: flags.fe,
    weights: flags.weights,
    covariance: covariance(flags),
    smallSample: flags.ssc,
    level: flags.level,
  };
}

function covariance(flags: ModelFlags): CovarianceChoice {
  const { vcov, cluster, dkLags, latitude, longitude, cutoff } = flags;
  if (vcov === "twoway" && cluster && cluster.length !== 2) {
    throw new CeterisError({
      code: "OPTION_INVALID",
      where: "--cluster",
      what: `two-way clustering needs two columns, but ${cluster.length} ${cluster.length === 1 ? "is" : "are"} given`,
      mend: "Give --cluster a,b, or leave it out for unit and time",
    });
  }
  const type = vcov === "hetero" ? "hc1" : (vcov ?? "cluster");
  const stray = [
    ...(dkLags !== undefined && type !== "driscoll-kraay" ? ["--dk-lags"] : []),
    ...(type === "conley"
      ? []
      : Object.entries({ latitude, longitude, cutoff }).flatMap(([k, v]) =>
          v === undefined ? [] : [`--${k}`],
        )),
  ];
  if (stray.length > 0) {
    throw new CeterisError({
      code: "OPTION_INVALID",
      where: stray.join(", "),
      what: `it has no meaning with standard errors of the type “${type}”`,
      mend:
        stray[0] === "--dk-lags"
          ? "Add --vcov driscoll-kraay, or leave it out"
          : "Add --vcov conley, or leave it out",
    });
  }
  return { type, by: cluster, lags: dkLags, latitude, longitude, cutoff };
}
