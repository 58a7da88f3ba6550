import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { getNumbers } from "@ceteris/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkStudy, loadContext, readStudy } from "../src/index.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "ceteris-transform-"));
  const rows = ["A", "B", "C"].flatMap((city, u) =>
    [2016, 2017, 2018].map((year, t) => `${city},${year},${u === 0 ? 1 : 0},${(u + 1) * 10 ** t}`),
  );
  writeFileSync(join(folder, "panel.csv"), `city,year,pilot,gdp\n${rows.join("\n")}\n`);
});
afterAll(() => rmSync(folder, { recursive: true }));

const study = (transform: string) => `
data: { file: panel.csv }
panel: { unit: city, time: year, treatment: { group: pilot, start: 2018 } }
transform:
${transform}
model: { outcome: log_gdp }
steps: { describe: {} }
`;

function write(transform: string): string {
  const path = join(folder, "study.yaml");
  writeFileSync(path, study(transform));
  return path;
}

async function problem(transform: string): Promise<string> {
  const { problems } = await checkStudy(write(transform));
  return problems[0]?.message ?? "";
}

describe("transform in a study file", () => {
  it("makes columns before the model is read", async () => {
    const file = await readStudy(
      write("  - { verb: log, columns: [gdp] }\n  - { verb: lag, columns: [log_gdp], as: before }"),
    );
    const { panel, model } = await loadContext(file);
    expect(model.outcome).toBe("log_gdp");
    expect(getNumbers(panel.table, "log_gdp")[1]).toBe(Math.log(10));
    expect(Array.from(getNumbers(panel.table, "before")).slice(0, 3)).toEqual([Number.NaN, 0, Math.log(10)]);
  });

  it("refuses with line and column what a verb does not take, does not know, or lacks", async () => {
    expect(await problem("  - { verb: log, columns: [gdp], periods: 1 }")).toBe(
      "study.yaml, line 5, column 43: “transform.0.periods”: log takes zeros, add. Correct this value; docs/study-file.md lists what each key takes.",
    );
    expect(await problem("  - { verb: logg, columns: [gdp] }")).toMatch(
      /^study.yaml, line 5, column 13: “transform.0.verb”: expected one of winsorise, trim, lag, /,
    );
    expect(await problem("  - { verb: lag, columns: [gdp], period: 2 }")).toContain(
      "unknown key “period” under “transform.0”. Did you mean “periods”?",
    );
    expect(await problem("  - { verb: deflate, columns: [gdp], index: cpi }")).toContain(
      "deflate needs index, the column of prices, and base, a period",
    );
    expect(await problem("  - { verb: winsorise, columns: [gdp], quantile: 5 }")).toContain(
      "“transform.0.quantile”: expected one of 2, 6, 7",
    );
    expect(await problem("  - { verb: log, columns: [gpd] }")).toBe(
      "study.yaml, line 5, column 28 (panel.csv): there is no column “gpd”. Did you mean “gdp”?",
    );
  });
});
