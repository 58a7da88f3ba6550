import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { buildPanel, panelLogTable, parseDelimited, readPanelRecipe, tableToCsv } from "ceteris";
import { beforeAll, describe, expect, it } from "vitest";
import type { Columns } from "./synthetic-panel.ts";
import { makeYearbooks } from "./yearbooks.ts";

const example = fileURLToPath(new URL("../../examples/pilot-study/", import.meta.url));
const panelCsv = readFileSync(new URL("../../data/pilot-panel/panel.csv", import.meta.url), "utf8");
const committed = (name: string) => readFileSync(`${example}yearbooks/${name}`);

let built: Awaited<ReturnType<typeof buildPanel>>;
beforeAll(async () => {
  const { recipe, folder } = await readPanelRecipe(`${example}panel.yaml`);
  built = await buildPanel(recipe, { folder });
});

describe("the yearbooks of the pilot study", () => {
  it("are what the generator makes of the committed panel, byte for byte", () => {
    const columns = parseDelimited(panelCsv).columns;
    const panel = Object.fromEntries(
      Array.from(columns, ([name, { values }]) => [name, Array.from<string | number | null>(values)]),
    );
    const made = makeYearbooks(panel as Columns);
    const tables = readdirSync(`${example}yearbooks`).filter((name) => !name.startsWith("panel"));
    expect([...made.keys()].sort()).toEqual(tables.sort());
    for (const [name, bytes] of made) expect(committed(name).equals(bytes), name).toBe(true);
  });

  it("give the panel back, byte for byte", () => {
    expect(tableToCsv(built.table) === panelCsv).toBe(true);
  });

  it("come with the committed log", () => {
    // What reading cleans, and how it says so, is for the tests of reading.
    const acts = (csv: string) => csv.split("\n").filter((line) => !line.startsWith("cleaned,"));
    expect(acts(tableToCsv(panelLogTable(built.build.log)))).toEqual(
      acts(committed("panel-log.csv").toString()),
    );
  });

  it("have the blemishes they should, each of them in the log", () => {
    const { counts, log, warnings, sources } = built.build;
    expect(sources).toHaveLength(15);
    expect(counts).toMatchObject({
      unmatched: 1,
      skipped: 1,
      merged: 3,
      duplicate: 2,
      conflict: 1,
      boundary: 3,
    });
    expect(counts.missing ?? counts.imputed).toBeUndefined();
    const renamed = new Set(log.filter((e) => e.action === "renamed").map((e) => `${e.written} ${e.unit}`));
    for (const pair of [
      "毫州市 亳州市",
      "荷泽市 菏泽市",
      "北　京 北京市",
      "320500 苏州市",
      "江苏省苏州市 苏州市",
    ]) {
      expect(renamed.has(pair), pair).toBe(true);
    }
    expect(warnings.map((w) => w.code)).toEqual(["UNITS_UNMATCHED", "CELLS_CONFLICT", "DIVISION_BOUNDARIES"]);
    expect(committed("population.csv").includes(Buffer.from([0xb5, 0xd8, 0xc7, 0xf8]))).toBe(true);
  });
});
