import type { Match } from "./match.ts";

/**
 * The match weight of each control: the sum over treated rows of its share among their partners.
 * The weights of all controls add up to the number of treated rows with a match; 0 is unmatched.
 */
export function controlWeights(match: Match): Float64Array {
  return match.affinity ? unequalWeights(match) : equalWeights(match);
}

/**
 * With equal partners a run adds 1/m to every position it covers. Runs are marked at their ends and
 * summed once, in double-double arithmetic so that what was added is taken away again exactly.
 */
function equalWeights(match: Match): Float64Array {
  const n = match.partners.length;
  const opening = doubleDouble(n + 1);
  const cover = new Int32Array(n + 1);
  for (let i = 0; i < match.start.length; i++) {
    const from = match.start[i]!;
    const to = match.stop[i]!;
    if (to === from) continue;
    add(opening, from, 1 / (to - from), 0);
    add(opening, to, -1 / (to - from), 0);
    cover[from]!++;
    cover[to]!--;
  }
  const weights = new Float64Array(match.nControls);
  const running = doubleDouble(1);
  let depth = 0;
  for (let k = 0; k < n; k++) {
    add(running, 0, opening.high[k]!, opening.low[k]!);
    depth += cover[k]!;
    if (depth > 0) weights[match.partners[k]!]! += running.high[0]! + running.low[0]!;
  }
  return weights;
}

function unequalWeights(match: Match): Float64Array {
  const weights = new Float64Array(match.nControls);
  const affinity = match.affinity!;
  const longest = match.start.reduce((most, from, i) => Math.max(most, match.stop[i]! - from), 0);
  const own = new Float64Array(longest);
  for (let i = 0; i < match.start.length; i++) {
    const from = match.start[i]!;
    const size = match.stop[i]! - from;
    let total = 0;
    for (let k = 0; k < size; k++) {
      own[k] = affinity(i, match.partners[from + k]!);
      total += own[k]!;
    }
    if (total === 0) continue;
    for (let k = 0; k < size; k++) weights[match.partners[from + k]!]! += own[k]! / total;
  }
  return weights;
}

function doubleDouble(n: number): { high: Float64Array; low: Float64Array } {
  return { high: new Float64Array(n), low: new Float64Array(n) };
}

/** Adds a + b to the number at a position, keeping the rounding error of each sum in `low`. */
function add(to: { high: Float64Array; low: Float64Array }, at: number, a: number, b: number): void {
  const old = to.high[at]!;
  const sum = old + a;
  const rest = sum - old;
  const low = to.low[at]! + b + (old - (sum - rest)) + (a - rest);
  to.high[at] = sum + low;
  to.low[at] = low - (to.high[at]! - sum);
}
