import { definePanel } from "@ceteris/core";
import { describe, expect, it } from "vitest";
import { stepwise, twfe } from "../../src/index.ts";
import { messy } from "../fixtures.ts";

const panel = definePanel(messy, { unit: "city", time: "year", treatment: { cohort: "cohort" } });
const options = { outcome: "y", controls: ["x2", "x1"] };

describe("stepwise", () => {
  it("adds one control at a time, on the rows complete in all of them", () => {
    const results = stepwise(panel, options);
    expect(results.map((r) => r.estimates.map((row) => row.term))).toEqual([
      ["did"],
      ["did", "x2"],
      ["did", "x2", "x1"],
    ]);
    expect(results.map((r) => r.sample.nObs)).toEqual([536, 536, 536]);
    expect(results[2]!.estimates).toEqual(twfe(panel, options).estimates);
    expect(results.map((r) => r.spec.step)).toEqual([1, 2, 3]);
    expect(results[0]!.spec).toMatchObject({ sample: "common", controls: [], sampleControls: ["x2", "x1"] });
  });

  it("or each on its own rows", () => {
    const results = stepwise(panel, { ...options, sample: "each" });
    expect(results.map((r) => r.sample.nObs)).toEqual([548, 548, 536]);
    expect(results[0]!.estimates).toEqual(twfe(panel, { outcome: "y" }).estimates);
    expect(results[0]!.spec).toMatchObject({ sample: "each", sampleControls: [] });
  });

  it("refuses another kind of sample", () => {
    expect(() => stepwise(panel, { ...options, sample: "all" as never })).toThrow(
      "sample: “all” is not known. Give common or each.",
    );
  });
});
