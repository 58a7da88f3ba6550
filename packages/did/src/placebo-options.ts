import { CeterisError } from "@ceteris/core";
import type { DidOptions } from "./options.ts";

/** The words that the options of a placebo test take, for schemas and flags to list. */
export const PLACEBO_CHOICES = {
  mode: ["unit", "cluster", "time", "both"],
  alternative: ["two-sided", "greater", "less"],
} as const;

export type PlaceboMode = (typeof PLACEBO_CHOICES)["mode"][number];
export type Alternative = (typeof PLACEBO_CHOICES)["alternative"][number];

export interface PlaceboOptions extends DidOptions {
  /** Number of placebo assignments. Default: 500. All are used when there are no more than that. */
  readonly draws?: number | undefined;
  /**
   * What is moved. `"unit"` (default): treatment histories over units. `"cluster"`: over the levels of
   * `assign`. `"time"`: the start, to earlier periods. `"both"`: histories and start.
   */
  readonly mode?: PlaceboMode | undefined;
  /** Column at whose levels treatment was assigned; for `"cluster"`, and for `"both"` if wished. */
  readonly assign?: string | null | undefined;
  /** Which p-value the reader means; all three are in the result. Default: `"two-sided"`. */
  readonly alternative?: Alternative | undefined;
  /** Default: 1. */
  readonly seed?: number | undefined;
}

export interface ResolvedPlacebo {
  readonly draws: number;
  readonly mode: PlaceboMode;
  readonly assign: string | null;
  readonly alternative: Alternative;
  readonly seed: number;
}

/** Fills in the defaults. @throws OPTION_INVALID, PLACEBO_IMPOSSIBLE (cluster mode without `assign`) */
export function resolvePlacebo(options: PlaceboOptions): ResolvedPlacebo {
  const { draws = 500, mode = "unit", alternative = "two-sided", seed = 1 } = options;
  const assign = options.assign ?? null;
  if (!(Number.isSafeInteger(draws) && draws > 0)) {
    throw invalid("draws", `${draws} is not a whole number above zero`, "Give a number such as 500");
  }
  if (!PLACEBO_CHOICES.mode.includes(mode)) {
    throw invalid("mode", `“${mode}” is not known`, `Give one of ${PLACEBO_CHOICES.mode.join(", ")}`);
  }
  if (!PLACEBO_CHOICES.alternative.includes(alternative)) {
    throw invalid(
      "alternative",
      `“${alternative}” is not known`,
      `Give one of ${PLACEBO_CHOICES.alternative.join(", ")}`,
    );
  }
  if (assign !== null && (mode === "unit" || mode === "time")) {
    throw invalid(
      "assign",
      `mode “${mode}” moves no clusters`,
      "Choose mode cluster or both, or leave assign out",
    );
  }
  if (mode === "cluster" && assign === null) {
    throw new CeterisError({
      code: "PLACEBO_IMPOSSIBLE",
      where: "assign",
      what: "mode “cluster” needs to know at which level treatment was assigned",
      mend: "Name the column whose levels were treated as a whole, for example the province",
    });
  }
  return Object.freeze({ draws, mode, assign, alternative, seed });
}

function invalid(where: string, what: string, mend: string): CeterisError {
  return new CeterisError({ code: "OPTION_INVALID", where, what, mend });
}
