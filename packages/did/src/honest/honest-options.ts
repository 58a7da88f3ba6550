import { CeterisError, type HonestType, nameSome } from "@ceteris/core";
import type { EventPath } from "./event-path.ts";
import type { FixedLengthSearch } from "./smoothness.ts";

export interface HonestOptions {
  /** Default `relative`. */
  readonly type?: HonestType | undefined;
  /**
   * Sizes of violation, not negative. Under `relative`, how many times the largest step between periods
   * before treatment a later step may be: default 0.5, 1, 1.5, 2. Under `smoothness`, how much the slope
   * of the difference in trends may change from a period to the next, in units of the outcome: default 0,
   * 0.05, 0.1, 0.2 and 0.4 standard errors of the target.
   */
  readonly m?: readonly number[] | undefined;
  /** The first effect after the base (default), the average of all, that at an event time, or weights. */
  readonly target?: "first" | "average" | number | readonly number[] | undefined;
  /** Default 0.95. */
  readonly level?: number | undefined;
  /** How the smoothness estimator is chosen: `grid` (default), as R HonestDiD, or `exact`. */
  readonly search?: FixedLengthSearch | undefined;
  /** For draws where there is a single effect after the base and `type` is `relative`. Default 1. */
  readonly seed?: number | undefined;
}

export interface ResolvedHonest {
  readonly type: HonestType;
  readonly m: readonly number[];
  /** Weights of the lags. */
  readonly weights: Float64Array;
  readonly target: "first" | "average" | number | "weights";
  readonly level: number;
  readonly search: FixedLengthSearch;
  readonly seed: number;
}

/** @throws OPTION_INVALID */
export function resolveHonest(path: EventPath, options: HonestOptions): ResolvedHonest {
  const { type = "relative", target = "first", level = 0.95, search = "grid", seed = 1 } = options;
  if (type !== "relative" && type !== "smoothness") {
    throw invalid("type", `“${String(type)}” is not a kind of restriction`, "Give relative or smoothness");
  }
  if (search !== "grid" && search !== "exact") {
    throw invalid("search", `“${String(search)}” is not a way to search`, "Give grid or exact");
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
  return { type, m, weights, target: typeof target === "object" ? "weights" : target, level, search, seed };
}

function defaultSizes(type: HonestType, stdError: number): number[] {
  return type === "relative" ? [0.5, 1, 1.5, 2] : [0, 0.05, 0.1, 0.2, 0.4].map((share) => share * stdError);
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
