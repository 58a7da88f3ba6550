import { CeterisError, type EventStudyResult, type HonestMethod, type Table } from "@ceteris/core";
import type { Command } from "commander";
import { type AttGtFlags, addControl, attGtOptions, type GroupTimeFlags } from "./att-gt-options.ts";
import { type ModelFlags, modelOptions } from "./model-options.ts";
import { makePanel } from "./panel-options.ts";
import { choiceFlag, numberFlag } from "./parse.ts";

// As HONEST_CHOICES and ATT_GT_CHOICES of @ceteris/did, which is loaded when the command runs.
const INTERVALS = ["flci", "conditional", "c-lf", "c-f"] as const satisfies readonly HonestMethod[];
const ESTIMATORS = ["dr", "ipw", "reg"] as const;
const BASES = ["varying", "universal"] as const;

type Method = (typeof INTERVALS)[number] | (typeof ESTIMATORS)[number];

/** Flags of an event study by two-way fixed effects or by group-time effects, which have names in common. */
export interface EventStudyFlags extends ModelFlags, GroupTimeFlags {
  readonly base?: number | (typeof BASES)[number];
  readonly leads?: number;
  readonly lags?: number;
  /** Given once or twice: how intervals are made, and how controls enter group-time effects. */
  readonly method?: readonly Method[];
}

export function addEventStudy(command: Command): Command {
  command
    .optionsGroup("Event study by two-way fixed effects:")
    .option("--base <k>", "reference event time of the estimation (default: -1)", baseFlag)
    .option(
      "--leads <n>",
      "bin event times at or before −n",
      numberFlag("--leads", { integer: true, min: 1 }),
    )
    .option("--lags <n>", "bin event times at or after n", numberFlag("--lags", { integer: true, min: 0 }));
  return addControl(
    command.optionsGroup(
      "Event study by group-time effects (att-gt), if one of these or --method dr, ipw or reg is given:",
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
 * The event study that the flags describe: by group-time effects from a universal base when a flag of
 * theirs is given, else by two-way fixed effects.
 *
 * @throws OPTION_INVALID, OPTION_UNSUPPORTED and the codes of `eventStudy` or `attGt`
 */
export async function estimateEventStudy(table: Table, flags: EventStudyFlags): Promise<EventStudyResult> {
  const { base, leads, lags, control, anticipation, bootstrap } = flags;
  const method = ESTIMATORS.find((name) => flags.method?.includes(name));
  const given = [control, anticipation, bootstrap, method].some((flag) => flag !== undefined);
  const { aggregateEffects, attGt, eventStudy } = await import("@ceteris/did");
  const panel = makePanel(table, flags);
  if (!given && typeof base !== "string")
    return eventStudy(panel, { ...modelOptions(flags), base, leads, lags });
  const stray = Object.entries({ base: typeof base === "number" ? base : undefined, leads, lags }).flatMap(
    ([name, value]) => (value === undefined ? [] : [`--${name} ${value}`]),
  );
  if (stray.length > 0) {
    throw new CeterisError({
      code: "OPTION_INVALID",
      where: stray.join(", "),
      what: "it belongs to two-way fixed effects, and options of group-time effects are given",
      mend: "Keep those of one estimator",
    });
  }
  if (base === "varying" || (anticipation ?? 0) > 0) {
    throw new CeterisError({
      code: "OPTION_UNSUPPORTED",
      where: base === "varying" ? "--base varying" : `--anticipation ${anticipation}`,
      what:
        base === "varying"
          ? "effects before treatment are then each measured from another period, and say nothing of how trends part over several"
          : "effects are then measured from before the anticipation, while sensitivity counts from the last period before treatment",
      mend:
        base === "varying"
          ? "Leave it out for a universal base"
          : "Date treatment from the period in which units begin to respond, and leave it out",
    });
  }
  const options = attGtOptions({ ...flags, method, base: "universal" } as AttGtFlags);
  return aggregateEffects(attGt(panel, options), { type: "dynamic" });
}

function baseFlag(text: string): number | (typeof BASES)[number] {
  return BASES.find((name) => name === text) ?? numberFlag("--base")(text);
}
