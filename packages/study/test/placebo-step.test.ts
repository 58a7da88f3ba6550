import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { type Progress, readStudy, runStudy } from "../src/index.ts";

const castle = fileURLToPath(new URL("../../../data/castle/castle.csv", import.meta.url));

/** Runs a study with a placebo step alone. */
async function study<T>(draws: number, work: (path: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "ceteris-placebo-step-"));
  const path = join(folder, "study.yaml");
  writeFileSync(
    path,
    `data: { file: ${castle} }
output: results
panel: { unit: state, time: year, treatment: { cohort: cohort } }
model: { outcome: l_homicide, controls: [poverty] }
steps:
  placebo: { draws: ${draws} }
`,
  );
  try {
    return await work(path);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

it("tells how far a long step is, and ends within it when interrupted", async () => {
  const told: Progress[] = [];
  let stop = false;
  const run = study(5_000_000, async (path) =>
    runStudy(await readStudy(path), {
      onProgress: (progress) => {
        told.push(progress);
        stop = progress.state === "working";
      },
      isInterrupted: () => stop,
    }),
  );
  await expect(run).rejects.toMatchObject({ code: "INTERRUPTED" });
  const last = told.at(-1)!;
  expect(last).toMatchObject({ step: "placebo", state: "working", work: { total: 5_000_000 } });
  expect(last.work!.done).toBeGreaterThan(0);
  expect(last.work!.done).toBeLessThan(5_000_000);
});

it("shows the draws' p values in the report", async () => {
  const { results, files } = await study(60, async (path) => runStudy(await readStudy(path), { lang: "zh" }));
  expect(results.placebo!.studentised!.pValues.length).toBe(60);
  expect(files).toContain("charts/placebo.svg");
});
