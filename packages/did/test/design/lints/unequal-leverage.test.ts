import { describe, expect, it } from "vitest";
import { reviewDesign } from "../../../src/index.ts";
import { type Cell, seededPanel } from "./seeded-panel.ts";

const remarks = (region: (u: number) => string, units = 180) =>
  reviewDesign(seededPanel({ region: ({ u }: Cell) => region(u) }, { units }), {
    covariance: { type: "cluster", by: ["region"] },
  });
const found = (region: (u: number) => string) =>
  remarks(region).filter(({ code }) => code === "UNEQUAL_LEVERAGE");

describe("UNEQUAL_LEVERAGE", () => {
  it("fires where one cluster is far larger than the others", () => {
    // Half of 180 units in one region, the others in 45 regions of two, one of them treated.
    const [remark] = found((u) => (u < 90 ? "east" : `r${Math.floor(u / 2)}`));
    const details = remark!.details as Record<string, number>;
    expect(remark!.details).toMatchObject({ cluster: "region", nClusters: 46, largest: "east" });
    // Every unit of a balanced panel, half of it treated, has the same leverage: 1/2 and 45 × 1/90.
    expect(details.share).toBeCloseTo(1 / 2, 12);
    expect(details.overMean).toBeCloseTo(23, 10);
    expect(details.effective).toBeCloseTo(1 / (1 / 4 + 45 / 90 ** 2), 10);
    expect(remark!.message).toMatch(
      /^The 46 clusters of “region” have very unequal leverage on the effect: “east” has 50\.0% of it, 23 times the mean, and all of them carry as much as 3\.91 clusters of equal leverage\. /,
    );
  });

  it("keeps silent on clusters of like size, and where few treated clusters say it already", () => {
    expect(found((u) => `r${Math.floor(u / 4)}`)).toEqual([]);
    expect(reviewDesign(seededPanel({ y: ({ x }: Cell) => x }), { covariance: { type: "twoway" } })).toEqual([
      expect.objectContaining({ code: "FEW_CLUSTERS" }),
    ]);
    expect(reviewDesign(seededPanel({ y: ({ x }: Cell) => x }), { covariance: { type: "hc1" } })).toEqual([]);
    const few = seededPanel({}, { start: (u) => (u < 4 ? 3 : 0) });
    expect(reviewDesign(few).map(({ code }) => code)).toEqual(["FEW_TREATED_CLUSTERS"]);
  });
});
