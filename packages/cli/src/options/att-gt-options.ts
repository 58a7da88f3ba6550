import { CeterisError } from "@ceteris/core";
import type { AttGtOptions } from "@ceteris/did";
import type { Command } from "commander";
import { type ModelFlags, modelOptions } from "./model-options.ts";
import { choiceFlag, numberFlag } from "./parse.ts";

// As ATT_GT_CHOICES of @ceteris/did, which is loaded when a command runs.
const CONTROL = ["never", "not-yet"] as const;
const METHODS = ["dr", "ipw", "reg"] as const;
const BASES = ["varying", "universal"] as const;

export interface GroupTimeFlags {
  readonly control?: (typeof CONTROL)[number];
  readonly anticipation?: number;
  readonly bootstrap?: number;
}

export interface AttGtFlags extends ModelFlags, GroupTimeFlags {
  readonly method?: (typeof METHODS)[number];
  readonly base?: (typeof BASES)[number];
  readonly uniform?: true;
}

/** Flags of group-time effects. */
export function addAttGt(command: Command): Command {
  return addControl(command.optionsGroup("Group-time effects:"))
    .option(
      "--method <method>",
      "how controls enter: dr (doubly robust), ipw, reg (default: dr)",
      choiceFlag("--method", METHODS),
    )
    .option(
      "--base <base>",
      "before treatment, compare with the period before (varying) or with the last one before treatment (universal); default: varying",
      choiceFlag("--base", BASES),
    )
    .option("--uniform", "intervals that hold all effects at once");
}

/** Those of them that no other estimator has. */
export function addControl(command: Command): Command {
  return command
    .option(
      "--control <units>",
      "controls: never treated, or not-yet treated (default: never)",
      choiceFlag("--control", CONTROL),
    )
    .option(
      "--anticipation <k>",
      "periods before treatment in which units may respond already (default: 0)",
      numberFlag("--anticipation", { min: 0 }),
    )
    .option(
      "--bootstrap <n>",
      "draws of the multiplier bootstrap; 0 for analytic standard errors (default: 0)",
      numberFlag("--bootstrap", { integer: true, min: 0, max: 10_000_000 }),
    );
}

/** Shared options that change nothing here: taken, so that one set serves every command, but not shown. */
export const NOT_OF_ATT_GT = [
  "--fe",
  "--vcov",
  "--dk-lags",
  "--latitude",
  "--longitude",
  "--cutoff",
  "--ssc",
];

/** @throws OPTION_UNSUPPORTED for fixed effects */
export function attGtOptions(flags: AttGtFlags): AttGtOptions {
  const { control, method, base, anticipation, bootstrap, uniform, seed, fe } = flags;
  if (fe !== undefined) {
    throw new CeterisError({
      code: "OPTION_UNSUPPORTED",
      where: "--fe",
      what: "group-time effects compare changes of the same units, and absorb nothing",
      mend: "Leave it out; effects of unit and time are gone by themselves",
    });
  }
  const { outcome, controls, weights, covariance, level } = modelOptions(flags);
  return {
    ...{ outcome, controls, weights, covariance, level },
    ...{ control, method, base, anticipation, bootstrap, uniform, seed },
  };
}
