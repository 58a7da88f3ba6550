import { driveWork } from "@ceteris/core";
import { expect, it } from "vitest";
import { loadContext } from "../../src/context.ts";
import { type Progress, readStudy, runStudy } from "../../src/index.ts";
import { placeboStep } from "../../src/steps/placebo.ts";
import type { StepTools } from "../../src/steps/step.ts";
import { castleStudies } from "../castle-studies.ts";

const written = castleStudies();
/** A study with a placebo step alone. */
const study = (draws: number) => written(`  placebo: { draws: ${draws} }`);

it("tells how far a long step is, and ends within it when interrupted", async () => {
  const told: Progress[] = [];
  let stop = false;
  const run = runStudy(await readStudy(study(5_000_000)), {
    onProgress: (progress) => {
      told.push(progress);
      stop = progress.state === "working";
    },
    isInterrupted: () => stop,
  });
  await expect(run).rejects.toMatchObject({ code: "INTERRUPTED" });
  const last = told.at(-1)!;
  expect(last).toMatchObject({ step: "placebo", state: "working", work: { total: 5_000_000 } });
  expect(last.work!.done).toBeGreaterThan(0);
  expect(last.work!.done).toBeLessThan(5_000_000);
});

it("goes on from the draws of an interrupted run, to the same result", async () => {
  const context = await loadContext(await readStudy(study(20_000)));
  const kept = new Map<string, string>();
  const done: number[] = [];
  const tools = (stopAt: number): StepTools => ({
    drive: driveWork,
    tell: (progress) => {
      done.push(progress.done);
      if (progress.done >= stopAt) throw new Error("stop");
    },
    threads: 1,
    recall: async (part) => JSON.parse(kept.get(part) ?? "null"),
    remember: async (part, result) => void kept.set(part, JSON.stringify(result)),
  });
  const whole = await placeboStep(context, tools(Number.POSITIVE_INFINITY));
  await expect(placeboStep(context, tools(300))).rejects.toThrow("stop");
  const before = JSON.parse(kept.get("draws")!).draws.n;
  expect(before).toBeGreaterThanOrEqual(300);
  expect(before).toBeLessThan(20_000);
  done.length = 0;
  expect(await placeboStep(context, tools(Number.POSITIVE_INFINITY))).toEqual(whole);
  expect(Math.min(...done, 20_000)).toBeGreaterThan(before - 256);
});

it("shows the draws' p values in the report", async () => {
  const { results, files } = await runStudy(await readStudy(study(60)), { lang: "zh" });
  expect(results.placebo!.studentised!.pValues.length).toBe(60);
  expect(files).toContain("charts/placebo.svg");
});
