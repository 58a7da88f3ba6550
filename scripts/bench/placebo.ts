import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { definePanel, fromColumns, type Panel, type PlaceboOptions, placebo, randomStream } from "ceteris";
import type { Bench, BenchRow } from "./bench.ts";
import { hasR } from "./peer.ts";

const UNITS = 257;
const PERIODS = 6;
const CONTROLS = ["x1", "x2", "x3", "x4"];

const CASES: Readonly<Record<string, Partial<PlaceboOptions>>> = {
  "placebo-500": { draws: 500 },
  "placebo-500-studentised": { draws: 500, studentised: true },
  "placebo-100k": { draws: 100_000 },
  "placebo-100k-studentised": { draws: 100_000, studentised: true },
};

/** Unit placebos on 257 × 6 rows with four controls, beside a loop of 500 regressions in fixest. */
export const placeboBenches: readonly Bench[] = Object.entries(CASES).map(([name, how]) => ({
  name,
  run: async () => [time(name, { outcome: "y", controls: CONTROLS, ...how })],
}));

function time(name: string, options: PlaceboOptions): BenchRow {
  const columns = makeColumns();
  const panel = definePanel(fromColumns(columns), {
    unit: "unit",
    time: "time",
    treatment: { cohort: "start" },
  });
  const rounds = options.draws === 500 ? 41 : 7;
  for (let seed = 0; seed < rounds / 3; seed++) once(panel, { ...options, seed });
  const took = Array.from({ length: rounds }, (_, seed) => once(panel, { ...options, seed }));
  const seconds = took.sort((a, b) => a - b)[(rounds - 1) / 2]!;
  const loop = options.draws === 500 && hasR("fixest") ? loopOfR(columns) : null;
  return {
    name,
    seconds,
    reference: loop ? `${loop.version}, loop of 500` : null,
    referenceSeconds: loop?.seconds ?? null,
    ratio: loop ? loop.seconds / seconds : null,
  };
}

function once(panel: Panel, options: PlaceboOptions): number {
  const start = performance.now();
  placebo(panel, options);
  return (performance.now() - start) / 1000;
}

function loopOfR(columns: Readonly<Record<string, readonly number[]>>): { seconds: number; version: string } {
  const folder = mkdtempSync(join(tmpdir(), "ceteris-bench-"));
  try {
    const file = join(folder, "panel.csv");
    const names = Object.keys(columns);
    const rows = columns.unit!.map((_, i) => names.map((name) => columns[name]![i]).join(","));
    writeFileSync(file, [names.join(","), ...rows, ""].join("\n"));
    const script = fileURLToPath(new URL("../../bench/placebo.R", import.meta.url));
    return JSON.parse(spawnSync("Rscript", [script, file], { encoding: "utf8" }).stdout);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function makeColumns(): Record<string, number[]> {
  const stream = randomStream(20180101);
  const rows = Array.from(
    { length: UNITS * PERIODS },
    (_, i) => [Math.floor(i / PERIODS), i % PERIODS] as const,
  );
  const noise = () => rows.map(() => stream.normal());
  return {
    unit: rows.map(([u]) => u + 1),
    time: rows.map(([, t]) => 2016 + t),
    start: rows.map(([u]) => (u % 4 === 0 ? 2018 : 0)),
    ...Object.fromEntries(CONTROLS.map((name) => [name, noise()])),
    y: noise(),
  };
}
