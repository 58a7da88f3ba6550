import { parentPort, workerData } from "node:worker_threads";
import { definePanel } from "@ceteris/core";
import type { WorkerAnswer, WorkerInput, WorkerRequest } from "./open-lanes.ts";
import { studyPlan } from "./study-plan.ts";

// A thread of a study that is done over and over: makes the panel again from its table, then takes what it is asked for.
const { table, panelSpec, way, ...rest } = workerData as WorkerInput;
const plan = studyPlan({ ...rest, drawnFrom: definePanel(table, panelSpec) }, way);
parentPort!.on("message", ({ from, to }: WorkerRequest) => {
  const draws: WorkerAnswer = Array.from({ length: to - from }, (_, i) => plan.take(from + i));
  parentPort!.postMessage(draws);
});
