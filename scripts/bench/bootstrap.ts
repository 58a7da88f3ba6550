import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { definePanel, pairsBootstrap, readStudy, readTable, runStudy, twfe } from "ceteris";
import type { Bench, BenchRow } from "./bench.ts";
import { hasR } from "./peer.ts";

const ROOT = new URL("../../../", import.meta.url);
const STUDY = fileURLToPath(new URL("examples/pilot-study/study.yaml", ROOT));
const PANEL = fileURLToPath(new URL("data/pilot-panel/panel.csv", ROOT));

/** The whole pilot study drawn anew, and one regression drawn anew beside a loop over fixest. */
export const bootstrapBenches: readonly Bench[] = [
  { name: "bootstrap-pilot-500", run: wholeStudy },
  { name: "bootstrap-did-999", run: oneRegression },
];

/** Index built, matched and regressed on each of 500 draws, on all cores, with the threads' start. */
async function wholeStudy(): Promise<BenchRow[]> {
  const output = mkdtempSync(join(tmpdir(), "ceteris-bench-"));
  const file = await readStudy(STUDY, { output });
  const { psmDid, eventStudy } = file.study.steps;
  const steps = { psmDid, eventStudy, bootstrap: { draws: 500, of: ["baseline", "eventStudy", "psmDid"] } };
  const study = { ...file.study, steps, formats: { tables: [], charts: [], report: [] } };
  let seconds = Number.NaN;
  try {
    await runStudy(
      { ...file, published: null, study: study as typeof file.study },
      {
        onProgress: ({ step, milliseconds }) => {
          if (step === "bootstrap" && milliseconds !== undefined) seconds = milliseconds / 1000;
        },
      },
    );
  } finally {
    rmSync(output, { recursive: true, force: true });
  }
  const name = `bootstrap-pilot-500-on-${availableParallelism()}-cores`;
  return [{ name, seconds, reference: null, referenceSeconds: null, ratio: null }];
}

/** 999 draws of cities and a regression of each, one thread on both sides. */
async function oneRegression(): Promise<BenchRow[]> {
  const table = await readTable(PANEL);
  const treatment = { group: "pilot", start: 2018 };
  const panel = definePanel(table, { unit: "city", time: "year", treatment });
  const options = { outcome: "average_wage", controls: ["log_population", "fiscal_share"] };
  const bootstrap = (draws: number) => pairsBootstrap(panel, (drawn) => twfe(drawn, options), { draws });
  bootstrap(100);
  const start = performance.now();
  bootstrap(999);
  const seconds = (performance.now() - start) / 1000;
  const theirs = reference();
  return [
    {
      name: "bootstrap-did-999",
      seconds,
      reference: theirs?.version ?? null,
      referenceSeconds: theirs?.seconds ?? null,
      ratio: theirs ? theirs.seconds / seconds : null,
    },
  ];
}

function reference(): { version: string; seconds: number } | null {
  if (!hasR("fixest") || !hasR("jsonlite")) return null;
  const script = fileURLToPath(new URL("../../bench/bootstrap.R", import.meta.url));
  const found = spawnSync("Rscript", [script, PANEL]);
  return found.status === 0 ? JSON.parse(found.stdout.toString()) : null;
}
