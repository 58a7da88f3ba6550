import type { TwfeWeightsResult } from "@ceteris/core";
import { expect, test } from "vitest";
import { sheetToText, twfeWeightsSheet } from "../src/index.ts";

const result: Omit<TwfeWeightsResult, "weights"> = {
  kind: "twfe-weights",
  sample: {
    nRows: 90,
    nObs: 90,
    nUnits: 9,
    nPeriods: 10,
    nTreatedUnits: 6,
    dropped: { missing: 0, singleton: 0, filtered: 0 },
  },
  estimate: 0.5,
  nTreatedRows: 40,
  nNegative: 10,
  shareNegative: 0.25,
  sumPositive: 1.125,
  sumNegative: -0.125,
  sigma: 0.4,
  sigmaOpposite: null,
  spec: {},
  warnings: [],
};

test("weights of effects: counts, sums, and a dash for a ratio that is not defined", () => {
  const text = sheetToText(twfeWeightsSheet(result));
  for (const line of [
    /Treated rows +40/,
    /With a negative weight +10/,
    /Sum of the positive weights +1\.1250/,
    /Sum of the negative weights +−0\.1250/,
    /Spread of effects that could hide a mean of zero +0\.4000/,
    /Spread with which all could have the opposite sign +—/,
  ])
    expect(text).toMatch(line);
  expect(text).toMatch(
    /Notes: Under parallel trends .* Not defined where no weight is negative, or all are alike\./,
  );
});

test("weights of effects, in Chinese, with a note of one's own after the table's", () => {
  const { title, notes } = twfeWeightsSheet(result, { lang: "zh", notes: ["自加说明。"] });
  expect(title).toBe("处理效应在双向固定效应估计中的权重");
  expect(notes).toHaveLength(2);
  expect(notes[1]).toBe("自加说明。");
});
