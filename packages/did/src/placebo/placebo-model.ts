import type { Estimate, FitStatistics, Panel, Sample, Warning } from "@ceteris/core";
import type { EstimationSample, SampleOptions } from "@ceteris/regression";
import type { Assignments } from "./assignments.ts";
import type { Entities } from "./entities.ts";
import type { Kernel } from "./kernel.ts";
import type { Paths } from "./paths.ts";

/** What happened, as the model estimates it. */
export interface Actual {
  readonly estimate: Estimate;
  readonly sample: Sample;
  readonly fit: FitStatistics | null;
  readonly spec: Readonly<Record<string, unknown>>;
  readonly warnings: readonly Warning[];
}

/** What a placebo estimates under each assignment. */
export interface PlaceboModel {
  readonly actual: Actual;
  /** What the rows of the draws must be complete in, beside `assign` and the strata. */
  readonly columns: Omit<SampleOptions, "extra">;
  /** Prepares the estimates under assignments of `paths` to the entities of a sample. */
  kernel(
    panel: Panel,
    sample: EstimationSample,
    entities: Entities,
    paths: Paths,
    assignments: Assignments,
  ): Kernel;
}
