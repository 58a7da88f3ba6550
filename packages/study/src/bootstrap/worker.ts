import { parentPort, workerData } from "node:worker_threads";
import { definePanel } from "@ceteris/core";
import { bootstrapPlan } from "@ceteris/did";
import { bootstrapOptions, bootstrapStatistic } from "./bootstrap-statistic.ts";
import type { WorkerAnswer, WorkerInput, WorkerRequest } from "./open-lanes.ts";

// A thread of a study's bootstrap: makes the panel again from its table, then takes what it is asked for.
const { table, panelSpec, ...rest } = workerData as WorkerInput;
const context = { ...rest, panel: definePanel(table, panelSpec) };
const plan = bootstrapPlan(context.panel, bootstrapStatistic(context), bootstrapOptions(context));
parentPort!.on("message", ({ from, to }: WorkerRequest) => {
  const draws: WorkerAnswer = Array.from({ length: to - from }, (_, i) => plan.take(from + i));
  parentPort!.postMessage(draws);
});
