import { describe, expect, it } from "vitest";
import { reviewDesign } from "../../../src/index.ts";
import { type Cell, seededPanel } from "./seeded-panel.ts";

const remarks = (region: (cell: Cell) => string) =>
  reviewDesign(seededPanel({ region }, { units: 60, start: (u) => (u % 20 < 4 ? 3 : 0) }), {
    covariance: { type: "cluster", by: ["region"] },
  }).filter(({ code }) => code.startsWith("FEW_"));

describe("advice where clusters are few", () => {
  it("is a placebo over them where they may have been assigned as a whole", () => {
    const [few, treated] = remarks(({ u }) => `r${u % 20}`);
    expect(few!.details).toMatchObject({ nClusters: 20, assigned: true });
    expect(few!.message).toContain("the wild cluster bootstrap, or a placebo that permutes “region”. See");
    expect(treated!.message).toContain(
      "Use CR2 with Satterthwaite degrees of freedom, or a placebo that permutes “region”; the wild",
    );
  });

  it.each([
    ["units leave them", ({ u, t }: Cell) => `r${(u + t) % 20}`],
    ["they hold treated and untreated units", ({ u }: Cell) => `r${Math.floor(u / 6)}`],
  ])("is none where %s", (_, region) => {
    const found = remarks(region);
    expect(found.length).toBeGreaterThan(0);
    for (const { message, details } of found) {
      expect(details!.assigned).toBe(false);
      expect(message).not.toContain("placebo");
    }
    expect(found[0]!.message).toContain("degrees of freedom or the wild cluster bootstrap. See Cameron");
  });
});
