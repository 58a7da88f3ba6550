/**
 * The smallest m, from zero up, at which a condition holds; null when it holds nowhere. Grows m from a
 * small multiple of `scale`, then bisects the first stretch on whose far side it holds.
 */
export function smallest(holds: (m: number) => boolean, scale: number, growth: number): number | null {
  if (holds(0)) return 0;
  let [below, above] = [0, scale * 2 ** -12];
  while (!holds(above)) {
    if (above > scale * 2 ** 10) return null;
    [below, above] = [above, above * growth];
  }
  for (let i = 0; i < 60 && above - below > 1e-9 * above; i++) {
    const middle = (below + above) / 2;
    if (holds(middle)) above = middle;
    else below = middle;
  }
  return above;
}
