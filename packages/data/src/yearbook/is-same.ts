/** Numbers that differ by less are the same number, computed in two ways. */
const SAME = 1e-9;

export function isSame(a: number, b: number): boolean {
  return Math.abs(a - b) <= SAME * Math.max(Math.abs(a), Math.abs(b));
}
