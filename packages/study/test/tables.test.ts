import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkStudy, readStudy, runStudy } from "../src/index.ts";
import { castle } from "./castle-studies.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "ceteris-tables-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A study of one model with controls, and how its tables are printed; returns its path. */
function study(name: string, tables: string): string {
  const path = join(folder, `${name}.yaml`);
  writeFileSync(
    path,
    `data: { file: ${castle} }
output: ${name}
panel: { unit: state, time: year, treatment: { cohort: cohort } }
model: { outcome: l_homicide, controls: [poverty, unemployrt], cluster: [state] }
steps: { baseline: , eventStudy: { leads: 3, lags: 2 } }
formats: { tables: [csv], charts: [], report: [] }
tables: ${tables}
`,
  );
  return path;
}

/** The rows of a table by their first cell. */
function table(name: string, id: string): Map<string, string[]> {
  const lines = readFileSync(join(folder, name, "tables", `${id}.csv`), "utf8")
    .trim()
    .split(/\r?\n/);
  return new Map(lines.map((line) => [line.split(",")[0]!.replace("\ufeff", ""), line.split(",").slice(1)]));
}

describe("tables of a study", () => {
  it("show estimates as the file says", async () => {
    const tables = `
  digits: 2
  bracket: none
  stars: [0.05]
  terms: [did, unemployrt]
  statistics: [r2Adjusted, outcomeMean]
  rows: [{ label: { en: Region trends, zh: 地区趋势 }, values: [false, false, true] }]`;
    const { results } = await runStudy(await readStudy(study("styled", tables)));
    const found = table("styled", "baseline");
    expect([...found.keys()]).toEqual([
      "Variable",
      "DID",
      "unemployrt",
      "Controls",
      "state fixed effects",
      "year fixed effects",
      "Region trends",
      "Adjusted R²",
      "Mean of outcome",
    ]);
    const did = results.baseline!.models[0]!.estimates[0]!;
    expect(found.get("DID")![0]).toBe(`${did.estimate!.toFixed(2)}${did.pValue! < 0.05 ? "*" : ""}`);
    expect(found.get("Controls")).toEqual(["No", "Yes", "Yes"]);
    expect(found.get("Region trends")).toEqual(["No", "No", "Yes"]);
    // The mean of l_homicide over all 550 rows, from the file itself.
    const [head, ...rows] = readFileSync(castle, "utf8").trim().split(/\r?\n/);
    const at = head!.split(",").indexOf("l_homicide");
    const mean = rows.reduce((sum, row) => sum + Number(row.split(",")[at]), 0) / rows.length;
    expect(found.get("Mean of outcome")).toEqual(Array(3).fill(mean.toFixed(3)));
    for (const cells of table("styled", "event-study").values()) expect(cells[0]).not.toMatch(/\*\*|\.\d{3}/);
  });

  it("without any word are as before", async () => {
    const path = study("plain", "{}");
    await runStudy(await readStudy(path));
    expect([...table("plain", "baseline").keys()].slice(0, 2)).toEqual(["Variable", "DID"]);
    expect(table("plain", "baseline").get("Controls")).toBeUndefined();
  });

  it.each([
    [
      "{ terms: [did, gdp] }",
      "tables.terms.1",
      "there is no coefficient of “gdp”, only of did, poverty, unemployrt",
    ],
    [
      "{ rows: [{ label: x, values: [a] }] }",
      "tables.rows.0.values",
      "the table of the baseline has 3 columns, and this row 1 value",
    ],
  ])("%s is a fault of the file", async (tables, where, what) => {
    const { problems } = await checkStudy(study("faulty", tables));
    expect(problems.map((problem) => problem.message).join()).toContain(what);
    expect(problems[0]!.message).toContain(where);
  });
});
