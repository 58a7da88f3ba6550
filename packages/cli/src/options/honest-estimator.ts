import {
  CeterisError,
  type DynamicEffects,
  type EventStudyResult,
  type HonestMethod,
  type Table,
} from "@ceteris/core";
import type { EffectEstimator } from "@ceteris/did";
import type { Command } from "commander";
import { addControl, type GroupTimeFlags } from "./att-gt-options.ts";
import {
  baseFlag,
  type EstimatorFlags,
  estimatorSettings,
  MEASURED_FROM_BASE,
  sharedOptions,
} from "./estimator-options.ts";
import { type ModelFlags, modelOptions } from "./model-options.ts";
import { makePanel } from "./panel-options.ts";
import { choiceFlag, numberFlag } from "./parse.ts";

// As HONEST_CHOICES and ATT_GT_CHOICES of @ceteris/did, which is loaded when the command runs.
const INTERVALS = ["flci", "conditional", "c-lf", "c-f"] as const satisfies readonly HonestMethod[];
const ESTIMATORS = ["dr", "ipw", "reg"] as const;

type Method = (typeof INTERVALS)[number] | (typeof ESTIMATORS)[number];

/** Flags of an event study whose effects are all measured from one period. */
export interface EventStudyFlags extends ModelFlags, GroupTimeFlags {
  readonly estimator?: EffectEstimator;
  readonly base?: EstimatorFlags["base"];
  readonly leads?: number;
  readonly lags?: number;
  /** Given once or twice: how intervals are made, and how controls enter group-time effects. */
  readonly method?: readonly Method[];
}

export function addEventStudy(command: Command): Command {
  command
    .optionsGroup("Event study:")
    .option(
      "--estimator <name>",
      `${MEASURED_FROM_BASE.join(", ")} (default: twfe, or att-gt where one of its options is given)`,
      choiceFlag("--estimator", MEASURED_FROM_BASE),
    )
    .optionsGroup("By two-way fixed effects (twfe); --base also of others:")
    .option("--base <k>", "reference event time of the estimation (default: -1)", baseFlag)
    .option(
      "--leads <n>",
      "bin event times at or before −n",
      numberFlag("--leads", { integer: true, min: 1 }),
    )
    .option("--lags <n>", "bin event times at or after n", numberFlag("--lags", { integer: true, min: 0 }));
  return addControl(
    command.optionsGroup(
      "By group-time effects (att-gt), if one of these or --method dr, ipw or reg is given:",
    ),
  );
}

/** The flag `--method`, which adds to its list. */
export function addMethod(command: Command): Command {
  return command.option(
    "--method <method>",
    `how intervals are made: ${INTERVALS.join(", ")} (default: c-lf; for smoothness flci, with --restrict c-f); also, given again, how controls enter group-time effects: ${ESTIMATORS.join(", ")}`,
    (text: string, before: readonly Method[] = []) => [
      ...before,
      choiceFlag("--method", [...INTERVALS, ...ESTIMATORS])(text),
    ],
  );
}

/** How intervals are made, if a flag says so. */
export function intervalMethod({ method }: EventStudyFlags): HonestMethod | undefined {
  return INTERVALS.find((name) => method?.includes(name));
}

/**
 * The event study that the flags describe: by the estimator named, or by group-time effects from a universal
 * base when a flag of theirs is given, else by two-way fixed effects.
 *
 * @throws OPTION_UNSUPPORTED and the codes of the estimator
 */
export async function estimateEventStudy(table: Table, flags: EventStudyFlags): Promise<EventStudyResult> {
  const method = ESTIMATORS.find((name) => flags.method?.includes(name));
  const name = flags.estimator ?? impliedEstimator(flags, method);
  const own = { ...flags, estimator: [name], method } satisfies EstimatorFlags;
  const settings = estimatorSettings([name], own, MEASURED_FROM_BASE)[name];
  refuseMovingBase(flags);
  const { eventStudy, staggered } = await import("@ceteris/did");
  const panel = makePanel(table, flags);
  const { base, leads, lags } = flags;
  if (name === "twfe")
    return eventStudy(panel, { ...modelOptions(flags), base: base as number | undefined, leads, lags });
  const options = { ...sharedOptions(own), ...settings, aggregate: "dynamic" } as const;
  return staggered(panel, name, options) as DynamicEffects;
}

function impliedEstimator(
  { control, anticipation, bootstrap, base }: EventStudyFlags,
  method: string | undefined,
): EffectEstimator {
  const given = [control, anticipation, bootstrap, method].some((flag) => flag !== undefined);
  return given || typeof base === "string" ? "att-gt" : "twfe";
}

/** @throws OPTION_UNSUPPORTED where effects are not measured from the last period before treatment */
function refuseMovingBase({ base, anticipation }: EventStudyFlags): void {
  if (base === "varying") {
    throw new CeterisError({
      code: "OPTION_UNSUPPORTED",
      where: "--base varying",
      what: "effects before treatment are then each measured from another period, and say nothing of how trends part over several",
      mend: "Leave it out for a universal base",
    });
  }
  if ((anticipation ?? 0) > 0) {
    throw new CeterisError({
      code: "OPTION_UNSUPPORTED",
      where: `--anticipation ${anticipation}`,
      what: "effects are then measured from before the anticipation, while sensitivity counts from the last period before treatment",
      mend: "Date treatment from the period in which units begin to respond, and leave it out",
    });
  }
}
