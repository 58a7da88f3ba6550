import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Column, makeTable, type NumberColumn } from "@ceteris/core";
import { writeTable } from "@ceteris/data";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadContext } from "../src/context.ts";
import { readStudy } from "../src/file/read-study.ts";

let folder = "";
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "data-files-"));
  const valueLabels = new Map([
    [1, "北京"],
    [2, "天津"],
  ]);
  const number = (values: readonly number[]): NumberColumn => ({
    type: "number",
    values: Float64Array.from(values),
  });
  const table = makeTable(
    new Map<string, Column>([
      ["city", { ...number([1, 1, 2, 2]), valueLabels }],
      ["year", number([2018, 2019, 2018, 2019])],
      ["pilot", number([1, 1, 0, 0])],
      ["gdp", { ...number([1, -99, 3, 4]), label: "Output" }],
    ]),
  );
  await writeTable(table, join(folder, "panel.dta"));
  await writeTable(table, join(folder, "panel.xlsx"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const context = async (data: string) => {
  const study = `data: ${data}
panel: { unit: city, time: year, treatment: { group: pilot, start: 2019 } }
model: { outcome: gdp }
steps: { baseline: {} }
`;
  writeFileSync(join(folder, "study.yaml"), study);
  return await loadContext(await readStudy(join(folder, "study.yaml")));
};

describe("the data of a study", () => {
  it("may be a Stata file, its labels shown, its codes by name when asked", async () => {
    const { panel, labels } = await context("{ file: panel.dta, text: [city], missing: [-99] }");
    expect(panel.unit.labels).toEqual(["北京", "天津"]);
    expect([...panel.table.columns.get("gdp")!.values]).toEqual([1, Number.NaN, 3, 4]);
    expect(labels.gdp).toBe("Output");
    expect(panel.table.source.warnings.map((w) => w.code)).toEqual(["CELLS_CLEANED"]);
  });

  it("may be a sheet of a workbook", async () => {
    const { panel } = await context("{ file: panel.xlsx, sheet: 1, headerRow: 1, number: [gdp] }");
    expect(panel.unit.labels).toEqual(["1", "2"]);
    await expect(context("{ file: panel.xlsx, sheet: other }")).rejects.toThrow(
      "panel.xlsx: there is no sheet “other”. The sheets are data.",
    );
  });
});
