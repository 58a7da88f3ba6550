import { describe, expect, it } from "vitest";
import { briefNumber } from "../src/brief-number.ts";
import { quantile } from "../src/quantile.ts";

describe("quantile", () => {
  it("interpolates as R's type 7", () => {
    const sorted = [1, 2, 4, 8, 16];
    // quantile(c(1, 2, 4, 8, 16), c(0, .025, .05, .25, .5, .6, .95, 1))
    const want = [1, 1.1, 1.2, 2, 4, 5.6, 14.4, 16];
    [0, 0.025, 0.05, 0.25, 0.5, 0.6, 0.95, 1].forEach((p, j) => {
      expect(quantile(sorted, p)).toBeCloseTo(want[j]!, 12);
    });
    expect(quantile([3], 0.975)).toBe(3);
  });
});

describe("briefNumber", () => {
  it("keeps few digits and avoids exponents", () => {
    expect([1234.5, -0.012345, 0.5, 7.31e-9].map((v) => briefNumber(v))).toEqual([
      "1230",
      "−0.0123",
      "0.5",
      "7.31e-9",
    ]);
    expect(briefNumber(0.04567, 2)).toBe("0.046");
  });
});
