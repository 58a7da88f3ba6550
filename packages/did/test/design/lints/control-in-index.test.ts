import { describe, expect, it } from "vitest";
import { reviewDesign } from "../../../src/index.ts";
import { type Cell, seededPanel } from "./seeded-panel.ts";

const panel = seededPanel({
  beds: ({ x }: Cell) => 1 + x,
  roads: ({ w }: Cell) => 1 + w,
  log_beds: ({ x }: Cell) => Math.log(1 + x),
  other: ({ x, w }: Cell) => Math.sin(99 * x + 55 * w),
});
const remarks = (controls: string[], indicators?: string[]) =>
  reviewDesign(panel, { controls, indicators }).filter(({ code }) => code === "CONTROL_IN_INDEX");

describe("CONTROL_IN_INDEX", () => {
  it("fires on a control of the same name as an indicator", () => {
    const found = remarks(["beds", "other"], ["roads", "beds"]);
    expect(found.map(({ details }) => details)).toEqual([{ control: "beds", indicator: "beds" }]);
    expect(found[0]!.message).toBe(
      "The control “beds” is also an indicator of the index: a part of the outcome is held constant, and with it a part of the effect. Leave it out of the controls, or out of the index. See Angrist and Pischke (2009, section 3.2.3) on bad controls.",
    );
  });

  it("fires on a control with the values of an indicator, or their logarithm", () => {
    const [found, ...more] = remarks(["log_beds"], ["roads", "beds"]);
    expect(more).toEqual([]);
    expect(found!.details).toMatchObject({
      control: "log_beds",
      indicator: "beds",
      ofControl: "level",
      ofIndicator: "log",
    });
    expect(found!.details!.correlation).toBeCloseTo(1, 12);
    expect(found!.message).toMatch(
      /^The control “log_beds” and the indicator, in logarithms, “beds” of the index have a correlation of 1 once/,
    );
  });

  it("keeps silent on other controls, and without an index", () => {
    expect(remarks(["other"], ["roads", "beds"])).toEqual([]);
    expect(remarks(["beds", "log_beds"])).toEqual([]);
  });
});
