import { xoroshiro128plusFromState } from "pure-rand/generator/xoroshiro128plus";

/** A linear map on the 128 bits of the state: four words for the image of each bit. */
type BitMatrix = Int32Array;

/** Squares found so far: constants of the generator, kept between calls. */
const powers: BitMatrix[] = [];

/**
 * The state `count` × 2^(64 + shift) draws further on.
 *
 * The generator's own jump of 2^64 draws is linear over bits, so its powers are products of squared
 * bit matrices: any distance costs a few microseconds once the squares are known.
 */
export function jumpState(state: readonly number[], count: number, shift: 0 | 32): readonly number[] {
  let at = state;
  for (let bit = 0, rest = count; rest > 0; bit++, rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) at = apply(power(bit + shift), at);
  }
  return at;
}

/** The jump repeated 2^exponent times. */
function power(exponent: number): BitMatrix {
  if (powers.length === 0) {
    powers.push(
      matrix((unit) => {
        const generator = xoroshiro128plusFromState(unit);
        generator.jump();
        return generator.getState();
      }),
    );
  }
  for (let k = powers.length; k <= exponent; k++) {
    const half = powers[k - 1]!;
    powers.push(matrix((unit) => apply(half, apply(half, unit))));
  }
  return powers[exponent]!;
}

function matrix(map: (unit: readonly number[]) => readonly number[]): BitMatrix {
  const columns = new Int32Array(512);
  for (let bit = 0; bit < 128; bit++) {
    const unit = [0, 0, 0, 0];
    unit[bit >> 5] = 1 << (bit & 31);
    columns.set(map(unit), 4 * bit);
  }
  return columns;
}

function apply(columns: BitMatrix, state: readonly number[]): readonly number[] {
  const out = [0, 0, 0, 0];
  for (let bit = 0; bit < 128; bit++) {
    if (((state[bit >> 5]! >>> (bit & 31)) & 1) === 0) continue;
    for (let word = 0; word < 4; word++) out[word]! ^= columns[4 * bit + word]!;
  }
  return out;
}
