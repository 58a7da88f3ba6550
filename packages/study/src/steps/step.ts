import type { Work } from "@ceteris/core";
import type { StudyContext } from "../context.ts";

/** Does long work of a step, telling how far it is; throws INTERRUPTED when the run is to end. */
export type Drive = <Result>(work: Work<Result>) => Promise<Result>;

/** What one step of a study finds. */
export type Step = (context: StudyContext, drive: Drive) => unknown;
