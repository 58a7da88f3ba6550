import { describe, expect, it } from "vitest";
import { briefNumber } from "../src/index.ts";

describe("briefNumber", () => {
  it("keeps few digits and avoids exponents", () => {
    expect([1234.5, -0.012345, 0.5, 7.31e-9].map((v) => briefNumber(v))).toEqual([
      "1230",
      "−0.0123",
      "0.5",
      "7.31e−9",
    ]);
    expect(briefNumber(0.04567, 2)).toBe("0.046");
  });
});
