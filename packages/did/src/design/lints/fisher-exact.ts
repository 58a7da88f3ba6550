/**
 * Fisher's exact test that two shares a/n and b/m are equal: the probability, given how many there are
 * in all, of every split that is no likelier than the one seen. As R's `fisher.test`.
 */
export function fisherExact(a: number, n: number, b: number, m: number): number {
  const k = a + b;
  const logs = new Float64Array(n + m + 1);
  for (let i = 1; i < logs.length; i++) logs[i] = logs[i - 1]! + Math.log(i);
  const choose = (from: number, take: number) => logs[from]! - logs[take]! - logs[from - take]!;
  const logChance = (x: number) => choose(n, x) + choose(m, k - x) - choose(n + m, k);
  const seen = logChance(a);
  let sum = 0;
  for (let x = Math.max(0, k - m); x <= Math.min(n, k); x++) {
    const chance = logChance(x);
    if (chance <= seen + 1e-7) sum += Math.exp(chance);
  }
  return Math.min(1, sum);
}
