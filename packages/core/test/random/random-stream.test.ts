import fc from "fast-check";
import { xoroshiro128plusFromState } from "pure-rand/generator/xoroshiro128plus";
import { describe, expect, it } from "vitest";
import { CeterisError, chiSquared, derive, normal, randomStream } from "../../src/index.ts";
import { jumpState } from "../../src/random/jump.ts";
import { mixSeed } from "../../src/random/mix-seed.ts";

const draws = (seed: number, n: number) => {
  const stream = randomStream(seed);
  return Array.from({ length: n }, () => stream.uniform());
};

describe("randomStream", () => {
  it("gives the same draws everywhere", () => {
    expect(draws(42, 3)).toEqual([0.884069414773014, 0.4568489335531415, 0.3752516519554183]);
    const stream = randomStream(7);
    expect([...stream.sample(100, 5)]).toEqual([70, 97, 68, 27, 23]);
    const values = [1, 2, 3, 4, 5, 6];
    stream.shuffle(values);
    expect(values).toEqual([2, 4, 6, 1, 3, 5]);
    expect(stream.normal()).toBe(1.391328292787009);
    expect(stream.integer(1e12)).toBe(555480847474);
  });

  it("spreads the seed as SplitMix64 does", () => {
    // First outputs of SplitMix64 from state 0, as published with the generator.
    const hex = mixSeed(0).map((word) => (word >>> 0).toString(16).padStart(8, "0"));
    expect(hex).toEqual(["e220a839", "7b1dcdaf", "6e789e6a", "a1b965f4"]);
    expect(new Set([-1, 0, 1, 42, 2 ** 40].map((seed) => mixSeed(seed).join())).size).toBe(5);
  });

  it("draws uniforms of 53 bits in [0, 1), even over 20 cells", () => {
    const n = 20000;
    const counts = new Array<number>(20).fill(0);
    let fine = 0;
    for (const u of draws(3, n)) {
      expect(u >= 0 && u < 1).toBe(true);
      counts[Math.floor(u * 20)]! += 1;
      if ((u * 2 ** 53) % 2 === 1) fine++;
    }
    const chi2 = counts.reduce((sum, c) => sum + (c - n / 20) ** 2 / (n / 20), 0);
    expect(chiSquared.sf(chi2, 19)).toBeGreaterThan(1e-3);
    // The last of the 53 bits is set in half of the draws: 6 standard errors.
    expect(Math.abs(fine / n - 0.5)).toBeLessThan(6 * Math.sqrt(0.25 / n));
  });

  it("draws integers without bias", () => {
    const stream = randomStream(5);
    const counts = [0, 0, 0];
    for (let i = 0; i < 30000; i++) counts[stream.integer(3)]! += 1;
    const chi2 = counts.reduce((sum, c) => sum + (c - 10000) ** 2 / 10000, 0);
    expect(chiSquared.sf(chi2, 2)).toBeGreaterThan(1e-3);
    expect(randomStream(5).integer(1)).toBe(0);
    expect(() => stream.integer(0)).toThrow(RangeError);
    expect(() => stream.integer(2 ** 54)).toThrow(RangeError);
  });

  it("draws normals with the moments of the normal", () => {
    const stream = randomStream(11);
    const n = 40000;
    let m1 = 0;
    let m2 = 0;
    let beyond = 0;
    for (let i = 0; i < n; i++) {
      const z = stream.normal();
      m1 += z / n;
      m2 += (z * z) / n;
      if (Math.abs(z) > 1.959963984540054) beyond++;
    }
    expect(Math.abs(m1)).toBeLessThan(5 / Math.sqrt(n));
    expect(Math.abs(m2 - 1)).toBeLessThan(5 * Math.sqrt(2 / n));
    expect(Math.abs(beyond / n - 2 * normal.sf(1.959963984540054))).toBeLessThan(5 * Math.sqrt(0.0475 / n));
  });

  it("samples without replacement: distinct, in range, every subset equally likely", () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 0, max: 60 }), fc.nat(60), (seed, n, extra) => {
        const k = Math.min(n, extra);
        const drawn = [...randomStream(seed).sample(n, k)];
        expect(new Set(drawn).size).toBe(k);
        expect(drawn.every((v) => v >= 0 && v < n)).toBe(true);
      }),
      { seed: 1, numRuns: 100 },
    );
    const stream = randomStream(9);
    const counts = new Map<string, number>();
    for (let i = 0; i < 20000; i++) {
      const key = [...stream.sample(5, 2)].sort().join();
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    expect(counts.size).toBe(10);
    const chi2 = [...counts.values()].reduce((sum, c) => sum + (c - 2000) ** 2 / 2000, 0);
    expect(chiSquared.sf(chi2, 9)).toBeGreaterThan(1e-3);
    expect(() => stream.sample(3, 4)).toThrow("cannot draw 4 of 3 without replacement");
  });

  it("refuses a seed that is not a whole number", () => {
    expect(() => randomStream(1.5)).toThrow(
      new CeterisError({
        code: "OPTION_INVALID",
        where: "seed",
        what: "1.5 is not a whole number between −2^53 and 2^53",
        mend: "Give a whole number, for example 1",
      }),
    );
  });
});

describe("derive", () => {
  it("jumps as the generator does, 2^64 draws at a time", () => {
    const generator = xoroshiro128plusFromState(mixSeed(1));
    for (let k = 1; k <= 5; k++) {
      generator.jump();
      expect(jumpState(mixSeed(1), k, 0)).toEqual(generator.getState());
    }
  });

  it("jumps 2^96 draws by squaring: twice half the way is the whole way", () => {
    const half = jumpState(mixSeed(1), 2 ** 31, 0);
    expect(jumpState(half, 2 ** 31, 0)).toEqual(jumpState(mixSeed(1), 1, 32));
    expect(jumpState(jumpState(mixSeed(1), 5, 32), 8, 32)).toEqual(jumpState(mixSeed(1), 13, 32));
  });

  it("gives streams that differ from each other, their parent and their children", () => {
    const firsts = new Set<number>();
    firsts.add(randomStream(1).uniform());
    for (let k = 0; k < 200; k++) firsts.add(derive(1, k).uniform());
    for (let k = 0; k < 200; k++) firsts.add(derive(derive(1, k % 3), k).uniform());
    expect(firsts.size).toBe(401);
  });

  it("does not depend on what the parent has drawn", () => {
    const parent = randomStream(4);
    const before = derive(parent, 2).uniform();
    parent.sample(50, 20);
    expect(derive(parent, 2).uniform()).toBe(before);
    expect(derive(4, 2).uniform()).toBe(before);
  });

  it("refuses what would make streams overlap", () => {
    expect(() => derive(1, -1)).toThrow("there is no stream -1");
    expect(() => derive(1, 2 ** 31)).toThrow(RangeError);
    expect(() => derive(derive(derive(1, 0), 0), 0)).toThrow(
      "a stream derived twice cannot be derived again",
    );
  });
});
