import type { Draw } from "@ceteris/did";
import type { StepTools } from "../steps/step.ts";

/** Someone who takes portions: this thread, or one of its own. */
export interface Lane {
  /** The portions from `from` up to, and without, `to`. */
  take(from: number, to: number): Promise<readonly Draw[]>;
  close(): Promise<unknown>;
}

/** Blocks of portions are kept one by one; more of them would only be more files. */
const MOST_BLOCKS = 100;

/**
 * Takes all portions of a plan, in blocks that free lanes fetch in order. Each finished block is kept, so
 * that an interrupted run goes on with the next one; who takes which block makes no difference.
 *
 * @throws what `tell` throws between blocks (INTERRUPTED), and what a lane throws
 */
export async function takePortions(
  nPortions: number,
  openLanes: (most: number) => readonly Lane[],
  tools: StepTools,
): Promise<readonly Draw[]> {
  const size = Math.ceil(nPortions / MOST_BLOCKS);
  const blocks: (readonly Draw[] | null)[] = [];
  for (let from = 0; from < nPortions; from += size) {
    blocks.push((await tools.recall(`draws-${blocks.length}`)) as readonly Draw[] | null);
  }
  const waiting = blocks.flatMap((kept, b) => (kept ? [] : [b]));
  const nKept = blocks.length - waiting.length;
  let nDone = nKept;
  const start = performance.now();
  const tell = () => {
    const seconds = (performance.now() - start) / 1000;
    const done = Math.min(nDone * size, nPortions);
    const pace = nDone > nKept ? seconds / (nDone - nKept) : null;
    const secondsLeft = pace === null ? null : pace * (blocks.length - nDone);
    tools.tell({ done, total: nPortions, seconds, secondsLeft });
  };
  const work = async (lane: Lane) => {
    for (let b = waiting.shift(); b !== undefined; b = waiting.shift()) {
      const draws = await lane.take(b * size, Math.min((b + 1) * size, nPortions));
      blocks[b] = draws;
      await tools.remember(`draws-${b}`, draws);
      nDone++;
      tell();
    }
  };
  const lanes = waiting.length > 0 ? openLanes(waiting.length) : [];
  try {
    await Promise.all(lanes.map(work));
  } finally {
    await Promise.all(lanes.map((lane) => lane.close()));
  }
  return blocks.flatMap((draws) => draws!);
}
