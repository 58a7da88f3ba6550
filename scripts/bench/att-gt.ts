import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { attGt, definePanel, fromColumns, type Panel, randomStream } from "ceteris";
import type { Bench, BenchRow } from "./bench.ts";
import { hasR } from "./peer.ts";

const UNITS = 10_000;
const PERIODS = 10;
const COHORTS = 5;
const DRAWS = 1000;
const ROUNDS = 3;

/** Group-time effects of 10,000 units in 10 periods, five cohorts and units never treated; did beside them. */
export const attGtBenches: readonly Bench[] = [{ name: "att-gt-10kx10x5", run: compare }];

async function compare(): Promise<BenchRow[]> {
  const panel = staggeredPanel();
  const cases = {
    plain: () => attGt(panel, { outcome: "y" }),
    "doubly-robust": () => attGt(panel, { outcome: "y", controls: ["x", "z"] }),
    bootstrap: () => attGt(panel, { outcome: "y", bootstrap: DRAWS, uniform: true }),
  };
  const theirs = reference();
  return Object.entries(cases).map(([name, run]) => {
    const times = Array.from({ length: ROUNDS + 1 }, () => {
      const start = performance.now();
      run();
      return (performance.now() - start) / 1000;
    });
    const seconds = times.slice(1).sort((a, b) => a - b)[ROUNDS >> 1]!;
    const found = theirs?.[name] ?? null;
    return {
      name: `att-gt-10kx10x5-${name}`,
      seconds,
      reference: found?.version ?? null,
      referenceSeconds: found?.seconds ?? null,
      ratio: found ? found.seconds / seconds : null,
      rowsPerSecond: (UNITS * PERIODS) / seconds,
    };
  });
}

function staggeredPanel(): Panel {
  const stream = randomStream(1);
  const column = () => new Array<number>(UNITS * PERIODS);
  const [id, year, start, x, z, y] = [column(), column(), column(), column(), column(), column()];
  for (let unit = 0, at = 0; unit < UNITS; unit++) {
    const cohort = stream.integer(COHORTS + 1);
    for (let t = 1; t <= PERIODS; t++, at++) {
      id[at] = unit;
      year[at] = t;
      start[at] = cohort === 0 ? 0 : 2 + cohort;
      x[at] = stream.normal();
      z[at] = stream.normal();
      y[at] = 0.1 * t * x[at]! + (cohort > 0 && t >= 2 + cohort ? 1 : 0) + stream.normal();
    }
  }
  return definePanel(fromColumns({ id, year, start, x, z, y }), {
    unit: "id",
    time: "year",
    treatment: { cohort: "start" },
  });
}

/** did on data of the same distribution, timed once in a process of its own. */
function reference(): Record<string, { version: string; seconds: number }> | null {
  if (!hasR("did") || !hasR("jsonlite")) return null;
  const script = fileURLToPath(new URL("../../bench/att-gt.R", import.meta.url));
  const sizes = [UNITS, PERIODS, COHORTS, DRAWS].map(String);
  const found = spawnSync("Rscript", [script, ...sizes]);
  return found.status === 0 ? JSON.parse(found.stdout.toString()) : null;
}
