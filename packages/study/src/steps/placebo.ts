import { driveWork, type PlaceboResult } from "@ceteris/core";
import { placeboWork } from "@ceteris/did";
import type { StepContext, StepTools } from "./step.ts";

/**
 * The draws have t statistics of their own unless the study file says no: the report shows their p values.
 * An interrupt keeps the draws done, and the next run goes on from there.
 */
export async function placeboStep(
  { study, panel, model, seed }: StepContext,
  tools: StepTools,
): Promise<PlaceboResult> {
  const options = { studentised: true, ...model, ...study.steps.placebo, seed };
  const soFar = (await tools.recall("draws")) as PlaceboResult | null;
  let interrupt: { readonly error: unknown } | null = null;
  const result = await driveWork(placeboWork(panel, options, {}, soFar), {
    onProgress: (progress) => {
      try {
        tools.tell(progress);
      } catch (error) {
        interrupt = { error };
      }
    },
    isInterrupted: () => interrupt !== null,
  });
  // Told through a callback, which type inference does not follow.
  const stopped = interrupt as { readonly error: unknown } | null;
  if (!stopped) return result;
  await tools.remember("draws", result);
  throw stopped.error;
}
