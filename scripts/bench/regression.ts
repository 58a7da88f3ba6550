import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { randomStream } from "ceteris";
import type { Bench, BenchRow } from "./bench.ts";
import { hasR, type Peer, startPeer } from "./peer.ts";

interface Shape {
  readonly units: number;
  readonly periods: number;
  /** Share of rows left out at random. */
  readonly missing: number;
  /** Estimations of each side before the first that counts. */
  readonly warmUps: number;
  /** Timed estimations, each the mean of `inner`. */
  readonly rounds: number;
  readonly inner: number;
}

const SHAPES: Readonly<Record<string, Shape>> = {
  "257x6": { units: 257, periods: 6, missing: 0, warmUps: 1, rounds: 7, inner: 200 },
  "257x6-missing": { units: 257, periods: 6, missing: 0.1, warmUps: 1, rounds: 7, inner: 200 },
  "100kx10": { units: 100_000, periods: 10, missing: 0, warmUps: 5, rounds: 7, inner: 1 },
  "100kx10-missing": { units: 100_000, periods: 10, missing: 0.1, warmUps: 5, rounds: 7, inner: 1 },
  "1Mx10": { units: 1_000_000, periods: 10, missing: 0, warmUps: 2, rounds: 5, inner: 1 },
  "1Mx10-missing": { units: 1_000_000, periods: 10, missing: 0.1, warmUps: 2, rounds: 5, inner: 1 },
};

/** Two-way fixed effects with three controls and errors clustered by unit, beside fixest. */
export const regressionBenches: readonly Bench[] = Object.entries(SHAPES).map(([name, shape]) => ({
  name: `regression-${name}`,
  run: () => compare(`regression-${name}`, shape),
}));

async function compare(name: string, shape: Shape): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), "ceteris-bench-"));
  const peers: Peer[] = [];
  try {
    const nRows = writeData(folder, shape);
    const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));
    const ours = await startPeer(process.execPath, [here("regression-worker.js"), folder]);
    const theirs = hasR("fixest")
      ? [
          await startPeer("Rscript", [here("../../bench/regression.R"), folder, "1"]),
          await startPeer("Rscript", [here("../../bench/regression.R"), folder, "2"]),
        ]
      : [];
    peers.push(ours, ...theirs);
    return summarise(name, nRows, await interleave([ours, ...theirs], shape));
  } finally {
    for (const peer of peers) peer.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Warm-ups, then round by round in turn. */
async function interleave(
  peers: readonly Peer[],
  { warmUps, rounds, inner }: Shape,
): Promise<Record<string, unknown>[][]> {
  const answers: Record<string, unknown>[][] = peers.map(() => []);
  for (let i = 0; i < warmUps; i++) for (const peer of peers) await peer.ask(String(inner));
  for (let round = 0; round < rounds; round++) {
    for (const [i, peer] of peers.entries()) answers[i]!.push(await peer.ask(String(inner)));
  }
  return answers;
}

function summarise(name: string, nRows: number, answers: Record<string, unknown>[][]): BenchRow[] {
  const [ours, ...theirs] = answers as [Record<string, unknown>[], ...Record<string, unknown>[][]];
  const seconds = median(ours.map((a) => a.seconds as number));
  const last = ours.at(-1)!;
  const base = {
    seconds,
    rowsPerSecond: nRows / seconds,
    panelSeconds: median(ours.map((a) => a.panelSeconds as number)),
    peakOverInput:
      ((last.peakKb as number) - (last.loadedKb as number) + (last.inputKb as number)) /
      (last.inputKb as number),
  };
  if (theirs.length === 0) return [{ name, ...base, reference: null, referenceSeconds: null, ratio: null }];
  return theirs.map((rows, i) => {
    const referenceSeconds = median(rows.map((a) => a.seconds as number));
    const off = Math.abs((rows.at(-1)!.stdError as number) / (last.stdError as number) - 1);
    return {
      name: `${name}-vs-${i + 1}-thread`,
      ...base,
      reference: `${rows.at(-1)!.version}, ${i + 1} ${i === 0 ? "thread" : "threads"}`,
      referenceSeconds,
      ratio: referenceSeconds / seconds,
      stdErrorDiffers: off,
    };
  });
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}

function writeData(folder: string, { units, periods, missing }: Shape): number {
  const stream = randomStream(20180101);
  const keep: number[] = [];
  for (let i = 0; i < units * periods; i++) if (missing === 0 || stream.uniform() >= missing) keep.push(i);
  const n = keep.length;
  const unit = Int32Array.from(keep, (i) => Math.floor(i / periods) + 1);
  const time = Int32Array.from(keep, (i) => 2000 + (i % periods));
  const start = 2000 + Math.floor(periods / 2);
  const d = Float64Array.from(unit, (u, i) => (u % 4 === 0 && time[i]! >= start ? 1 : 0));
  const noise = () =>
    Float64Array.from({ length: n }, () => stream.uniform() + stream.uniform() + stream.uniform() - 1.5);
  const columns = { x1: noise(), x2: noise(), x3: noise() };
  const error = noise();
  const y = Float64Array.from(unit, (u, i) => {
    const effects = Math.sin(u) + (time[i]! - 2000) / 10;
    return effects + 0.1 * d[i]! + 0.5 * columns.x1[i]! - 0.2 * columns.x2[i]! + error[i]!;
  });
  for (const [name, values] of Object.entries({ unit, time, d, y, ...columns })) {
    writeFileSync(join(folder, `${name}.bin`), new Uint8Array(values.buffer));
  }
  return n;
}
