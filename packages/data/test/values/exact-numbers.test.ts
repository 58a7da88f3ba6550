import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exactNumbers } from "../../src/values/exact-numbers.ts";

const MOST = 2n ** 53n - 1n;

describe("integers of 64 bits", () => {
  it("become numbers when all are exact", () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt(-MOST - 3n, MOST + 3n)), (values) => {
        const exact = values.every((v) => v >= -MOST && v <= MOST);
        const found = exactNumbers(BigInt64Array.from(values));
        expect(found && [...found]).toEqual(exact ? values.map(Number) : null);
      }),
    );
    for (const v of [0n, -1n, MOST, -MOST, 2n ** 32n - 1n, -(2n ** 32n)])
      expect(exactNumbers(BigInt64Array.of(v))![0]).toBe(Number(v));
    for (const v of [MOST + 1n, -MOST - 1n, 2n ** 63n - 1n, -(2n ** 63n)])
      expect(exactNumbers(BigInt64Array.of(v))).toBe(null);
  });

  it("without a sign", () => {
    expect(exactNumbers(BigUint64Array.of(0n, 7n, MOST))).toEqual(Float64Array.of(0, 7, Number(MOST)));
    for (const v of [MOST + 1n, 2n ** 64n - 1n]) expect(exactNumbers(BigUint64Array.of(v))).toBe(null);
  });
});
