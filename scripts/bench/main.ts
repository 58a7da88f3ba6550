import { attGtBenches } from "./att-gt.ts";
import type { Bench, BenchRow } from "./bench.ts";
import { bootstrapBenches } from "./bootstrap.ts";
import { matchingBenches } from "./matching.ts";
import { placeboBenches } from "./placebo.ts";
import { readingBenches } from "./reading.ts";
import { regressionBenches } from "./regression.ts";
import { weightingBenches } from "./weighting.ts";
import { wildBenches } from "./wild.ts";

/** `pnpm bench [--only PREFIX] [--json]`: times the engine beside its references, interleaved, in one run. */
const BENCHES: readonly Bench[] = [
  ...regressionBenches,
  ...placeboBenches,
  ...wildBenches,
  ...weightingBenches,
  ...matchingBenches,
  ...attGtBenches,
  ...bootstrapBenches,
  ...readingBenches,
];

const only = option("--only") ?? "";
const rows: BenchRow[] = [];
for (const bench of BENCHES.filter((b) => b.name.startsWith(only))) {
  process.stderr.write(`${bench.name} …\n`);
  rows.push(...(await bench.run()));
}
if (process.argv.includes("--json")) console.log(JSON.stringify({ rows }, null, 2));
else print(rows);

function option(name: string): string | undefined {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : process.argv[at + 1];
}

function print(all: readonly BenchRow[]): void {
  const lines = all.map((row) => [
    row.name,
    duration(row.seconds),
    row.reference ?? "not installed",
    row.referenceSeconds === null ? "–" : duration(row.referenceSeconds),
    row.ratio === null ? "–" : `${row.ratio.toFixed(1)}×`,
    row.rowsPerSecond === undefined ? "" : `${(row.rowsPerSecond / 1e6).toFixed(1)} M`,
    row.peakOverInput === undefined ? "" : row.peakOverInput.toFixed(1),
  ]);
  const head = ["case", "ceteris", "reference", "takes", "faster", "rows/s", "peak memory / input"];
  const table = [head, head.map(() => "---"), ...lines];
  const widths = head.map((_, c) => Math.max(...table.map((line) => line[c]!.length)));
  for (const line of table) console.log(`| ${line.map((cell, c) => cell.padEnd(widths[c]!)).join(" | ")} |`);
}

function duration(seconds: number): string {
  return seconds < 0.1 ? `${(seconds * 1000).toFixed(2)} ms` : `${seconds.toFixed(2)} s`;
}
