const MASK = (1n << 64n) - 1n;
const GOLDEN = 0x9e3779b97f4a7c15n;

/** A seed spread over 128 bits by SplitMix64 (Steele, Lea and Flood 2014), as four 32-bit words. */
export function mixSeed(seed: number): readonly number[] {
  const first = finalise((BigInt(seed) + GOLDEN) & MASK);
  const second = finalise((BigInt(seed) + 2n * GOLDEN) & MASK);
  return [high(first), low(first), high(second), low(second)];
}

function finalise(word: bigint): bigint {
  let z = word;
  z = ((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n) & MASK;
  z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & MASK;
  return z ^ (z >> 31n);
}

const high = (word: bigint) => Number(word >> 32n) | 0;
const low = (word: bigint) => Number(word & 0xffffffffn) | 0;
