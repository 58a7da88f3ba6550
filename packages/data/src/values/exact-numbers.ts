/** Integers of 64 bits as numbers; null when one of them is beyond ±(2⁵³ − 1). */
export function exactNumbers(values: BigInt64Array | BigUint64Array): Float64Array | null {
  const numbers = new Float64Array(values.length);
  const halves = new Int32Array(values.buffer, values.byteOffset, 2 * values.length);
  const least = values instanceof BigInt64Array ? -(2 ** 21) : 0;
  for (let i = 0; i < numbers.length; i++) {
    const high = halves[2 * i + HIGH]!;
    const low = halves[2 * i + 1 - HIGH]! >>> 0;
    if (high >= 2 ** 21 || high < least || (high === -(2 ** 21) && low === 0)) return null;
    numbers[i] = high * 2 ** 32 + low;
  }
  return numbers;
}

/** Which half of eight bytes is the upper one, on this machine. */
const HIGH = new Uint8Array(new Uint16Array([1]).buffer)[0]!;
