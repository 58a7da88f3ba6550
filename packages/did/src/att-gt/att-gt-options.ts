import { CeterisError, type Panel } from "@ceteris/core";
import type { TwoByTwoMethod } from "../doubly-robust/index.ts";
import { oneClusterColumn } from "../model/one-cluster-column.ts";
import type { CovarianceChoice, DidOptions } from "../model/options.ts";
import { resolveOptions } from "../model/resolve-options.ts";

/** The words that options of `attGt` and `aggregateEffects` take, for schemas and flags to list. */
export const ATT_GT_CHOICES = {
  control: ["never", "not-yet"],
  method: ["dr", "ipw", "reg"],
  base: ["varying", "universal"],
  aggregate: ["simple", "dynamic", "group", "calendar"],
} as const;

export type ControlGroup = (typeof ATT_GT_CHOICES.control)[number];
export type BasePeriod = (typeof ATT_GT_CHOICES.base)[number];

export interface AttGtOptions {
  /** Column of the outcome. */
  readonly outcome: string;
  /** Columns of covariates given which trends are parallel, each taken from the earlier period compared. */
  readonly controls?: readonly string[] | undefined;
  /** Column of sampling weights, each taken from the earlier period compared. */
  readonly weights?: string | null | undefined;
  /** Controls: units `"never"` treated (default), or those `"not-yet"` treated, never-treated ones among them. */
  readonly control?: ControlGroup | undefined;
  /** How covariates enter, as in `twoByTwo`; without any all methods are one. Default: `"dr"`. */
  readonly method?: Exclude<TwoByTwoMethod, "dr-improved"> | undefined;
  /**
   * What effects before treatment are measured from: the period before each (`"varying"`, the default), or
   * the last period before treatment and anticipation (`"universal"`). After treatment it is always the latter.
   */
  readonly base?: BasePeriod | undefined;
  /** Length of time before treatment in which units may already respond. Default: 0. */
  readonly anticipation?: number | undefined;
  /** Clustered by the unit (default) or one column in which units do not change. */
  readonly covariance?: CovarianceChoice | undefined;
  /** Draws of the multiplier bootstrap; 0 (default) for analytic standard errors. */
  readonly bootstrap?: number | undefined;
  /** Intervals that hold all effects at once. Default: each effect by itself. */
  readonly uniform?: boolean | undefined;
  /** Confidence level between 0 and 1. Default: 0.95. */
  readonly level?: number | undefined;
  /** Of the bootstrap. Default: 1. */
  readonly seed?: number | undefined;
}

/** `AttGtOptions` after defaults. */
export interface ResolvedAttGt {
  readonly outcome: string;
  readonly controls: readonly string[];
  readonly weights: string | null;
  readonly control: ControlGroup;
  readonly method: Exclude<TwoByTwoMethod, "dr-improved">;
  readonly base: BasePeriod;
  readonly anticipation: number;
  readonly cluster: string;
  readonly bootstrap: number;
  readonly uniform: boolean;
  readonly level: number;
  readonly seed: number;
}

/** Fills in the defaults. @throws OPTION_INVALID, OPTION_UNSUPPORTED */
export function resolveAttGt(panel: Panel, options: AttGtOptions): ResolvedAttGt {
  const { outcome, controls, weights, covariance, level } = options;
  const shared = resolveOptions(panel, {
    outcome,
    controls,
    weights,
    covariance,
    level,
  } satisfies DidOptions);
  const cluster = oneClusterColumn(
    shared.covariance,
    "errors of group-time effects are sums of influence values over clusters",
  );
  const { anticipation = 0, bootstrap = 0, uniform = false, seed = 1 } = options;
  if (!(anticipation >= 0 && anticipation < Number.POSITIVE_INFINITY)) {
    throw invalid("anticipation", `${anticipation} is not a length of time`, "Give 0, or a positive number");
  }
  if (!(bootstrap === 0 || (Number.isSafeInteger(bootstrap) && bootstrap > 1 && bootstrap < 2 ** 31))) {
    throw invalid("bootstrap", `${bootstrap} is not a number of draws`, "Give 0 for none, or such as 999");
  }
  return Object.freeze({
    outcome,
    controls: shared.controls,
    weights: shared.weights,
    control: word("control", options.control, "never"),
    method: word("method", options.method, "dr"),
    base: word("base", options.base, "varying"),
    anticipation,
    cluster,
    bootstrap,
    uniform,
    level: shared.level,
    seed,
  });
}

/** @throws OPTION_INVALID */
export function word<Key extends keyof typeof ATT_GT_CHOICES>(
  key: Key,
  given: string | undefined,
  usual: (typeof ATT_GT_CHOICES)[Key][number],
): (typeof ATT_GT_CHOICES)[Key][number] {
  const choices: readonly string[] = ATT_GT_CHOICES[key];
  if (given === undefined) return usual;
  if (choices.includes(given)) return given as typeof usual;
  throw invalid(key, `“${given}” is not known`, `Give one of ${choices.join(", ")}`);
}

function invalid(where: string, what: string, mend: string): CeterisError {
  return new CeterisError({ code: "OPTION_INVALID", where, what, mend });
}
