import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { covariateBalancing, entropyBalance, randomStream, twoByTwo } from "ceteris";
import type { Bench, BenchRow } from "./bench.ts";
import { hasR } from "./peer.ts";

const N = 100_000;
const COVARIATES = 20;
const ROUNDS = 5;

/** Weights of 100,000 units by 20 covariates, a third of them treated; WeightIt and DRDID beside them. */
export const weightingBenches: readonly Bench[] = [{ name: "weighting-100kx20", run: compare }];

async function compare(): Promise<BenchRow[]> {
  const stream = randomStream(1);
  const x = Array.from({ length: COVARIATES }, () => Float64Array.from({ length: N }, () => stream.normal()));
  const d = Float64Array.from({ length: N }, (_, i) => {
    const index = -1 + 0.2 * x.slice(0, 5).reduce((sum, column) => sum + column[i]!, 0);
    return stream.uniform() < 1 / (1 + Math.exp(-index)) ? 1 : 0;
  });
  const y0 = Float64Array.from({ length: N }, () => stream.normal());
  const y1 = y0.map((y, i) => y + x[0]![i]! + stream.normal());
  const covariates = x.map((values, k) => ({ name: `x${k + 1}`, values }));
  const data = { covariates, treated: d };
  const cases = {
    entropy: () => entropyBalance(data),
    "entropy-variances": () => entropyBalance(data, { moments: 2 }),
    "cbps-ate": () => covariateBalancing(data, { estimand: "ate" }),
    "doubly-robust": () => twoByTwo({ y1, y0, d, x: covariates }),
  };
  const theirs = reference();
  return Object.entries(cases).map(([name, run]) => {
    const times = Array.from({ length: ROUNDS + 1 }, () => {
      const start = performance.now();
      run();
      return (performance.now() - start) / 1000;
    });
    const seconds = median(times.slice(1));
    const found = theirs?.[name] ?? null;
    return {
      name: `weighting-100kx20-${name}`,
      seconds,
      reference: found?.version ?? null,
      referenceSeconds: found?.seconds ?? null,
      ratio: found ? found.seconds / seconds : null,
      rowsPerSecond: N / seconds,
    };
  });
}

/** WeightIt and DRDID on data of the same distribution, timed once in a process of its own. */
function reference(): Record<string, { version: string; seconds: number }> | null {
  if (!hasR("WeightIt") || !hasR("DRDID") || !hasR("jsonlite")) return null;
  const script = fileURLToPath(new URL("../../bench/weighting.R", import.meta.url));
  const found = spawnSync("Rscript", [script, String(N), String(COVARIATES)]);
  return found.status === 0 ? JSON.parse(found.stdout.toString()) : null;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1]!;
}
