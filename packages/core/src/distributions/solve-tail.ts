/** A positive, monotone function of x > 0 and its density, both to full relative accuracy. */
export interface TailFunction {
  readonly value: (x: number) => number;
  readonly density: (x: number) => number;
  readonly increasing: boolean;
}

/** The x > 0 at which a tail probability has the given value: Newton on logarithms, bracketed. */
export function solveTail(tail: TailFunction, target: number, guess: number): number {
  const sign = tail.increasing ? 1 : -1;
  const logTarget = Math.log(target);
  let low = 0;
  let high = Number.POSITIVE_INFINITY;
  let x = guess > 0 && guess < Number.POSITIVE_INFINITY ? guess : 1;
  for (let round = 0; round < 2000; round++) {
    const value = tail.value(x);
    const miss = value > 0 ? Math.log(value) - logTarget : Number.NEGATIVE_INFINITY;
    if (miss === 0) return x;
    if (miss * sign > 0) high = x;
    else low = x;
    const slope = (sign * x * tail.density(x)) / value;
    const step = Math.max(-40, Math.min(40, -miss / slope));
    let next = x * Math.exp(step);
    if (Math.abs(step) < 1e-13) return next;
    if (!(next > low && next < high)) next = between(low, high, x);
    if (Math.abs(next - x) <= 2e-16 * x) return next;
    x = next;
    if (x > 1e307) return Number.POSITIVE_INFINITY;
    if (x < 1e-307) return 0;
  }
  return x;
}

function between(low: number, high: number, x: number): number {
  if (low === 0) return x / 16;
  if (high === Number.POSITIVE_INFINITY) return x * 16;
  return Math.sqrt(low) * Math.sqrt(high);
}
