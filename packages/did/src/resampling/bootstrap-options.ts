import { CeterisError } from "@ceteris/core";

/** The words that options of `pairsBootstrap` and `jackknife` take, for schemas and flags to list. */
export const RESAMPLING_CHOICES = {
  interval: ["percentile", "basic", "normal", "bca"],
  centre: ["mean", "estimate"],
} as const;

export type BootstrapIntervalType = (typeof RESAMPLING_CHOICES)["interval"][number];
export type JackknifeCentre = (typeof RESAMPLING_CHOICES)["centre"][number];

export interface BootstrapOptions {
  /** Column whose levels are drawn whole. Default: the unit. */
  readonly by?: string | undefined;
  /** Column within whose levels clusters are drawn, as the treated group. Default: all are drawn together. */
  readonly strata?: string | null | undefined;
  /** Number of draws. Default: 999. */
  readonly draws?: number | undefined;
  /** Which interval, with its p-value, is that of the row; the others stand beside it. Default: `"percentile"`. */
  readonly interval?: BootstrapIntervalType | undefined;
  /** Confidence level between 0 and 1. Default: 0.95. */
  readonly level?: number | undefined;
  /** Default: 1. */
  readonly seed?: number | undefined;
}

/** `BootstrapOptions` after defaults. */
export interface ResolvedBootstrap {
  readonly by: string;
  readonly strata: string | null;
  readonly draws: number;
  readonly interval: BootstrapIntervalType;
  readonly level: number;
  readonly seed: number;
}

/** Fills in the defaults. @throws OPTION_INVALID */
export function resolveBootstrap(unit: string, options: BootstrapOptions): ResolvedBootstrap {
  const { by = unit, draws = 999, interval = "percentile", level = 0.95, seed = 1 } = options;
  if (!(Number.isSafeInteger(draws) && draws > 1 && draws < 2 ** 31)) {
    throw invalid("draws", `${draws} is not a whole number from 2 on`, "Give a number such as 999");
  }
  if (!RESAMPLING_CHOICES.interval.includes(interval)) {
    throw invalid(
      "interval",
      `“${interval}” is not known`,
      `Give one of ${RESAMPLING_CHOICES.interval.join(", ")}`,
    );
  }
  return Object.freeze({
    by,
    strata: options.strata ?? null,
    draws,
    interval,
    level: requireLevel(level),
    seed,
  });
}

/** @throws OPTION_INVALID */
export function requireLevel(level: number): number {
  if (level > 0 && level < 1) return level;
  throw invalid("level", `${level} is not between 0 and 1`, "Give a confidence level such as 0.95");
}

export function invalid(where: string, what: string, mend: string): CeterisError {
  return new CeterisError({ code: "OPTION_INVALID", where, what, mend });
}
