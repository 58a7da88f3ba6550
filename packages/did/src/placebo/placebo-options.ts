import { CeterisError } from "@ceteris/core";
import type { DidOptions } from "../model/options.ts";

/** The words that the options of a placebo test take, for schemas and flags to list. */
export const PLACEBO_CHOICES = {
  mode: ["unit", "cluster", "time", "both"],
  alternative: ["two-sided", "greater", "less"],
} as const;

export type PlaceboMode = (typeof PLACEBO_CHOICES)["mode"][number];
export type Alternative = (typeof PLACEBO_CHOICES)["alternative"][number];

/** How a placebo test draws, whatever it estimates. */
export interface PlaceboDrawOptions {
  /** Number of placebo assignments. Default: 500. All are used when there are no more than that. */
  readonly draws?: number | undefined;
  /**
   * What is moved. `"unit"` (default): treatment histories over units. `"cluster"`: over the levels of
   * `assign`. `"time"`: the start, to earlier periods. `"both"`: histories and start.
   */
  readonly mode?: PlaceboMode | undefined;
  /** Column at whose levels treatment was assigned; for `"cluster"`, and for `"both"` if wished. */
  readonly assign?: string | null | undefined;
  /**
   * Columns, constant over time, in whose crossed levels treatment was assigned separately: histories
   * are dealt out within them. Default: none.
   */
  readonly strata?: readonly string[] | undefined;
  /** Which p-value the reader means; all three are in the result. Default: `"two-sided"`. */
  readonly alternative?: Alternative | undefined;
  /**
   * Whether each draw gets a t statistic and a p-value of its own, by the covariance of the actual
   * estimate. Default: false, because a draw of `twfe` then takes two to six times as long (least where every
   * unit has the same periods and no weights), and with other errors than `iid`, `hc1` and one-way
   * `cluster` a regression.
   */
  readonly studentised?: boolean | undefined;
  /** Default: 1. */
  readonly seed?: number | undefined;
}

export interface PlaceboOptions extends DidOptions, PlaceboDrawOptions {}

export interface ResolvedDraws {
  readonly draws: number;
  readonly mode: PlaceboMode;
  readonly assign: string | null;
  readonly strata: readonly string[];
  readonly alternative: Alternative;
  readonly studentised: boolean;
  readonly seed: number;
}

/** Fills in the defaults. @throws OPTION_INVALID, PLACEBO_IMPOSSIBLE (cluster mode without `assign`) */
export function resolveDraws(options: PlaceboDrawOptions): ResolvedDraws {
  const { draws = 500, mode = "unit", alternative = "two-sided", studentised = false, seed = 1 } = options;
  const assign = options.assign ?? null;
  const strata = [...(options.strata ?? [])];
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
  if (strata.length > 0 && mode === "time") {
    throw invalid(
      "strata",
      "mode “time” deals nothing out",
      "Choose mode unit, cluster or both, or leave strata out",
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
  return Object.freeze({ draws, mode, assign, strata, alternative, studentised, seed });
}

function invalid(where: string, what: string, mend: string): CeterisError {
  return new CeterisError({ code: "OPTION_INVALID", where, what, mend });
}
