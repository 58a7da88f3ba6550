import type { StudyContext } from "../context.ts";
import { RESAMPLED } from "../resampling/resampled.ts";
import type { StepName } from "../results.ts";
import type { StepContext } from "./step.ts";

/** Steps that look at the settings of others beside their own. */
const ALSO_READS: Partial<Record<StepName, readonly StepName[]>> = {
  staggered: ["eventStudy"],
  honest: ["eventStudy"],
  weighting: ["eventStudy"],
  bootstrap: RESAMPLED,
  jackknife: RESAMPLED,
};

/**
 * The context as one step sees it, without settings that make no difference to it: how things are called and
 * written, and other steps. A result is kept under the settings that its step can see, so that after a change of
 * others an interrupted run still goes on from it.
 */
export function stepContext(context: StudyContext, name: StepName): StepContext {
  const { labels: _, study, ...shared } = context;
  const { title, labels, published, output, tables, formats, fonts, steps, ...read } = study;
  const seen = new Set<string>([name, ...(ALSO_READS[name] ?? [])]);
  const own = Object.fromEntries(Object.entries(steps).filter(([step]) => seen.has(step)));
  return Object.freeze({ ...shared, study: { ...read, steps: own } });
}
