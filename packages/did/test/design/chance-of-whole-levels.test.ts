import { describe, expect, it } from "vitest";
import { chanceOfWholeLevels } from "../../src/design/chance-of-whole-levels.ts";

/** Every way to draw k of n entities, and how many draws leave no level in part. */
function brute(sizes: readonly number[], k: number): number {
  const level = sizes.flatMap((size, l) => new Array<number>(size).fill(l));
  let [whole, all] = [0, 0];
  for (let mask = 0; mask < 1 << level.length; mask++) {
    const drawn = level.filter((_, i) => mask & (1 << i));
    if (drawn.length !== k) continue;
    all++;
    if (sizes.every((size, l) => [0, size].includes(drawn.filter((m) => m === l).length))) whole++;
  }
  return whole / all;
}

describe("chanceOfWholeLevels", () => {
  it.each([
    [[2, 2, 2, 2], 4],
    [[1, 2, 3, 4], 5],
    [[5, 3, 1, 1, 1], 3],
    [[4, 4], 3],
    [[6, 2, 2], 6],
  ])("counts what brute force counts (%j, %i)", (sizes, k) => {
    const n = sizes.reduce((a, b) => a + b, 0);
    expect(chanceOfWholeLevels(sizes, [k, n - k])).toBeCloseTo(brute(sizes, k), 14);
  });

  it("takes the least likely of several groups", () => {
    const sizes = [2, 2, 2, 3, 3];
    expect(chanceOfWholeLevels(sizes, [2, 4, 6])).toBe(
      Math.min(...[2, 4, 6].map((k) => chanceOfWholeLevels(sizes, [k, 12 - k]))),
    );
  });

  it("is a bound where counting takes long", () => {
    const sizes = new Array<number>(1500).fill(4);
    const bound = chanceOfWholeLevels(sizes, [2000, 4000]);
    expect(bound).toBeGreaterThanOrEqual(0);
    expect(bound).toBeLessThan(1e-20);
  });

  it("stays a number with thousands of levels", () => {
    expect(chanceOfWholeLevels(new Array<number>(3000).fill(1), [1000, 2000])).toBeCloseTo(1, 9);
  });
});
