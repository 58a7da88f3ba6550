import { xoroshiro128plusFromState } from "pure-rand/generator/xoroshiro128plus";
import { normal } from "../distributions/normal.ts";
import { CeterisError } from "../errors.ts";
import { mixSeed } from "./mix-seed.ts";

/** Where a stream began: what `derive` jumps from, however much has been drawn. */
export interface StreamOrigin {
  readonly state: readonly number[];
  /** 0 for a seed's own stream, 1 for one derived from it, 2 for one derived from that. */
  readonly depth: 0 | 1 | 2;
}

/** A source of random numbers. Drawing changes its state; the same origin gives the same draws anywhere. */
export interface RandomStream {
  readonly origin: StreamOrigin;
  /** A number in [0, 1), a multiple of 2⁻⁵³. */
  uniform(): number;
  /** An integer from 0 to n − 1, all equally likely; n up to 2⁵³. */
  integer(n: number): number;
  /** A standard normal number, the quantile of one uniform. */
  normal(): number;
  /** Puts an array in random order, in place. */
  shuffle(values: { length: number; [index: number]: unknown }): void;
  /** k of the numbers 0 … n − 1 without replacement, in random order. */
  sample(n: number, k: number): Int32Array;
}

/**
 * The random stream of a seed: xoroshiro128+ with the seed spread over the whole state first.
 *
 * @param seed any integer that a double holds exactly
 * @throws OPTION_INVALID when the seed is not such an integer
 * @example
 * const stream = randomStream(42);
 * stream.sample(10, 3); // three different numbers from 0 to 9, always the same three
 */
export function randomStream(seed: number): RandomStream {
  if (!Number.isSafeInteger(seed)) {
    throw new CeterisError({
      code: "OPTION_INVALID",
      where: "seed",
      what: `${seed} is not a whole number between −2^53 and 2^53`,
      mend: "Give a whole number, for example 1",
    });
  }
  return streamFrom({ state: mixSeed(seed), depth: 0 });
}

/** The stream that begins at an origin. */
export function streamFrom(origin: StreamOrigin): RandomStream {
  const generator = xoroshiro128plusFromState(origin.state);
  // The lowest bits of this generator are the weakest: they are not used.
  const bits53 = () => (generator.next() >>> 5) * 0x4000000 + (generator.next() >>> 6);
  const integer = (n: number): number => {
    if (!(n >= 1 && n <= 2 ** 53)) throw new RangeError(`no integer below ${n}`);
    const limit = 2 ** 53 - (2 ** 53 % n);
    let draw = bits53();
    while (draw >= limit) draw = bits53();
    return draw % n;
  };
  return Object.freeze<RandomStream>({
    origin,
    uniform: () => bits53() / 2 ** 53,
    integer,
    normal: () => {
      const half = bits53();
      // The middle of the cell, so that 0 cannot occur; by symmetry from the lower half, where it is exact.
      return half < 2 ** 52
        ? normal.quantile((half + 0.5) / 2 ** 53)
        : normal.isf((2 ** 53 - half - 0.5) / 2 ** 53);
    },
    shuffle: (values) => {
      for (let i = values.length - 1; i > 0; i--) swap(values, i, integer(i + 1));
    },
    sample: (n, k) => {
      if (!(k >= 0 && k <= n)) throw new RangeError(`cannot draw ${k} of ${n} without replacement`);
      const items = new Int32Array(n);
      for (let i = 0; i < n; i++) items[i] = i;
      for (let i = 0; i < k; i++) {
        const j = i + integer(n - i);
        const held = items[i]!;
        items[i] = items[j]!;
        items[j] = held;
      }
      return items.slice(0, k);
    },
  });
}

function swap(values: { [index: number]: unknown }, i: number, j: number): void {
  const held = values[i];
  values[i] = values[j];
  values[j] = held;
}
