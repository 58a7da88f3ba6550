import { CeterisError } from "@ceteris/core";
import type { EffectEstimator, EstimatorSettings, StaggeredOptions } from "@ceteris/did";
import type { Command } from "commander";
import type { GroupTimeFlags } from "./att-gt-options.ts";
import { type ModelFlags, modelOptions } from "./model-options.ts";
import { choiceFlag, nameListFlag, numberFlag } from "./parse.ts";

// As EFFECT_ESTIMATORS and the choices of single estimators in @ceteris/did, which is loaded when a command runs.
const ESTIMATORS = [
  "twfe",
  "att-gt",
  "sunab",
  "imputation",
  "two-stage",
  "stacked",
  "etwfe",
  "sdid",
] as const satisfies readonly EffectEstimator[];
const CONTROL = ["never", "not-yet"] as const;
const METHODS = ["dr", "ipw", "reg"] as const;
const BASES = ["varying", "universal"] as const;
const EFFECTS = ["cohort", "unit"] as const;
const AVERAGES = ["rows", "weights"] as const;
const VARIANCES = ["placebo", "jackknife", "bootstrap", "none"] as const;

export interface EstimatorFlags extends ModelFlags, GroupTimeFlags {
  readonly estimator?: readonly EffectEstimator[];
  readonly base?: number | (typeof BASES)[number];
  readonly leads?: number;
  readonly lags?: number;
  readonly method?: (typeof METHODS)[number];
  readonly leaveOneOut?: true;
  readonly before?: number;
  readonly after?: number;
  readonly effects?: (typeof EFFECTS)[number];
  readonly average?: (typeof AVERAGES)[number];
  readonly variance?: (typeof VARIANCES)[number];
  readonly draws?: number;
}

/** Options that not every estimator takes, as the library calls them, and the flags that set them. */
const OWN = {
  fixedEffects: "--fe",
  smallSample: "--ssc",
  base: "--base",
  basePeriod: "--base",
  leads: "--leads",
  lags: "--lags",
  control: "--control",
  method: "--method",
  anticipation: "--anticipation",
  bootstrap: "--bootstrap",
  leaveOneOut: "--leave-one-out",
  before: "--before",
  after: "--after",
  effects: "--effects",
  average: "--average",
  variance: "--variance",
  draws: "--draws",
} as const;

type Own = keyof typeof OWN;

const TAKES: Readonly<Record<EffectEstimator, readonly Own[]>> = {
  twfe: ["fixedEffects", "smallSample", "base", "leads", "lags"],
  "att-gt": ["control", "method", "basePeriod", "anticipation", "bootstrap"],
  sunab: ["smallSample", "base"],
  imputation: ["leads", "leaveOneOut"],
  "two-stage": [],
  stacked: ["smallSample", "base", "before", "after"],
  etwfe: ["smallSample", "base", "control", "effects", "average"],
  sdid: ["variance", "draws"],
};

/**
 * Estimators whose effects are all measured from one period. Those of others before treatment are what their
 * models of untreated rows leave there, and show no trend that would go on.
 */
export const MEASURED_FROM_BASE: readonly EffectEstimator[] = ["twfe", "att-gt", "sunab", "stacked", "etwfe"];

/** Estimators that draw at random. */
const RANDOM: readonly EffectEstimator[] = ["att-gt", "sdid"];

/** The flag `--estimator`, one name or several, and the flags that single estimators take. */
export function addEstimators(command: Command, usual?: EffectEstimator): Command {
  return command
    .optionsGroup("Estimator:")
    .option(
      "--estimator <a[,b]>",
      `${ESTIMATORS.join(", ")}; several are compared${usual ? ` (default: ${usual})` : ""}`,
      estimatorsFlag,
    )
    .optionsGroup("Of single estimators:")
    .option(
      "--base <k>",
      "reference event time (twfe, sunab, stacked, etwfe with --control never; default: -1); of effects before treatment, varying or universal (att-gt; default: universal)",
      baseFlag,
    )
    .option(
      "--leads <n>",
      "bin event times at or before −n (twfe); test the last n before treatment (imputation)",
      numberFlag("--leads", { integer: true, min: 1 }),
    )
    .option(
      "--lags <n>",
      "bin event times at or after n (twfe)",
      numberFlag("--lags", { integer: true, min: 0 }),
    )
    .option(
      "--control <units>",
      "controls: never treated, or not-yet treated (att-gt, default: never; etwfe, default: not-yet)",
      choiceFlag("--control", CONTROL),
    )
    .option(
      "--method <method>",
      "how controls enter: dr (doubly robust), ipw, reg (att-gt; default: dr)",
      choiceFlag("--method", METHODS),
    )
    .option(
      "--anticipation <k>",
      "periods before treatment in which units may respond already (att-gt; default: 0)",
      numberFlag("--anticipation", { min: 0 }),
    )
    .option(
      "--bootstrap <n>",
      "draws of the multiplier bootstrap; 0 for analytic standard errors (att-gt; default: 0)",
      numberFlag("--bootstrap", { integer: true, min: 0, max: 10_000_000 }),
    )
    .option("--leave-one-out", "for the error, compare each effect with those of other clusters (imputation)")
    .option(
      "--before <n>",
      "lengths of time before treatment that every cohort is seen for (stacked; default: with --after, those that keep the most treated rows)",
      numberFlag("--before", { min: 0, open: true }),
    )
    .option(
      "--after <n>",
      "the same after the first treated period (stacked)",
      numberFlag("--after", { min: 0 }),
    )
    .option(
      "--effects <of>",
      "fixed effects beside those of time: of the cohort, or of the unit (etwfe; default: cohort)",
      choiceFlag("--effects", EFFECTS),
    )
    .option(
      "--average <by>",
      "how treated rows count in means: rows, each the same, or by their weights (etwfe; default: rows)",
      choiceFlag("--average", AVERAGES),
    )
    .option(
      "--variance <type>",
      `where standard errors come from: ${VARIANCES.join(", ")} (sdid; default: placebo where at least twice as many units are never treated as treated, else jackknife)`,
      choiceFlag("--variance", VARIANCES),
    )
    .option(
      "--draws <n>",
      "draws of placebo and bootstrap (sdid; default: 200)",
      numberFlag("--draws", { integer: true, min: 2, max: 10_000_000 }),
    );
}

/** What the flags say to every estimator. */
export function sharedOptions(flags: EstimatorFlags): StaggeredOptions {
  const { outcome, controls, weights, covariance, level } = modelOptions(flags);
  return { outcome, controls, weights, covariance, level };
}

/**
 * What the flags say to each of these estimators.
 *
 * @param known the estimators that the command knows
 * @throws OPTION_UNSUPPORTED for a flag that none of them takes
 */
export function estimatorSettings(
  names: readonly EffectEstimator[],
  flags: EstimatorFlags,
  known: readonly EffectEstimator[] = ESTIMATORS,
): EstimatorSettings {
  const given = ownOptions(flags);
  const taken = new Set(names.flatMap((name) => TAKES[name]));
  const stray = (Object.keys(given) as Own[]).find((key) => !taken.has(key));
  if (stray !== undefined) {
    const takers = known.filter((name) => TAKES[name].includes(stray));
    throw new CeterisError({
      code: "OPTION_UNSUPPORTED",
      where: stray === "basePeriod" ? `--base ${given.basePeriod}` : OWN[stray],
      what: `${names.join(" and ")} ${names.length === 1 ? "does" : "do"} not take it`,
      mend: `Leave it out, or name an estimator that does: ${takers.join(", ")}`,
    });
  }
  return Object.fromEntries(names.map((name) => [name, settingsOf(name, given, flags.seed)]));
}

function settingsOf(name: EffectEstimator, given: Partial<Record<Own, unknown>>, seed: number) {
  const own = Object.fromEntries(
    TAKES[name].flatMap((key) =>
      given[key] === undefined ? [] : [[key === "basePeriod" ? "base" : key, given[key]]],
    ),
  );
  return RANDOM.includes(name) ? { ...own, seed } : own;
}

/** The options that are given, of those that not every estimator takes. */
function ownOptions(flags: EstimatorFlags): Partial<Record<Own, unknown>> {
  const { fe, ssc, base, leads, lags, control, method, anticipation, bootstrap } = flags;
  const { leaveOneOut, before, after, effects, average, variance, draws } = flags;
  const given = {
    fixedEffects: fe,
    // The usual corrections are nobody's wish.
    smallSample: ssc === "fixest" ? undefined : ssc,
    base: typeof base === "number" ? base : undefined,
    basePeriod: typeof base === "string" ? base : undefined,
    ...{ leads, lags, control, method, anticipation, bootstrap },
    ...{ leaveOneOut, before, after, effects, average, variance, draws },
  } satisfies Record<Own, unknown>;
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

function estimatorsFlag(text: string, before: readonly EffectEstimator[] = []): readonly EffectEstimator[] {
  const names = nameListFlag("--estimator")(text).map(choiceFlag("--estimator", ESTIMATORS));
  return [...new Set([...before, ...names])];
}

/** A parser of a reference event time, or of how group-time effects are measured before treatment. */
export function baseFlag(text: string): number | (typeof BASES)[number] {
  return BASES.find((name) => name === text) ?? numberFlag("--base")(text);
}
