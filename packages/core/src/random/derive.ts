import { jumpState } from "./jump.ts";
import { type RandomStream, randomStream, streamFrom } from "./random-stream.ts";

/**
 * The k-th independent stream of a seed or stream, for the k-th draw, replication or thread.
 *
 * Streams derived from a seed start 2⁹⁶ draws apart, those derived from such a stream 2⁶⁴ draws apart,
 * so none overlaps another. A stream is derived from where its parent began: how much the parent has
 * drawn makes no difference.
 *
 * @param from a seed, its stream, or a stream derived once
 * @param k from 0 to 2³¹ − 1
 * @throws OPTION_INVALID when a seed is not a whole number
 * @example
 * const draw = derive(derive(1, 0), 17); // for the draw 17 of a bootstrap that owns the stream 0
 */
export function derive(from: number | RandomStream, k: number): RandomStream {
  const { origin } = typeof from === "number" ? randomStream(from) : from;
  if (!Number.isInteger(k) || k < 0 || k >= 2 ** 31) throw new RangeError(`there is no stream ${k}`);
  if (origin.depth === 2) throw new RangeError("a stream derived twice cannot be derived again");
  const state = jumpState(origin.state, k + 1, origin.depth === 0 ? 32 : 0);
  return streamFrom({ state, depth: origin.depth === 0 ? 1 : 2 });
}
