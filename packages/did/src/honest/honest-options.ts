import {
  CeterisError,
  type HonestMethod,
  type HonestRestriction,
  type HonestType,
  nameSome,
} from "@ceteris/core";
import type { EventPath } from "./event-path.ts";
import type { FixedLengthSearch } from "./smoothness.ts";

/** The words that the options of a sensitivity analysis take, for schemas and flags to list. */
export const HONEST_CHOICES = {
  type: ["relative", "smoothness", "relative-smoothness"],
  restrict: ["positive", "negative", "increasing", "decreasing"],
  method: ["flci", "conditional", "c-lf", "c-f"],
  search: ["grid", "exact"],
} as const satisfies {
  readonly type: readonly HonestType[];
  readonly restrict: readonly HonestRestriction[];
  readonly method: readonly HonestMethod[];
  readonly search: readonly FixedLengthSearch[];
};

export interface HonestOptions {
  /** Default `relative`. */
  readonly type?: HonestType | undefined;
  /**
   * Sizes of violation, not negative. Under `relative`, how many times the largest step between periods
   * before treatment a later step may be; under `relative-smoothness`, how many times the largest change
   * of slope before it a later one may be: default 0.5, 1, 1.5, 2. Under `smoothness`, how much the slope
   * of the difference in trends may change from a period to the next, in units of the outcome: default 0,
   * 0.05, 0.1, 0.2 and 0.4 standard errors of the target.
   */
  readonly m?: readonly number[] | undefined;
  /**
   * What is known beside it of the difference in trends after the base: that it is `positive` or
   * `negative`, or `increasing` or `decreasing` from period to period. Default: nothing.
   */
  readonly restrict?: HonestRestriction | null | undefined;
  /**
   * How intervals are made. Relative types: `c-lf` (default) or `conditional`. `smoothness`: any;
   * default `flci`, and `c-f` with `restrict`, which `flci` cannot use.
   */
  readonly method?: HonestMethod | undefined;
  /** The first effect after the base (default), the average of all, that at an event time, or weights. */
  readonly target?: "first" | "average" | number | readonly number[] | undefined;
  /** Default 0.95. */
  readonly level?: number | undefined;
  /** How a fixed-length interval is chosen: `grid` (default), as R HonestDiD, or `exact`. */
  readonly search?: FixedLengthSearch | undefined;
}

export interface ResolvedHonest {
  readonly type: HonestType;
  readonly restrict: HonestRestriction | null;
  readonly method: HonestMethod;
  readonly m: readonly number[];
  /** Weights of the lags. */
  readonly weights: Float64Array;
  readonly target: "first" | "average" | number | "weights";
  readonly level: number;
  readonly search: FixedLengthSearch;
}

/** @throws OPTION_INVALID, OPTION_UNSUPPORTED, TOO_FEW_ROWS */
export function resolveHonest(path: EventPath, options: HonestOptions): ResolvedHonest {
  const { type = "relative", target = "first", level = 0.95, search = "grid", restrict = null } = options;
  oneOf("type", type, "a kind of restriction");
  if (restrict !== null) oneOf("restrict", restrict, "a sign or a direction");
  oneOf("search", search, "a way to search");
  const method = options.method ?? (type !== "smoothness" ? "c-lf" : restrict === null ? "flci" : "c-f");
  oneOf("method", method, "a way to make intervals");
  requireMethod(type, restrict, method);
  if (type === "relative-smoothness" && path.nPre < 2) {
    throw new CeterisError({
      code: "TOO_FEW_ROWS",
      where: "type",
      what: "one estimate before the base shows no change of slope",
      mend: "Give two or more, or use relative or smoothness",
    });
  }
  if (!(level > 0 && level < 1)) {
    throw invalid("level", `${level} is not between 0 and 1`, "Give a level such as 0.95");
  }
  const weights = weightsOf(path, target);
  const m = [...new Set(options.m ?? defaultSizes(type, standardError(path, weights)))].sort((a, b) => a - b);
  if (m.length === 0 || m.some((v) => !(v >= 0 && v < Number.POSITIVE_INFINITY))) {
    throw invalid(
      "m",
      `“${m.join(", ")}” is not a list of sizes`,
      "Give numbers that are not negative, for example 0.5, 1, 2",
    );
  }
  const named = typeof target === "object" ? "weights" : target;
  return { type, restrict, method, m, weights, target: named, level, search };
}

/** Fixed-length intervals need a set that is symmetric and the same whatever the leads. */
function requireMethod(type: HonestType, restrict: HonestRestriction | null, method: HonestMethod): void {
  if (type !== "smoothness" && (method === "flci" || method === "c-f")) {
    throw unsupported(
      `fixed-length intervals (${method}) do not exist for ${type}, whose bound the leads decide`,
      "Use c-lf or conditional",
    );
  }
  if (restrict !== null && method === "flci") {
    throw unsupported(
      `flci cannot use that the difference in trends is ${restrict}`,
      "Use c-f, c-lf or conditional, or leave restrict out",
    );
  }
}

function oneOf<Option extends keyof typeof HONEST_CHOICES>(
  option: Option,
  value: (typeof HONEST_CHOICES)[Option][number],
  kind: string,
): void {
  const words: readonly string[] = HONEST_CHOICES[option];
  if (words.includes(value)) return;
  const list = `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
  throw invalid(option, `“${String(value)}” is not ${kind}`, `Give ${list}`);
}

function defaultSizes(type: HonestType, stdError: number): number[] {
  return type !== "smoothness" ? [0.5, 1, 1.5, 2] : [0, 0.05, 0.1, 0.2, 0.4].map((share) => share * stdError);
}

export function standardError({ nPre, nPost, vcov }: EventPath, weights: Float64Array): number {
  const k = nPre + nPost;
  let sum = 0;
  for (let i = 0; i < nPost; i++) {
    for (let j = 0; j < nPost; j++) sum += weights[i]! * vcov[(nPre + i) * k + nPre + j]! * weights[j]!;
  }
  return Math.sqrt(Math.max(0, sum));
}

function weightsOf({ nPre, nPost, eventTimes }: EventPath, target: NonNullable<HonestOptions["target"]>) {
  const lags = eventTimes.slice(nPre);
  const weights = new Float64Array(nPost);
  if (target === "first") weights[0] = 1;
  else if (target === "average") weights.fill(1 / nPost);
  else if (typeof target === "number") {
    const at = lags.indexOf(target);
    if (at < 0) {
      throw invalid(
        "target",
        `there is no event time ${target} after the base`,
        `Give first, average or one of ${nameSome(lags, 30)}`,
      );
    }
    weights[at] = 1;
  } else if (typeof target === "object") {
    if (target.length !== nPost || !target.every(Number.isFinite) || target.every((v) => v === 0)) {
      throw invalid(
        "target",
        `${target.length} weights (${nameSome(target, 8)}) for ${nPost} event times after the base`,
        "Give a number for each of them, not all zero",
      );
    }
    weights.set(target);
  } else
    throw invalid(
      "target",
      `“${String(target)}” is not a target`,
      "Give first, average, an event time or weights",
    );
  return weights;
}

function invalid(where: string, what: string, mend: string): CeterisError {
  return new CeterisError({ code: "OPTION_INVALID", where, what, mend });
}

function unsupported(what: string, mend: string): CeterisError {
  return new CeterisError({ code: "OPTION_UNSUPPORTED", where: "method", what, mend });
}
