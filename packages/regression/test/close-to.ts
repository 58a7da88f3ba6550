import { expect } from "vitest";

/** Within `rtol` of the expected size, or `atol` of the value. */
export function closeTo(found: number, expected: number, rtol: number, atol = 0): void {
  const error = Math.abs(found - expected);
  expect(error <= rtol * Math.abs(expected) + atol, `${found} is not ${expected} (error ${error})`).toBe(
    true,
  );
}
