import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { callJson, callMain } from "./call-main.ts";

const castle = fileURLToPath(new URL("../../../data/castle/castle.csv", import.meta.url));
const model = [
  ...["event-study", castle, "--unit", "sid", "--time", "year", "--cohort", "cohort"],
  ...["--outcome", "l_homicide", "--leads", "4", "--lags", "3"],
];

describe("event-study: the review of the pre-trends", () => {
  it("is a field of the document", async () => {
    const { document } = await callJson(model);
    const { base, power, equivalence, linear, averagePost } = document.pretrendReview;
    expect(base).toBe(-1);
    expect(power.violations.map((row: { power: number }) => row.power)).toEqual([0.5, 0.8]);
    expect(power.violations[0].post.map((row: { eventTime: number }) => row.eventTime)).toEqual([0, 1, 2, 3]);
    // Event times 0 to 3 lie 2.5 periods from the base on average.
    expect(power.violations[0].average.bias).toBeCloseTo(2.5 * power.violations[0].slope, 12);
    expect(equivalence.max.smallestThreshold).toBeGreaterThan(equivalence.max.estimate);
    expect(linear.term).toBe("pretrendSlope");
    expect(averagePost.term).toBe("average");
    expect(document.spec.base).toBe(-1);
  });

  it("is a table, in both languages", async () => {
    expect((await callMain(model)).out).toMatch(
      /What the pre-test can rule out[\s\S]*Drift per period found with 50% power +0\.0\d/,
    );
    expect((await callMain([...model, "--lang", "zh"])).out).toMatch(
      /以50%的功效可发现的每期趋势偏离 +0\.0\d/,
    );
  });

  it("tests the leads against a threshold", async () => {
    const { equivalence } = (await callJson([...model, "--equivalence", "0.16"])).document.pretrendReview;
    expect(equivalence.spec.threshold).toBe(0.16);
    // What can be ruled out lies below 0.16 for the mean and the root mean square, not for the largest.
    for (const name of ["max", "mean", "rms"]) {
      const { pValue, equivalent, smallestThreshold } = equivalence[name];
      expect(equivalent).toBe(smallestThreshold < 0.16);
      expect(pValue < 0.05).toBe(equivalent);
    }
    expect([equivalence.max, equivalence.mean, equivalence.rms].map((test) => test.equivalent)).toEqual([
      false,
      true,
      true,
    ]);
    const { out } = await callMain([...model, "--equivalence", "0.16"]);
    expect(out.match(/p value, threshold 0\.1600 +0\.\d+/g)).toHaveLength(3);
  });

  it.each(["0", "-1", "small"])("refuses the threshold %s", async (text) => {
    const { code, err } = await callMain([...model, `--equivalence=${text}`]);
    expect(code).toBe(2);
    expect(err).toMatch(
      `--equivalence: “${text}” is not a number above 0. Give --equivalence a number above 0.`,
    );
  });

  it("is measured from −1 where the base is treated", async () => {
    const { document } = await callJson([...model, "--base", "0"]);
    expect(document.pretrendReview.base).toBe(-1);
    expect(document.estimates[4].reference).toBe(true);
  });
});
