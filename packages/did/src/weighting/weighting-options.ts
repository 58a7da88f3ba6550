import { CeterisError, nameSome, type Panel } from "@ceteris/core";
import { STANDARD_DEVIATIONS, type StandardDeviation } from "../balance/distribution-rows.ts";
import { ESTIMANDS, type Estimand } from "../balancing-weights/score-weights.ts";
import type { EventStudyOptions } from "../event-study/event-study.ts";
import { lastBeforeTreatment } from "../matching/strata/pre-periods.ts";
import type { DidOptions, ResolvedOptions } from "../model/options.ts";
import { resolveOptions } from "../model/resolve-options.ts";

/** The words that the options of weighting take, for schemas and flags to list. */
export const WEIGHTING_CHOICES = {
  method: ["entropy", "cbps", "ipw"],
  estimand: ESTIMANDS,
  design: ["baseline", "pre-means"],
  link: ["logit", "probit"],
  moments: [1, 2, 3],
  standardDeviation: STANDARD_DEVIATIONS,
} as const;

type Choice<Option extends keyof typeof WEIGHTING_CHOICES> = (typeof WEIGHTING_CHOICES)[Option][number];

export type WeightingMethod = Choice<"method">;

/** How units are weighted. */
export interface WeighingOptions extends DidOptions {
  /**
   * `"entropy"` (default): entropy balancing; `"cbps"`: the covariate balancing propensity score; `"ipw"`:
   * inverse probability weights of a score by maximum likelihood.
   */
  readonly method?: WeightingMethod | undefined;
  /**
   * Whom the effect is for: the treated (`"att"`, default), everybody (`"ate"`), or the population in
   * which either group is as likely (`"overlap"`; not with `entropy`).
   */
  readonly estimand?: Estimand | undefined;
  /** Covariates to balance. Default: the controls. */
  readonly weightOn?: readonly string[] | undefined;
  /**
   * Values of the covariates: those of one period (`"baseline"`, default), or means over the periods before
   * anybody's treatment (`"pre-means"`).
   */
  readonly design?: Choice<"design"> | undefined;
  /** Period of the baseline design. Default: the last one before anybody's treatment starts. */
  readonly baseline?: number | string | undefined;
  /** Model of the score (`ipw`). Default: `"logit"`. */
  readonly link?: Choice<"link"> | undefined;
  /** Moments to balance (`entropy`, `cbps`): means (1, default), variances (2), skewness (3). */
  readonly moments?: Choice<"moments"> | undefined;
  /**
   * Leave out units with a score below a or above 1 − a (`ipw`): a number a, or `"crump"`, which takes the
   * a that Crump, Hotz, Imbens and Mitnik (2009) find best; the score is then fitted again. Default: none.
   */
  readonly trim?: "crump" | number | undefined;
  /** Cut weights at this quantile of the weights of their group, such as 0.99. Default: none. */
  readonly cap?: number | undefined;
}

export interface WeightedDidOptions extends WeighingOptions {
  /**
   * Standard deviation, before weighting, that differences of means are shown in. Default: that of the
   * treated for `att`, else the pooled one.
   */
  readonly standardDeviation?: StandardDeviation | undefined;
  /** Also an event study under the weights. Default: none. */
  readonly eventStudy?: Pick<EventStudyOptions, "base" | "leads" | "lags"> | null | undefined;
}

/** The options of weighting after defaults; null where one does not apply. */
export interface ResolvedWeighing {
  readonly method: WeightingMethod;
  readonly estimand: Estimand;
  readonly weightOn: readonly string[];
  readonly design: Choice<"design">;
  /** Label of the baseline period. */
  readonly baseline: string | null;
  readonly link: Choice<"link"> | null;
  readonly moments: Choice<"moments"> | null;
  readonly trim: "crump" | number | null;
  readonly cap: number | null;
}

/**
 * Fills in the defaults and refuses options that say nothing under the method.
 *
 * @throws OPTION_INVALID
 */
export function resolveWeighing(
  panel: Panel,
  options: WeighingOptions,
): { readonly model: ResolvedOptions; readonly weighing: ResolvedWeighing } {
  const model = resolveOptions(panel, options);
  const method = oneOf("method", options.method ?? "entropy");
  const estimand = oneOf("estimand", options.estimand ?? "att");
  const design = oneOf("design", options.design ?? "baseline");
  refuseMisplaced(options, method, estimand, design);
  const { trim, cap } = options;
  const weighing: ResolvedWeighing = Object.freeze({
    method,
    estimand,
    weightOn: weightColumns(model, options.weightOn),
    design,
    baseline: design === "baseline" ? baselineLabel(panel, options.baseline) : null,
    link: method === "ipw" ? oneOf("link", options.link ?? "logit") : null,
    moments: method === "ipw" ? null : oneOf("moments", options.moments ?? 1),
    trim: trim === undefined || trim === "crump" ? (trim ?? null) : between("trim", trim, 0, 0.5, 0.1),
    cap: cap === undefined ? null : between("cap", cap, 0.5, 1, 0.99),
  });
  return { model, weighing };
}

/** @throws OPTION_INVALID */
export function resolveStandardDeviation(
  given: StandardDeviation | undefined,
  estimand: Estimand,
): StandardDeviation {
  return oneOf("standardDeviation", given ?? (estimand === "att" ? "treated" : "pooled"));
}

function refuseMisplaced(
  options: WeighingOptions,
  method: WeightingMethod,
  estimand: Estimand,
  design: Choice<"design">,
): void {
  const misplaced: readonly (readonly [option: string, applies: boolean, why: string])[] = [
    [
      "estimand",
      method === "entropy" && estimand === "overlap",
      "entropy balancing needs a population whose means are known, and the overlap population is made by a score",
    ],
    ["link", options.link !== undefined && method !== "ipw", `${method} has no link to choose`],
    ["moments", options.moments !== undefined && method === "ipw", "ipw balances no moments"],
    ["trim", options.trim !== undefined && method !== "ipw", `${method} has no score to trim by`],
    [
      "baseline",
      options.baseline !== undefined && design !== "baseline",
      `the ${design} design has no baseline period`,
    ],
  ];
  const wrong = misplaced.find(([, applies]) => applies);
  if (wrong) throw invalid(wrong[0], wrong[2], `Leave “${wrong[0]}” out, or choose another method or design`);
}

function weightColumns(model: ResolvedOptions, given: readonly string[] | undefined): readonly string[] {
  const columns = given ?? model.controls;
  if (columns.length === 0) {
    throw invalid(
      "weightOn",
      "there is nothing to balance",
      "Name covariates, or give controls, which are the default",
    );
  }
  const twice = columns.filter((c, i) => columns.indexOf(c) !== i);
  if (twice.length === 0) return [...columns];
  throw invalid("weightOn", `${nameSome(twice)} is named more than once`, "Name each covariate once");
}

function baselineLabel(panel: Panel, given: number | string | undefined): string {
  const { labels } = panel.time;
  if (given === undefined) return labels[lastBeforeTreatment(panel)]!;
  const label = String(given);
  if (labels.includes(label)) return label;
  throw invalid("baseline", `“${label}” is not a period of the data`, `Give one of ${nameSome(labels, 12)}`);
}

function oneOf<Option extends keyof typeof WEIGHTING_CHOICES>(
  where: Option,
  value: Choice<Option>,
): Choice<Option> {
  const allowed: readonly Choice<Option>[] = WEIGHTING_CHOICES[where];
  if (allowed.includes(value)) return value;
  throw invalid(where, `“${value}” is not known`, `Give one of ${allowed.join(", ")}`);
}

function between(where: string, value: number, low: number, high: number, example: number): number {
  if (value > low && value < high) return value;
  throw invalid(
    where,
    `${value} is not between ${low} and ${high}`,
    `Give a number between them, such as ${example}`,
  );
}

function invalid(where: string, what: string, mend: string): CeterisError {
  return new CeterisError({ code: "OPTION_INVALID", where, what, mend });
}
