import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import type { PanelSpec, Table } from "@ceteris/core";
import type { Draw, ResamplingPlan } from "@ceteris/did";
import type { Resampling } from "./resampled.ts";
import type { ResamplingContext } from "./study-statistic.ts";
import type { Lane } from "./take-portions.ts";

/** What a thread is given: the data as a table, to make a panel of again, and what the study says. */
export interface WorkerInput extends Omit<ResamplingContext, "drawnFrom"> {
  readonly way: Resampling;
  readonly table: Table;
  readonly panelSpec: PanelSpec;
}

/** Portions asked of a thread, and its answer. */
export interface WorkerRequest {
  readonly from: number;
  readonly to: number;
}
export type WorkerAnswer = readonly Draw[];

const WORKER = fileURLToPath(new URL("./worker.js", import.meta.url));

/**
 * As many threads as asked for; with one, and where there is no built worker beside this file (tests run
 * on the sources), this thread takes the portions itself.
 */
export function openLanes(
  context: ResamplingContext,
  way: Resampling,
  plan: ResamplingPlan<unknown>,
  threads: number,
): readonly Lane[] {
  if (threads < 2 || !existsSync(WORKER)) return [ownLane(plan)];
  return Array.from({ length: threads }, () => threadLane(context, way));
}

function ownLane(plan: ResamplingPlan<unknown>): Lane {
  return {
    async take(from, to) {
      const draws = Array.from({ length: to - from }, (_, i) => plan.take(from + i));
      // Lets the event loop turn, so that an interrupt is seen.
      await new Promise((resolve) => setImmediate(resolve));
      return draws;
    },
    close: async () => {},
  };
}

function threadLane({ drawnFrom, study, model, seed }: ResamplingContext, way: Resampling): Lane {
  const { table, spec: panelSpec } = drawnFrom;
  const workerData: WorkerInput = { table, panelSpec, study, model, seed, way };
  const worker = new Worker(WORKER, { workerData });
  const failed = new Promise<never>((_, reject) => worker.once("error", reject));
  failed.catch(() => {}); // whoever waits for an answer hears of it
  return {
    take(from, to) {
      const answer = new Promise<WorkerAnswer>((resolve) => worker.once("message", resolve));
      worker.postMessage({ from, to } satisfies WorkerRequest);
      return Promise.race([answer, failed]);
    },
    close: () => worker.terminate(),
  };
}
