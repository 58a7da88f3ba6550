import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { randomStream } from "ceteris";
import type { Bench, BenchRow } from "./bench.ts";
import { hasR, type Peer, startPeer } from "./peer.ts";

const CLUSTERS = 50;
const PERIODS = 11;
const DRAWS = 9999;
const WARM_UPS = 10;
const ROUNDS = 15;

/** What `wildBootstrap` is told beside its defaults, by the name of the case. */
const CASES = {
  classic: {},
  webb: { wildWeights: "webb" },
  score: { wildType: "score" },
  both: { wildType: "both" },
};

/** 9,999 draws with 50 clusters on 550 rows, estimate, p value and interval, beside fwildclusterboot. */
export const wildBenches: readonly Bench[] = Object.entries(CASES).map(([name, options]) => ({
  name: `wild-${name}`,
  run: () => compare(`wild-${name}`, options),
}));

async function compare(name: string, options: object): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), "ceteris-bench-"));
  const peers: Peer[] = [];
  try {
    writeFileSync(join(folder, "panel.csv"), data());
    const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));
    const order = JSON.stringify({ draws: DRAWS, ...options });
    peers.push(await startPeer(process.execPath, [here("wild-worker.js"), folder, order]));
    if (hasR("fwildclusterboot")) {
      peers.push(await startPeer("Rscript", [here("../../bench/wild.R"), folder, order]));
    }
    const [ours, theirs] = await interleave(peers);
    const seconds = median(ours!);
    if (!theirs) return [{ name, seconds, reference: null, referenceSeconds: null, ratio: null }];
    const referenceSeconds = median(theirs);
    return [
      { name, seconds, reference: "fwildclusterboot", referenceSeconds, ratio: referenceSeconds / seconds },
    ];
  } finally {
    for (const peer of peers) peer.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Seconds of each round, the peers in turn. */
async function interleave(peers: readonly Peer[]): Promise<number[][]> {
  const found: number[][] = peers.map(() => []);
  for (let round = -WARM_UPS; round < ROUNDS; round++) {
    for (const [i, peer] of peers.entries()) {
      const { seconds } = await peer.ask(String(round));
      if (round >= 0) found[i]!.push(seconds as number);
    }
  }
  return found;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

/** A staggered panel with three controls and errors that wander. */
function data(): string {
  const stream = randomStream(20190301);
  const lines = ["unit,time,d,y,x1,x2,x3"];
  for (let unit = 0; unit < CLUSTERS; unit++) {
    let error = stream.normal();
    for (let time = 0; time < PERIODS; time++) {
      error += 0.5 * stream.normal();
      const d = unit < 21 && time >= 4 + (unit % 5) ? 1 : 0;
      const x = [stream.normal(), stream.normal(), stream.normal()];
      lines.push([unit, time, d, error + 0.1 * d + 0.3 * x[0]!, ...x].join(","));
    }
  }
  return `${lines.join("\n")}\n`;
}
