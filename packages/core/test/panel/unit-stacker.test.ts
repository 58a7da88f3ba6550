import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { definePanel, fromColumns, panelFactor, panelNumbers, unitStacker } from "../../src/index.ts";

// Unit C is alone in 2015 and unsorted; B is treated from 2017.
const columns = {
  city: ["B", "A", "A", "B", "C", "C"],
  year: [2017, 2017, 2016, 2016, 2015, 2016],
  y: [4, 2, 1, 3, 5, 6],
  pilot: [1, 0, 0, 1, 0, 0],
  province: ["p", "q", "q", "p", "q", "q"],
};
const spec = { unit: "city", time: "year", treatment: { group: "pilot", start: 2017 } };
const panel = definePanel(fromColumns(columns, "panel.csv"), spec);

describe("unitStacker", () => {
  it("makes each copy a unit of its own", () => {
    const made = unitStacker(panel)(Int32Array.of(0, 1, 1));
    expect([...panelNumbers(made, "y")]).toEqual([1, 2, 3, 4, 3, 4]);
    expect([...made.unit.codes]).toEqual([0, 0, 1, 1, 2, 2]);
    expect(made.unit.labels).toEqual(["A", "B", "B (2)"]);
    expect([...made.treatment!.cohort]).toEqual([Number.POSITIVE_INFINITY, 2017, 2017]);
    expect([...made.treatment!.status]).toEqual([0, 0, 0, 1, 0, 1]);
    expect([...made.treatment!.treatedRows]).toEqual([0, 1, 1]);
    expect([...made.table.source.rows!]).toEqual([2, 1, 3, 0, 3, 0]);
  });

  it("leaves out periods that nobody taken was observed in", () => {
    expect([...unitStacker(panel)(Int32Array.of(0, 2)).time.values]).toEqual([2015, 2016, 2017]);
    const made = unitStacker(panel)(Int32Array.of(0, 1));
    expect([made.time.labels, [...made.time.values]]).toEqual([
      ["2016", "2017"],
      [2016, 2017],
    ]);
    expect([made.balanced, panel.balanced]).toEqual([true, false]);
  });

  it("numbers other columns anew", () => {
    const numbered = new Map([["province", Float64Array.of(1, 2, 3)]]);
    const made = unitStacker(panel)(Int32Array.of(0, 1, 1), numbered);
    expect([...panelFactor(made, "province").codes]).toEqual([0, 0, 1, 1, 2, 2]);
  });

  it("makes what definePanel makes of the same rows", () => {
    const units = fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(units, (taken) => {
        const made = unitStacker(panel)(Int32Array.from(taken).sort());
        const again = definePanel(made.table, spec);
        expect(again.order).toBeNull();
        for (const key of ["unit", "time"] as const) {
          expect(made[key].codes).toEqual(again[key].codes);
          expect(made[key].nLevels).toBe(again[key].nLevels);
        }
        expect(made.time.labels).toEqual(again.time.labels);
        expect(made.time.values).toEqual(again.time.values);
        expect(made.treatment).toEqual(again.treatment);
        expect([made.nRows, made.balanced]).toEqual([again.nRows, again.balanced]);
      }),
      { numRuns: 50 },
    );
  });
});
