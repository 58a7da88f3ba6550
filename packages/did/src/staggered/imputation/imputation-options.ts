import { CeterisError } from "@ceteris/core";
import type { StaggeredOptions } from "../staggered-options.ts";

export interface ImputationOptions extends StaggeredOptions {
  /**
   * Event times from −leads to −1 are tested for a pre-trend and given rows of their own beside the effects,
   * with `aggregate: "dynamic"`. Default: none are.
   */
  readonly leads?: number | null | undefined;
  /** Compares each effect with the mean effect on the other clusters of its cell, for its error. Default: false. */
  readonly leaveOneOut?: boolean | undefined;
}

/** @throws OPTION_INVALID */
export function resolveLeads({ leads = null, aggregate }: ImputationOptions): number | null {
  if (leads === null) return null;
  const invalid = (what: string, mend: string) =>
    new CeterisError({ code: "OPTION_INVALID", where: "leads", what, mend });
  if (!(Number.isFinite(leads) && leads >= 1)) {
    throw invalid(
      `${leads} is not a number of periods from 1 on`,
      "Give the number of event times before treatment to test, for example 4",
    );
  }
  if (aggregate === "dynamic") return leads;
  throw invalid(
    "leads belong to effects by event time",
    "Leave them out, or ask for the dynamic aggregation",
  );
}
