import { describe, expect, it } from "vitest";
import { nearestName } from "../src/index.ts";

describe("nearestName", () => {
  const known = ["province", "year", "GDP_growth", "gdp_deflator"];
  it.each([
    ["provnce", "province"],
    ["gdp growth", "GDP_growth"],
    ["yaer", "year"],
    ["prov", "province"],
    ["gdp", null],
    ["pr", null],
    ["region", null],
  ])("of %s is %s", (name, near) => {
    expect(nearestName(name, known)).toBe(near);
  });
});
