import { describe, expect, it } from "vitest";
import { DESIGNS } from "./designs.ts";
import { simulate } from "./simulate.ts";

const design = DESIGNS.find((d) => d.name === "8-of-31")!;

describe("simulate", () => {
  it("gives the same figures for the same seed, and others for another", () => {
    expect(simulate(design, 50, 7)).toEqual(simulate(design, 50, 7));
    expect(simulate(design, 50, 8)).not.toEqual(simulate(design, 50, 7));
  });

  it("orders CR1, CR2 and CR3 by caution, draw by draw", () => {
    const [cr1, cr2, cr3] = simulate(design, 400, 1);
    expect(cr1!.rejected).toBeGreaterThan(cr2!.rejected);
    expect(cr2!.rejected).toBeGreaterThanOrEqual(cr3!.rejected);
    expect(cr1!.widthRatio).toBeLessThan(cr2!.widthRatio);
    expect(cr2!.widthRatio).toBeLessThan(cr3!.widthRatio);
  });

  it("has designs of different names", () => {
    expect(new Set(DESIGNS.map((d) => d.name)).size).toBe(DESIGNS.length);
  });
});
