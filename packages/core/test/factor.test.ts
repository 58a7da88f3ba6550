import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { codedFactor, crossFactors, makeFactor, withCodes } from "../src/index.ts";

const codesOf = (values: readonly number[]) =>
  makeFactor("x", { type: "number", values: Float64Array.from(values) });

describe("makeFactor", () => {
  it("sorts numbers by size and marks missing values", () => {
    const factor = codesOf([10, 2, Number.NaN, 2]);
    expect(factor.labels).toEqual(["2", "10"]);
    expect([...factor.codes]).toEqual([1, 0, -1, 0]);
  });

  it("sorts text by code point, whatever the locale", () => {
    const factor = makeFactor("x", { type: "text", values: ["b", "A", null, "ä", "B"] });
    expect(factor.labels).toEqual(["A", "B", "b", "ä"]);
    expect([...factor.codes]).toEqual([2, 0, -1, 3, 1]);
  });

  it.each([
    ["integers near each other", fc.integer({ min: -50, max: 50 })],
    ["integers far apart", fc.constantFrom(1, 2, 9e15, -9e15, 3e8)],
    ["fractions", fc.constantFrom(0.1, 0.2, 1, 2, -3.5)],
    ["with infinities", fc.constantFrom(1, 2, Number.POSITIVE_INFINITY)],
    ["with missing values", fc.constantFrom(1, 5, Number.NaN)],
  ])("gives back every value: %s", (_, value) => {
    fc.assert(
      fc.property(fc.array(value, { maxLength: 40 }), (values) => {
        const { codes, labels, nLevels } = codesOf(values);
        expect(nLevels).toBe(labels.length);
        const back = [...codes].map((code) => (code < 0 ? Number.NaN : Number(labels[code])));
        expect(back).toEqual(values);
        const numbers = labels.map(Number);
        expect(numbers).toEqual([...new Set(values.filter((v) => !Number.isNaN(v)))].sort((a, b) => a - b));
      }),
    );
  });

  it("writes labels once, when first read, and one without the others", () => {
    let written = 0;
    const factor = codedFactor("x", Int32Array.of(0, 1), 2, (code) => {
      written++;
      return "ab"[code]!;
    });
    const moved = withCodes(factor, Int32Array.of(1, 1, 0));
    expect([factor.nLevels, moved.nLevels, written]).toEqual([2, 2, 0]);
    expect([moved.labelOf(1), written]).toEqual(["b", 1]);
    expect(factor.labels).toEqual(["a", "b"]);
    expect(factor.labels).toBe(factor.labels);
    expect(written).toBe(3);
  });

  it("never holds a zero of either sign apart", () => {
    expect(codesOf([0, -0, 1]).labels).toEqual(["0", "1"]);
    expect(codesOf([0.5, -0, 0]).labels).toEqual(["0", "0.5"]);
  });
});

describe("crossFactors", () => {
  it("keeps only the combinations that occur", () => {
    const a = codesOf([1, 1, 2, Number.NaN]);
    const b = codesOf([7, 8, 8, 8]);
    const crossed = crossFactors([a, b]);
    expect(crossed.labels).toEqual(["1^7", "1^8", "2^8"]);
    expect([...crossed.codes]).toEqual([0, 1, 2, -1]);
  });
});
