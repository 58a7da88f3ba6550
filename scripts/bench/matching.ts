import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { type MatchScoresOptions, matchScores, randomStream } from "ceteris";
import type { Bench, BenchRow } from "./bench.ts";
import { hasR } from "./peer.ts";

const N = 100_000;
const ROUNDS = 5;

const CASES: Readonly<Record<string, MatchScoresOptions>> = {
  radius: { match: "radius", caliper: 0.01 },
  nearest: { match: "nearest" },
  "nearest-without": { match: "nearest", replace: false },
  "nearest-5-caliper": { match: "nearest", ratio: 5, caliper: 0.01 },
};

/** Matching 100,000 treated with 100,000 controls by a score that is there; MatchIt beside it where it can. */
export const matchingBenches: readonly Bench[] = [{ name: "matching-100kx100k", run: compare }];

async function compare(): Promise<BenchRow[]> {
  const stream = randomStream(1);
  const scores = (shift: number) =>
    Float64Array.from({ length: N }, () => 1 / (1 + Math.exp(-stream.normal() - shift)));
  const treated = scores(0.5);
  const controls = scores(-0.5);
  const theirs = reference();
  return Object.entries(CASES).map(([name, options]) => {
    const times = Array.from({ length: ROUNDS + 1 }, () => {
      const start = performance.now();
      matchScores(treated, controls, options);
      return (performance.now() - start) / 1000;
    });
    const seconds = median(times.slice(1));
    const referenceSeconds = theirs?.seconds[name] ?? null;
    return {
      name: `matching-100kx100k-${name}`,
      seconds,
      reference: theirs && referenceSeconds === null ? "no counterpart" : (theirs?.version ?? null),
      referenceSeconds,
      ratio: referenceSeconds === null ? null : referenceSeconds / seconds,
      rowsPerSecond: (2 * N) / seconds,
    };
  });
}

/** MatchIt on scores of the same distribution, timed once in a process of its own. */
function reference(): { version: string; seconds: Record<string, number> } | null {
  if (!hasR("MatchIt") || !hasR("jsonlite")) return null;
  const script = fileURLToPath(new URL("../../bench/matching.R", import.meta.url));
  const found = spawnSync("Rscript", [script, String(N)]);
  return found.status === 0 ? JSON.parse(found.stdout.toString()) : null;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1]!;
}
