import { describe, expect, it } from "vitest";
import { driveWork, finishWork, type TimedProgress, type Work } from "../../src/index.ts";

/** Counts to `total`, each step taking `milliseconds`; told to stop, returns how far it got. */
function* count(total: number, milliseconds = 0, seen?: { closed: boolean }): Work<number> {
  try {
    for (let done = 1; done <= total; done++) {
      for (const end = performance.now() + milliseconds; performance.now() < end; );
      if (yield { done, total }) return done;
    }
    return total;
  } finally {
    if (seen) seen.closed = true;
  }
}

describe("long work", () => {
  it("is finished in one go, or between turns of the event loop, with the same result", async () => {
    expect(finishWork(count(1000))).toBe(1000);
    expect(await driveWork(count(1000))).toBe(1000);
  });

  it("tells how far it is and how long it will take", async () => {
    const told: TimedProgress[] = [];
    await driveWork(count(20, 20), { onProgress: (p) => told.push(p) });
    expect(told.length).toBeGreaterThanOrEqual(2);
    for (const { done, total, seconds, secondsLeft } of told) {
      expect(total).toBe(20);
      expect(secondsLeft).toBeCloseTo((seconds / done) * (20 - done), 12);
    }
  });

  it("lets timers run, and stops with what is done when one of them asks", async () => {
    let asked = false;
    setTimeout(() => {
      asked = true;
    }, 120);
    const done = await driveWork(count(500, 5), { isInterrupted: () => asked });
    expect(done).toBeGreaterThan(0);
    expect(done).toBeLessThan(500);
  });

  it("is closed when its listener throws", async () => {
    const seen = { closed: false };
    const refuse = () => {
      throw new Error("enough");
    };
    await expect(driveWork(count(100, 10, seen), { onProgress: refuse })).rejects.toThrow("enough");
    expect(seen.closed).toBe(true);
  });
});
