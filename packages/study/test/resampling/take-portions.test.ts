import type { TimedProgress } from "@ceteris/core";
import type { Draw } from "@ceteris/did";
import { describe, expect, it } from "vitest";
import { type Lane, takePortions } from "../../src/resampling/take-portions.ts";
import type { StepTools } from "../../src/steps/step.ts";

/** Portion k is worth k. */
const portion = (k: number): Draw => ({ values: [k], failures: [] });

/** A store that outlives a run, and what the run told. */
function bench(stopAfter = Number.POSITIVE_INFINITY, kept = new Map<string, unknown>()) {
  const told: TimedProgress[] = [];
  const tools: StepTools = {
    drive: () => Promise.reject(new Error("not used")),
    threads: 1,
    tell(progress) {
      told.push(progress);
      if (told.length >= stopAfter) throw new Error("interrupted");
    },
    recall: (part) => Promise.resolve(kept.get(part) ?? null),
    remember: async (part, result) => {
      kept.set(part, result);
    },
  };
  return { tools, told, kept };
}

/** A lane that takes a while, and says what it was asked for. */
function lane(asked: string[], slow: number): Lane & { closed: boolean } {
  return {
    closed: false,
    async take(from, to) {
      asked.push(`${from}-${to}`);
      await new Promise((resolve) => setTimeout(resolve, slow * (from % 3)));
      return Array.from({ length: to - from }, (_, i) => portion(from + i));
    },
    async close() {
      this.closed = true;
    },
  };
}

const all = (n: number) => Array.from({ length: n }, (_, k) => portion(k));

describe("taking portions", () => {
  it.each([1, 2, 3, 7])("by %i lanes gives them in order, each once", async (nLanes) => {
    const { tools, told } = bench();
    const asked: string[] = [];
    const lanes = Array.from({ length: nLanes }, (_, i) => lane(asked, i));
    const draws = await takePortions(250, () => lanes, tools);
    expect(draws).toEqual(all(250));
    expect(new Set(asked).size).toBe(84);
    expect(asked).toHaveLength(84);
    expect(lanes.every((l) => l.closed)).toBe(true);
    expect(told).toHaveLength(84);
    expect(told.at(-1)).toMatchObject({ done: 250, total: 250, secondsLeft: 0 });
    expect(told.map((p) => p.done)).toEqual(told.map((_, i) => Math.min(3 * (i + 1), 250)));
  });

  it("asks for no more lanes than there are blocks left", async () => {
    const { tools, kept } = bench();
    let most = 0;
    const open = (n: number) => {
      most = n;
      return [lane([], 0)];
    };
    await takePortions(5, open, tools);
    expect(most).toBe(5);
    kept.delete("draws-3");
    expect(await takePortions(5, open, tools)).toEqual(all(5));
    expect(most).toBe(1);
  });

  it("keeps finished blocks when it is interrupted, closes the lanes, and goes on from there", async () => {
    const kept = new Map<string, unknown>();
    const first = bench(40, kept);
    const lanes = [lane([], 0), lane([], 0)];
    await expect(takePortions(250, () => lanes, first.tools)).rejects.toThrow("interrupted");
    expect(lanes.every((l) => l.closed)).toBe(true);
    const before = kept.size;
    expect(before).toBeGreaterThanOrEqual(40);
    expect(before).toBeLessThan(84);
    const asked: string[] = [];
    const again = bench(Number.POSITIVE_INFINITY, kept);
    expect(await takePortions(250, () => [lane(asked, 0)], again.tools)).toEqual(all(250));
    expect(asked).toHaveLength(84 - before);
    expect(again.told[0]!.done).toBe(3 * (before + 1));
  });

  it("opens no lane when everything is kept", async () => {
    const { tools, kept } = bench();
    await takePortions(10, () => [lane([], 0)], tools);
    const none = () => {
      throw new Error("opened");
    };
    expect(await takePortions(10, none, { ...tools, recall: async (part) => kept.get(part) })).toEqual(
      all(10),
    );
  });

  it("passes on what a lane throws", async () => {
    const { tools } = bench();
    const broken: Lane = { take: () => Promise.reject(new Error("broken")), close: async () => {} };
    await expect(takePortions(10, () => [lane([], 1), broken], tools)).rejects.toThrow("broken");
  });
});
