import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readTable } from "../../src/index.ts";

const folder = new URL("../fixtures/columnar/", import.meta.url).pathname;

describe("files written by the Arrow library", () => {
  it.each(["apache.arrow", "apache-stream.arrows"])("%s", async (name) => {
    const table = await readTable(`${folder}${name}`);
    expect(Object.fromEntries([...table.columns].map(([k, c]) => [k, [...c.values]]))).toEqual({
      year: [2018, Number.NaN, 2020],
      y: [1.5, -2, 1e300],
      gap: [1.5, Number.NaN, -3],
      single: [0.5, Number.NaN, -1.5],
      big: ["9007199254740993", null, "1"],
      flag: [1, Number.NaN, 0],
      city: ["北京", null, "西藏"],
      kind: ["low", null, "low"],
      day: ["2018-03-01", null, "1959-12-31"],
      moment: ["2018-03-01T12:30:15", null, "1960-01-01T00:00:00"],
    });
    expect(table.source.warnings.map((w) => w.details)).toEqual([{ columns: ["list"] }]);
  });

  it("in several batches, and in part", async () => {
    const table = await readTable(`${folder}apache-batches.arrow`);
    expect([...table.columns].map(([k, c]) => [k, ...c.values])).toEqual([
      ["y", 1, 2, 1, 2],
      ["k", "a", "b", "a", "b"],
    ]);
    const part = await readTable(`${folder}apache.arrow`, { columns: ["day", "y"], number: ["day"] });
    expect([...part.columns].map(([k, c]) => [k, ...c.values])).toEqual([
      ["y", 1.5, -2, 1e300],
      ["day", Date.UTC(2018, 2, 1), Number.NaN, Date.UTC(1959, 11, 31)],
    ]);
  });

  it("leaves the file's bytes as they are", async () => {
    const before = readFileSync(`${folder}apache.arrow`);
    const table = await readTable(`${folder}apache.arrow`, { columns: ["y"], missing: ["-2"] });
    expect([...table.columns.get("y")!.values]).toEqual([1.5, Number.NaN, 1e300]);
    expect(readFileSync(`${folder}apache.arrow`)).toEqual(before);
  });
});
