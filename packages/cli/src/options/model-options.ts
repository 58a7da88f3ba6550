import { CeterisError } from "@ceteris/core";
import type { CovarianceType, DidOptions } from "@ceteris/did";
import type { Command } from "commander";
import { addDataOptions, type DataFlags } from "./data-options.ts";
import { addPanelOptions, type PanelFlags } from "./panel-options.ts";
import { choiceFlag, nameList, numberFlag } from "./parse.ts";

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
  readonly ssc: (typeof SSC)[number];
  readonly level: number;
  readonly seed: number;
}

/** Flags shared by the estimating commands. */
export function addModelOptions(command: Command): Command {
  return addPanelOptions(addDataOptions(command))
    .requiredOption("--outcome <column>", "outcome")
    .option("--controls <a,b>", "control variables", nameList)
    .option("--fe <a,b>", "fixed effects to absorb (default: unit and time); a^b crosses two", nameList)
    .option("--weights <column>", "analytic weights, non-negative")
    .option(
      "--vcov <type>",
      `standard errors: ${VCOV.join(", ")} (default: cluster)`,
      choiceFlag("--vcov", VCOV),
    )
    .option("--cluster <a[,b]>", "cluster columns (default: the unit); two give two-way clustering", nameList)
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
    covariance: { type: covarianceType(flags), by: flags.cluster },
    smallSample: flags.ssc,
    level: flags.level,
  };
}

function covarianceType({ vcov, cluster }: ModelFlags): CovarianceType {
  if (vcov === "hetero") return "hc1";
  if (vcov === "twoway" && cluster && cluster.length !== 2) {
    throw new CeterisError({
      code: "OPTION_INVALID",
      where: "--cluster",
      what: `two-way clustering needs two columns, but ${cluster.length} is given`,
      mend: "Give --cluster a,b, or leave it out for unit and time",
    });
  }
  return vcov ?? "cluster";
}
