import { CeterisError, nameSome, type Panel } from "@ceteris/core";
import type { DidOptions, ResolvedOptions } from "../../options.ts";
import { resolveOptions } from "../../resolve-options.ts";
import type { KernelName } from "../methods/kernel-match.ts";

/** The words that the options of matching take, for schemas and flags to list. */
export const MATCHING_CHOICES = {
  design: ["pooled", "by-period", "baseline"],
  link: ["logit", "probit"],
  match: ["radius", "nearest", "kernel", "mahalanobis"],
  kernel: ["epanechnikov", "gaussian"],
  didSample: ["matched", "support", "weighted"],
} as const satisfies { readonly kernel: readonly KernelName[] } & Record<string, readonly string[]>;

type Choice<Option extends keyof typeof MATCHING_CHOICES> = (typeof MATCHING_CHOICES)[Option][number];

export type MatchingDesign = Choice<"design">;
export type MatchingMethod = Choice<"match">;
export type MatchedSample = Choice<"didSample">;

export interface PsmDidOptions extends DidOptions {
  /**
   * Which rows are matched with which. `"baseline"` (default): units, on one period before treatment;
   * the match then holds for all rows of a unit. `"by-period"`: rows within each period. `"pooled"`:
   * all rows at once, whatever their period.
   */
  readonly design?: MatchingDesign | undefined;
  /** Period of the baseline design. Default: the last one before anybody's treatment starts. */
  readonly baseline?: number | string | undefined;
  /** Model of the propensity score. Default: `"logit"`. */
  readonly link?: Choice<"link"> | undefined;
  /** Default: `"nearest"`. */
  readonly match?: MatchingMethod | undefined;
  /** Largest difference in scores between partners, in units of the score. Default: no limit. */
  readonly caliper?: number | undefined;
  /** The same in standard deviations of the score over the rows matched together. */
  readonly caliperSd?: number | undefined;
  /** Partners of a treated row (nearest, mahalanobis). Default: 1. */
  readonly ratio?: number | undefined;
  /** May a control serve several treated rows (nearest, mahalanobis)? Default: true. */
  readonly replace?: boolean | undefined;
  /** Default: `"epanechnikov"`. */
  readonly kernel?: KernelName | undefined;
  /** Bandwidth of the kernel, in units of the score. Default: 0.06. */
  readonly bandwidth?: number | undefined;
  /** Leave out treated rows whose score is outside the range of the controls' scores. Default: false. */
  readonly common?: boolean | undefined;
  /** Covariates of the score. Default: the controls. */
  readonly matchOn?: readonly string[] | undefined;
  /** The sample of `estimates`; the other two are among `variants`. Default: `"matched"`. */
  readonly didSample?: MatchedSample | undefined;
}

/** The options of the match after defaults; null where one does not apply. */
export interface MatchingOptions {
  readonly design: MatchingDesign;
  /** Label of the baseline period. */
  readonly baseline: string | null;
  readonly link: Choice<"link">;
  readonly match: MatchingMethod;
  readonly caliper: number | null;
  readonly caliperSd: number | null;
  readonly ratio: number | null;
  readonly replace: boolean | null;
  readonly kernel: KernelName | null;
  readonly bandwidth: number | null;
  readonly common: boolean;
  readonly matchOn: readonly string[];
  readonly didSample: MatchedSample;
}

export interface ResolvedPsmOptions {
  readonly model: ResolvedOptions;
  readonly matching: MatchingOptions;
}

/**
 * Fills in the defaults and refuses options that contradict each other.
 *
 * @throws OPTION_INVALID, CALIPER_REQUIRED
 */
export function resolvePsmOptions(panel: Panel, options: PsmDidOptions): ResolvedPsmOptions {
  const model = resolveOptions(panel, options);
  const match = oneOf("match", options.match ?? "nearest");
  const design = oneOf("design", options.design ?? "baseline");
  refuseContradictions(options, match, design);
  const counted = match === "nearest" || match === "mahalanobis";
  const kernel = oneOf("kernel", options.kernel ?? "epanechnikov");
  const ratio = options.ratio ?? 1;
  if (!(Number.isInteger(ratio) && ratio >= 1)) {
    throw invalid("ratio", `${ratio} is not a whole number of partners`, "Give 1, 2, 3, …");
  }
  const matching: MatchingOptions = Object.freeze({
    design,
    baseline: design === "baseline" ? baselineLabel(panel, options.baseline) : null,
    link: oneOf("link", options.link ?? "logit"),
    match,
    caliper: positive("caliper", options.caliper),
    caliperSd: positive("caliperSd", options.caliperSd),
    ratio: counted ? ratio : null,
    replace: counted ? (options.replace ?? true) : null,
    kernel: match === "kernel" ? kernel : null,
    bandwidth: match === "kernel" ? positive("bandwidth", options.bandwidth ?? 0.06) : null,
    common: options.common ?? false,
    matchOn: matchColumns(model, options.matchOn),
    didSample: oneOf("didSample", options.didSample ?? "matched"),
  });
  return { model, matching };
}

function refuseContradictions(options: PsmDidOptions, match: MatchingMethod, design: MatchingDesign): void {
  const { caliper, caliperSd } = options;
  if (caliper !== undefined && caliperSd !== undefined) {
    throw invalid(
      "caliper",
      "it is given twice, in score units and in standard deviations",
      "Give one of the two",
    );
  }
  if (match === "radius" && caliper === undefined && caliperSd === undefined) {
    throw new CeterisError({
      code: "CALIPER_REQUIRED",
      where: "caliper",
      what: "radius matching has no radius; without one (as psmatch2 would have it) every treated row is matched with all controls",
      mend: "Give a caliper in units of the score, such as 0.05, or in standard deviations of the score, such as 0.25",
    });
  }
  const misplaced: readonly (readonly [string, boolean, string])[] = [
    [
      "caliper",
      match === "kernel" && (caliper ?? caliperSd) !== undefined,
      "a kernel reaches as far as its bandwidth",
    ],
    [
      "ratio",
      (options.ratio ?? 1) !== 1 && (match === "radius" || match === "kernel"),
      `${match} matching takes all controls within reach`,
    ],
    [
      "replace",
      options.replace === false && (match === "radius" || match === "kernel"),
      `${match} matching shares controls among treated rows`,
    ],
    ["kernel", options.kernel !== undefined && match !== "kernel", `${match} matching has no kernel`],
    [
      "bandwidth",
      options.bandwidth !== undefined && match !== "kernel",
      `${match} matching has no bandwidth`,
    ],
    [
      "baseline",
      options.baseline !== undefined && design !== "baseline",
      `the ${design} design has no baseline period`,
    ],
  ];
  const wrong = misplaced.find(([, applies]) => applies);
  if (wrong) throw invalid(wrong[0], wrong[2], `Leave “${wrong[0]}” out, or choose another match or design`);
}

function matchColumns(model: ResolvedOptions, given: readonly string[] | undefined): readonly string[] {
  const columns = given ?? model.controls;
  if (columns.length === 0) {
    throw invalid(
      "matchOn",
      "there is nothing to match on",
      "Name covariates, or give controls, which are the default",
    );
  }
  const twice = columns.filter((c, i) => columns.indexOf(c) !== i);
  if (twice.length > 0)
    throw invalid("matchOn", `${nameSome(twice)} is named more than once`, "Name each covariate once");
  return [...columns];
}

function baselineLabel(panel: Panel, given: number | string | undefined): string {
  const { labels, values } = panel.time;
  if (given !== undefined) {
    const label = String(given);
    if (labels.includes(label)) return label;
    throw invalid(
      "baseline",
      `“${label}” is not a period of the data`,
      `Give one of ${nameSome(labels, 12)}`,
    );
  }
  // A start in the first period leaves nothing before it; such units do not decide.
  const starts = panel.treatment!.cohort.filter((c) => c > values[0]!);
  const first = starts.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const before = labels.filter((_, code) => values[code]! < first);
  return before.at(-1)!;
}

function positive(where: string, value: number | undefined): number | null {
  if (value === undefined) return null;
  if (!(value > 0)) throw invalid(where, `${value} is not a positive number`, "Give a number above 0");
  return Math.min(value, Number.MAX_VALUE);
}

function oneOf<Option extends keyof typeof MATCHING_CHOICES>(
  where: Option,
  value: Choice<Option>,
): Choice<Option> {
  const allowed: readonly Choice<Option>[] = MATCHING_CHOICES[where];
  if (allowed.includes(value)) return value;
  throw invalid(where, `“${value}” is not known`, `Give one of ${allowed.join(", ")}`);
}

function invalid(where: string, what: string, mend: string): CeterisError {
  return new CeterisError({ code: "OPTION_INVALID", where, what, mend });
}
