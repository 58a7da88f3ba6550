import { describe, expect, it } from "vitest";
import { reviewDesign, stepwise } from "../../../src/index.ts";
import { type Cell, seededPanel } from "./seeded-panel.ts";

const panel = seededPanel({
  y: ({ x }: Cell) => x,
  a: ({ w, x }: Cell) => Math.cos(70 * w + 31 * x),
  b: ({ u, t, w }: Cell) => (u < 20 && t === 1 ? Number.NaN : w),
});
const remarks = (sample: "common" | "each") => {
  const models = stepwise(panel, { outcome: "y", controls: ["a", "b"], sample });
  return reviewDesign(panel, { models }).filter(({ code }) => code === "SAMPLE_DIFFERS");
};

describe("SAMPLE_DIFFERS", () => {
  it("fires where each column has the rows complete in its own controls", () => {
    const [found] = remarks("each");
    expect(found!.details).toEqual({ nObs: [360, 360, 340], least: 340, most: 360 });
    expect(found!.message).toMatch(
      /^The 3 columns of the table rest on different samples, of 340 to 360 rows \(360, 360, 340\)\. /,
    );
  });

  it("keeps silent where all columns share their rows, and without columns", () => {
    expect(remarks("common")).toEqual([]);
    expect(reviewDesign(panel)).toEqual([]);
  });
});
