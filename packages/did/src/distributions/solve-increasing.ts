/**
 * Where an increasing function takes a value, between two points that enclose it, by the Illinois
 * variant of regula falsi with bisection where that is slow.
 *
 * @param accuracy of the value of the function
 */
export function solveIncreasing(
  f: (x: number) => number,
  target: number,
  from: number,
  to: number,
  accuracy = 1e-10,
): number {
  let [low, high] = [from, to];
  let [below, above] = [f(low) - target, f(high) - target];
  if (below >= 0) return low;
  if (above <= 0) return high;
  let side = 0;
  for (let turn = 0; turn < 200 && high - low > 1e-15 * Math.abs(high); turn++) {
    const x = turn % 8 === 7 ? (low + high) / 2 : (low * above - high * below) / (above - below);
    const y = f(x) - target;
    if (Math.abs(y) < accuracy) return x;
    if (y < 0) {
      [low, below] = [x, y];
      if (side < 0) above /= 2;
      side = -1;
    } else {
      [high, above] = [x, y];
      if (side > 0) below /= 2;
      side = 1;
    }
  }
  return Math.abs(below) < Math.abs(above) ? low : high;
}
