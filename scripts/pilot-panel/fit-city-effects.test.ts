import { describe, expect, it } from "vitest";
import { fitCityEffects } from "./fit-city-effects.ts";
import { average, N_YEARS, unitScale, withinBoth } from "./panel-math.ts";
import { makeStreams } from "./random.ts";

const nCities = 120;
const draw = makeStreams(5)();
const score = unitScale(Float64Array.from({ length: nCities }, draw));
const within = withinBoth(Float64Array.from({ length: nCities * N_YEARS }, () => 0.02 * draw()));

describe("fitCityEffects", () => {
  it("gives a right-skewed variable the moments asked for", () => {
    const target = { mean: 0.2, sd: 0.1, min: 0.04, max: 0.9 };
    const effects = fitCityEffects(score, within, target);
    const values = within.map((w, i) => effects[Math.floor(i / N_YEARS)]! + w);
    const mean = average(values);
    expect(mean).toBeCloseTo(target.mean, 4);
    expect(Math.sqrt(average(values.map((v) => (v - mean) ** 2)))).toBeCloseTo(target.sd, 3);
    expect(Math.min(...values)).toBeCloseTo(target.min, 12);
    expect(Math.max(...values)).toBeCloseTo(target.max, 12);
  });

  it("refuses a total sd below what happens within cities", () => {
    expect(() => fitCityEffects(score, within, { mean: 0, sd: 0.01, min: -1, max: 1 })).toThrow(
      "what happens within cities varies more than the printed sd allows",
    );
  });
});
