import { CeterisError } from "@ceteris/core";
import type { SmallSample } from "@ceteris/regression";
import type { StaggeredOptions } from "../staggered-options.ts";

export interface StackedOptions extends StaggeredOptions {
  /**
   * Lengths of time before the first treated period, and after it, that every sub-experiment covers: event
   * times from −before to after. Default: those that keep the most rows of treated units, cohorts without
   * the whole window left out; of equals those that keep more cohorts, then more periods before.
   */
  readonly before?: number | undefined;
  readonly after?: number | undefined;
  /** Event time that the others are measured from. Default: −1, the last period before treatment. */
  readonly base?: number | undefined;
  /** Small-sample corrections. Default: `"fixest"`. */
  readonly smallSample?: SmallSample | undefined;
}

/** @throws OPTION_INVALID */
export function checkLengths({ before, after }: Pick<StackedOptions, "before" | "after">): void {
  if (before !== undefined && !(before > 0 && before < Number.POSITIVE_INFINITY)) {
    throw invalid(
      "before",
      `${before} is not a length of time above 0`,
      "Give the periods before treatment to cover, such as 3",
    );
  }
  if (after !== undefined && !(after >= 0 && after < Number.POSITIVE_INFINITY)) {
    throw invalid(
      "after",
      `${after} is not a length of time from 0 on`,
      "Give the periods after the first treated one to cover, such as 2",
    );
  }
}

function invalid(where: string, what: string, mend: string): CeterisError {
  return new CeterisError({ code: "OPTION_INVALID", where, what, mend });
}
