import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fromColumns } from "@ceteris/core";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { assemblePanel, buildPanel, tableToCsv, writeTable } from "../../src/index.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "ceteris-build-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("buildPanel", () => {
  it("reads every format, keeps the zeros of codes, and tells each file's hash", async () => {
    await writeTable(fromColumns({ 代码: ["0101", "0102"], 产值: [1.5, 2.5] }), join(folder, "2016.xlsx"));
    await writeTable(
      fromColumns({ code: ["0101", "0102"], year: [2016, 2016], people: [10, 20] }),
      join(folder, "p.dta"),
    );
    writeFileSync(join(folder, "units.csv"), "单位\n0102\n0101\n");
    const { table, build } = await buildPanel(
      {
        unit: "id",
        time: "year",
        frame: { file: "units.csv", unit: "单位" },
        tables: [
          { file: "2016.xlsx", unit: "代码", period: 2016, columns: { gdp: "产值" } },
          { file: "p.dta", unit: "code", time: "year", columns: { people: "people" } },
        ],
        derive: { perHead: "gdp / people" },
      },
      { folder },
    );
    expect(tableToCsv(table)).toBe(
      "id,year,gdp,people,perHead\n0102,2016,2.5,20,0.125\n0101,2016,1.5,10,0.15\n",
    );
    expect(build.sources.map((s) => [s.file, s.sha256?.length])).toEqual([
      ["2016.xlsx", 64],
      ["p.dta", 64],
    ]);
  });

  it("passes on what reading refuses", async () => {
    const recipe = {
      unit: "id",
      time: "year",
      tables: [{ file: "no.csv", unit: "a", period: 1, columns: {} }],
    };
    await expect(buildPanel(recipe, { folder })).rejects.toThrow("no.csv");
    const frame = { file: "units.csv", unit: "城市" };
    await expect(buildPanel({ ...recipe, tables: [], frame }, { folder })).rejects.toThrow(
      "units.csv: there is no column “城市”.",
    );
  });
});

describe("assemblePanel", () => {
  it("makes the same panel of wide, long and yearly tables", () => {
    const years = [2015, 2016, 2017];
    const cell = fc.option(fc.integer({ min: -5, max: 99 }), { nil: null });
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 6 }), (grid) => {
        fc.pre(grid.flat().some((v) => v !== null));
        const units = grid.map((_, u) => `u${u}`);
        const wide = fromColumns({
          c: units,
          ...Object.fromEntries(years.map((y, t) => [`x${y}`, grid.map((row) => row[t]!)])),
        });
        const long = fromColumns({
          c: units.flatMap((u) => years.map(() => u)),
          y: units.flatMap(() => years),
          x: grid.flat(),
        });
        const keys = { unit: "unit", time: "time" };
        const csv = (inputs: Parameters<typeof assemblePanel>[0]) =>
          tableToCsv(assemblePanel(inputs, keys).table);
        const ofWide = csv([{ table: wide, layout: { unit: "c", columns: { x: "x*" } } }]);
        expect(csv([{ table: long, layout: { unit: "c", time: "y", columns: { x: "x" } } }])).toBe(ofWide);
        const yearly = years.map((period, t) => ({
          table: fromColumns({ c: units, x: grid.map((row) => row[t]!) }),
          layout: { unit: "c", period, columns: { x: "x" } },
        }));
        expect(csv(yearly)).toBe(ofWide);
        expect(ofWide.split("\n")).toHaveLength(grid.flat().filter((v) => v !== null).length + 2);
      }),
      { numRuns: 60 },
    );
  });
});
