/** Positions in order of score; equal scores keep the order of rows, which in a panel is unit, then time. */
export function sortByScore(scores: Float64Array): Int32Array {
  const order = new Int32Array(scores.length);
  for (let i = 0; i < order.length; i++) order[i] = i;
  return order.sort((a, b) => scores[a]! - scores[b]! || a - b);
}

/** Rows by falling score; equal scores in the panel's order. */
export function fallingScores(scores: Float64Array): Int32Array {
  return Int32Array.from(scores, (_, i) => i).sort((a, b) => scores[b]! - scores[a]! || a - b);
}
