import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { fromColumns, randomStream, type Table, writeTable } from "ceteris";
import type { Bench, BenchRow } from "./bench.ts";
import { hasR, startPeer } from "./peer.ts";

interface Case {
  readonly file: string;
  readonly rows: number;
  /** Package of R that reads this format; null for none in CRAN without a compiler of its own. */
  readonly package: string | null;
}

const CASES: readonly Case[] = [
  { file: "1Mx8.csv", rows: 1_000_000, package: "data.table" },
  { file: "1Mx8.dta", rows: 1_000_000, package: "haven" },
  { file: "1Mx8.parquet", rows: 1_000_000, package: null },
  { file: "1Mx8.arrow", rows: 1_000_000, package: null },
  { file: "50kx8.xlsx", rows: 50_000, package: "readxl" },
];
const ROUNDS = 5;

/** Reading one file of each format: identifiers, a year, a text, and five numbers. */
export const readingBenches: readonly Bench[] = CASES.map((one) => ({
  name: `reading-${one.file}`,
  run: () => compare(one),
}));

async function compare({ file, rows, package: name }: Case): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), "ceteris-bench-"));
  const here = (script: string) => fileURLToPath(new URL(script, import.meta.url));
  const ours = await startPeer(process.execPath, [here("reading-worker.js")]);
  const theirs =
    name !== null && hasR(name) ? await startPeer("Rscript", [here("../../bench/reading.R")]) : null;
  try {
    const path = join(folder, file);
    await writeTable(madeTable(rows), path);
    const seconds: number[] = [];
    const reference: number[] = [];
    let version: string | null = null;
    let peakKb = 0;
    // The first of each warms up: the disk's cache, and the compiler.
    for (let round = 0; round <= ROUNDS; round++) {
      const mine = await ours.ask(path);
      const his = theirs ? await theirs.ask(path) : null;
      if (mine.nRows !== rows || (his && his.nRows !== rows)) throw new Error(`${file} was not read whole`);
      version = (his?.version as string | undefined) ?? null;
      peakKb = mine.peakKb as number;
      if (round === 0) continue;
      seconds.push(mine.seconds as number);
      if (his) reference.push(his.seconds as number);
    }
    const took = median(seconds);
    const taken = reference.length > 0 ? median(reference) : null;
    return [
      {
        name: `reading-${file}`,
        seconds: took,
        reference: version && `${version}, 1 thread`,
        referenceSeconds: taken,
        ratio: taken === null ? null : taken / took,
        rowsPerSecond: rows / took,
        peakOverInput: (peakKb * 1024) / statSync(path).size,
      },
    ];
  } finally {
    ours.stop();
    theirs?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function madeTable(rows: number): Table {
  const stream = randomStream(3);
  const numbers = () => Float64Array.from({ length: rows }, () => Math.round(stream.normal() * 1e6) / 1e6);
  return fromColumns({
    id: Float64Array.from({ length: rows }, (_, i) => Math.floor(i / 10)),
    year: Float64Array.from({ length: rows }, (_, i) => 2010 + (i % 10)),
    city: Array.from({ length: rows }, (_, i) => `city ${Math.floor(i / 10) % 300}`),
    ...Object.fromEntries(["y", "x1", "x2", "x3", "x4"].map((name) => [name, numbers()])),
  });
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1]!;
}
