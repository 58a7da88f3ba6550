import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** Draws of mean 0 and variance 1. */
export type Draw = () => number;

/**
 * Independent streams of one seed, each a jump of 2⁶⁴ draws after the one before. A draw is a sum of twelve
 * uniforms less six: bell-shaped, within ±6, and the same on every machine, as it only adds.
 */
export function makeStreams(seed: number): () => Draw {
  const source = xoroshiro128plus(seed);
  for (let i = 0; i < 64; i++) source.next();
  return () => {
    source.jump();
    const stream = source.clone();
    return () => {
      let sum = -6;
      for (let i = 0; i < 12; i++) sum += uniformFloat64(stream);
      return sum;
    };
  };
}
