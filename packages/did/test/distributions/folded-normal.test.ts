import { normal } from "@ceteris/core";
import { expect, it } from "vitest";
import { foldedNormalQuantile } from "../../src/distributions/folded-normal.ts";

it("is the two-sided critical value without bias", () => {
  expect(foldedNormalQuantile(0, 0.05)).toBeCloseTo(1.959963984540054, 14);
});

it("is the one-sided critical value beyond a bias that is large", () => {
  expect(foldedNormalQuantile(8, 0.05) - 8).toBeCloseTo(1.6448536269514722, 13);
});

it.each([0.01, 0.1, 0.5, 1, 2, 4])("leaves alpha outside for a bias of %f", (bias) => {
  for (const alpha of [0.01, 0.05, 0.32]) {
    const c = foldedNormalQuantile(bias, alpha);
    expect(normal.sf(c - bias) + normal.sf(c + bias)).toBeCloseTo(alpha, 14);
    expect(foldedNormalQuantile(-bias, alpha)).toBe(c);
  }
});
